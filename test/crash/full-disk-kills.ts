// Kills of a stack whose disk fills up under load, on a disk of a few MiB: a file system of its own
// in a namespace of its own, which `full-disk-runner.ts` lives in with its stacks.

import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { KiB, MiB } from '../../src/base/sizes.ts'
import { run } from '../cli/sparekey.ts'
import { startChildStack } from '../fixtures/child-stack.ts'
import { clientsOf, type Clients } from '../journey/clients.ts'
import { Ledger, type Life } from '../journey/ledger.ts'
import { writeForever, type Acknowledged } from '../journey/load.ts'
import type { Kills } from './lives.ts'
import { recordedEvents, requireSound } from './sound.ts'

const runner = fileURLToPath(new URL('./full-disk-runner.ts', import.meta.url))
const diskMiB = 16
const writers = 3
const untilFullMsMax = 600
const fullMsMax = 400

export interface FullDiskKills {
  readonly acknowledged: number
  /** Requests that were answered with an error, for there was no room. */
  readonly refused: number
}

/** In a namespace of its own; `noSmallDisk` says where there can be none. */
export async function survivesFullDisks({ rounds }: Kills): Promise<FullDiskKills> {
  const disk = mkdtempSync(join(tmpdir(), 'sparekey-disk-'))
  const mount = `mount -t tmpfs -o size=${diskMiB}m tmpfs "$0" && exec "$@"`
  const command = [process.execPath, runner, disk, String(rounds)]
  const { code, stdout, stderr } = await run('unshare', [
    '-rm',
    'sh',
    '-c',
    mount,
    disk,
    ...command,
  ])
  rmSync(disk, { recursive: true })
  assert.equal(code, 0, stderr)
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as FullDiskKills
}

/**
 * Each life works, has its disk filled, is refused, and is killed, sometimes with room again. What
 * was acknowledged is there with its event; what was refused is not, nor its event.
 */
export async function fillAndKill(disk: string, rounds: number): Promise<FullDiskKills> {
  const counts = { acknowledged: 0, refused: 0 }
  for (let round = 0; round < rounds; round += 1) {
    // A small disk does not hold many lives.
    const data = join(disk, 'data')
    const ledger = new Ledger()
    let last = await beginLife(data)
    for (let life = 0; life < 2; life += 1) {
      const stack = await startChildStack(data)
      const clients = await clientsOf(stack)
      await ledger.check(clients, last)
      const refused = new Set<string>()
      last = {
        began: new Date(Date.now() - 1000),
        acknowledged: { requestIds: [], ciphertexts: [] },
      }
      const { acknowledged } = last
      const work = Array.from({ length: writers }, (_, writer) =>
        workDespite(clients, `l${life}w${writer}`, acknowledged, refused),
      )
      await sleep(randomInt(untilFullMsMax))
      fillUp(disk)
      await sleep(randomInt(fullMsMax))
      if (randomInt(3) === 0) {
        makeRoom(disk)
        await sleep(randomInt(fullMsMax))
      }
      await Promise.all([stack.kill(), ...work])
      makeRoom(disk)
      await requireSound(data)
      requireUnrecorded(data, refused)
      counts.acknowledged += acknowledged.requestIds.length
      counts.refused += refused.size
    }
    const stack = await startChildStack(data)
    await ledger.check(await clientsOf(stack), last)
    await stack.kill()
    rmSync(data, { recursive: true })
    rmSync(`${data}.root-key`)
  }
  return counts
}

async function beginLife(data: string): Promise<Life> {
  await (await startChildStack(data)).kill()
  return { began: new Date(Date.now() - 1000), acknowledged: { requestIds: [], ciphertexts: [] } }
}

interface Refusal {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string }
}

/** Goes on after refusals, until the stack is gone. */
async function workDespite(
  clients: Clients,
  writer: string,
  acknowledged: Acknowledged,
  refused: Set<string>,
): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    try {
      await writeForever(clients, `${writer}t${turn}`, acknowledged)
    } catch (error) {
      const { httpStatusCode, requestId } = (error as Refusal).$metadata ?? {}
      if (httpStatusCode === undefined) return
      assert.equal(httpStatusCode, 500, String(error))
      refused.add(requestId ?? '')
      await sleep(5)
    }
  }
}

function requireUnrecorded(data: string, refused: ReadonlySet<string>): void {
  for (const record of recordedEvents(data).values()) {
    const requestId = String(record['requestID'])
    assert.ok(!refused.has(requestId), `${requestId} was refused, and has an event`)
  }
}

const fillerOf = (disk: string, count: number): string => join(disk, `filler-${count}`)
const fillersMax = 64

function fillUp(disk: string): void {
  let bytes = MiB
  for (let count = 0; count < fillersMax && bytes >= KiB; count += 1) {
    try {
      writeFileSync(fillerOf(disk, count), Buffer.alloc(bytes))
    } catch {
      bytes = Math.floor(bytes / 2)
    }
  }
}

function makeRoom(disk: string): void {
  for (let count = 0; count < fillersMax; count += 1) rmSync(fillerOf(disk, count), { force: true })
}
