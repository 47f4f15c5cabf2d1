// Kills of `root-key rotate`, and of the stack that it rotates under.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { CreateKeyCommand } from '@aws-sdk/client-kms'
import { cleanEnvironment, LAUNCHER, sparekey } from '../cli/sparekey.ts'
import { startChildStack } from '../fixtures/child-stack.ts'
import { clientsOf, fill, requireKept, type Kept } from '../upkeep/kept-stack.ts'
import { inNewDirectory, type Kills } from './lives.ts'
import { requireSound } from './sound.ts'

const keys = 150
const afterMsMax = 40

export interface RootKeyKills {
  readonly rotations: number
  /** The file named both root keys when the kill came. */
  readonly amidst: number
}

/**
 * Whoever is killed, the command or the stack: everything opens, under either of the two keys, and
 * the same command finishes what was begun.
 */
export const survivesRootKeyKills = ({ rounds }: Kills): Promise<RootKeyKills> =>
  inNewDirectory(async (data) => {
    const kept = await makeKeys(data)
    let amidst = 0
    for (let round = 0; round < rounds; round += 1) {
      const kill = [killCommand, killCommandOfStack, killStack][round % 3] ?? killCommand
      await kill(data)
      if (rootKeysIn(data) > 1) amidst += 1
      await requireSound(data)
      await finish(data, kept)
    }
    return { rotations: rounds, amidst }
  })

async function makeKeys(data: string): Promise<Kept> {
  const stack = await startChildStack(data)
  const clients = await clientsOf(stack)
  const kept = await fill(clients)
  await Promise.all(Array.from({ length: keys }, () => clients.kms.send(new CreateKeyCommand({}))))
  await stack.kill()
  return kept
}

const rootKeysIn = (data: string): number =>
  readFileSync(`${data}.root-key`, 'utf8').trimEnd().split('\n').length

/** With no stack, the command makes the seals anew itself. */
const killCommand = (data: string): Promise<void> => killAmidst(data, (command) => command())

async function killCommandOfStack(data: string): Promise<void> {
  const stack = await startChildStack(data)
  await killAmidst(data, (command) => command())
  await stack.kill()
}

async function killStack(data: string): Promise<void> {
  const stack = await startChildStack(data)
  await killAmidst(data, () => void stack.kill())
  await stack.kill()
}

/** A moment after the file names both root keys, or the end of the command, which came first. */
async function killAmidst(data: string, kill: (command: () => void) => void): Promise<void> {
  const child = spawn(process.execPath, [LAUNCHER, 'root-key', 'rotate', '--data', data], {
    env: cleanEnvironment(),
    stdio: 'ignore',
  })
  const gone = once(child, 'exit')
  while (rootKeysIn(data) < 2 && child.exitCode === null) await sleep(1)
  await sleep(randomInt(afterMsMax))
  kill(() => child.kill('SIGKILL'))
  await gone
}

async function finish(data: string, kept: Kept): Promise<void> {
  const stack = await startChildStack(data)
  await requireKept(await clientsOf(stack), kept)
  await stack.kill()
  const { code, stderr } = await sparekey(['root-key', 'rotate', '--data', data])
  assert.equal(code, 0, stderr)
  assert.equal(rootKeysIn(data), 1)
  await requireSound(data)
}
