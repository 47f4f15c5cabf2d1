// Lives of a stack that all end by kill -9, on one and the same data directory.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startChildStack, type ChildStack } from '../fixtures/child-stack.ts'
import { requireSound } from './sound.ts'

export interface Scenario {
  readonly flags?: readonly string[]
  /** Holds what the lives before have left against what they acknowledged. */
  readonly check: (stack: ChildStack) => Promise<void>
  /** Works, waits for its moment, and kills. */
  readonly live: (stack: ChildStack) => Promise<void>
}

export interface Kills {
  readonly rounds: number
}

/** A data directory that is gone when `use` is done. */
export async function inNewDirectory<Answer>(
  use: (data: string) => Promise<Answer>,
): Promise<Answer> {
  const data = join(await mkdtemp(join(tmpdir(), 'sparekey-kills-')), 'data')
  try {
    return await use(data)
  } finally {
    await rm(dirname(data), { recursive: true, force: true })
  }
}

/**
 * After each kill the directory is sound as it lies there, before any start has mended it, and the
 * next stack holds what it should.
 */
export async function endLives(data: string, rounds: number, scenario: Scenario): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const stack = await startChildStack(data, scenario.flags)
    try {
      await scenario.check(stack)
      await scenario.live(stack)
    } finally {
      await stack.kill()
    }
    await requireSound(data)
  }
  const stack = await startChildStack(data, scenario.flags)
  try {
    await scenario.check(stack)
  } finally {
    await stack.kill()
  }
  await requireSound(data)
}

/** Runs again and again until the stack no longer answers; rejects when it answers wrongly. */
export async function untilCut(act: () => Promise<unknown>): Promise<void> {
  try {
    for (;;) await act()
  } catch (error) {
    const answered = error as { $metadata?: { httpStatusCode?: number } }
    if (answered.$metadata?.httpStatusCode !== undefined) throw error
    if (error instanceof Error && error.name === 'AssertionError') throw error
  }
}
