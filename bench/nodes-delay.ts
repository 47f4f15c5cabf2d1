// How long a change takes from one node to another. Two views of one database in this process, and
// so on one clock: from the moment that the change is durable, as the one that made it hears, until
// the other has it.

import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePostgresAddress } from '../src/store/postgres/address.ts'
import { openPostgresLog } from '../src/store/postgres/postgres-log.ts'
import { SharedFolder } from '../src/store/shared/shared-folder.ts'
import type { SharedLog } from '../src/store/shared/shared-log.ts'
import { openSharedStore } from '../src/store/shared/shared-store.ts'
import { change, type Store, type Table } from '../src/store/store.ts'
import { newPostgresPlace } from '../test/store/postgres-place.ts'
import { median, percentile } from './statistics.ts'

const POLL_MS = 200
const counts: Table<number> = { name: 'counts' }

export interface Delay {
  readonly how: string
  readonly p50Ms: number
  readonly p99Ms: number
  readonly longestMs: number
}

type Kind = 'notify' | 'poll' | 'strong'

const HOW: Readonly<Record<Kind, string>> = {
  notify: 'with NOTIFY',
  poll: `by polling alone, every ${POLL_MS} ms`,
  strong: 'strong: what a request waits for before it is decided',
}

export async function delays(url: string, changes: number): Promise<readonly Delay[]> {
  const measured: Delay[] = []
  for (const kind of ['notify', 'poll', 'strong'] as const) {
    measured.push(await delayOf(url, kind, kind === 'poll' ? Math.ceil(changes / 4) : changes))
  }
  return measured
}

async function delayOf(server: string, kind: Kind, changes: number): Promise<Delay> {
  const place = newPostgresPlace({ url: server })
  const scratch = mkdtempSync(join(tmpdir(), 'sparekey-bench-'))
  const writer = await openNode(place.url, scratch, kind)
  const reader = await openNode(place.url, scratch, kind)
  try {
    const times: number[] = []
    for (let value = 1; value <= changes; value += 1) {
      await wait(randomInt(POLL_MS))
      await writer.append({
        changes: [change(counts, 'one', writer.get(counts, 'one'), value)],
        events: [],
      })
      times.push(await timeUntil(reader, value, kind))
    }
    const [p50Ms, p99Ms] = [median(times), percentile(times, 99)]
    return { how: HOW[kind], p50Ms, p99Ms, longestMs: Math.max(...times) }
  } finally {
    await writer.close()
    await reader.close()
    await place.remove()
    rmSync(scratch, { recursive: true })
  }
}

async function timeUntil(reader: Store, value: number, kind: Kind): Promise<number> {
  const start = performance.now()
  if (kind === 'strong') await reader.freshen()
  while (reader.get(counts, 'one')?.value !== value) {
    if (kind === 'strong') throw new Error('a strong view did not have what was durable')
    await turn()
  }
  return performance.now() - start
}

async function openNode(url: string, folder: string, kind: Kind): Promise<Store> {
  const address = parsePostgresAddress(url)
  const log = await openPostgresLog({ address, node: randomBytes(8).toString('hex') })
  return openSharedStore({
    log: kind === 'poll' ? deaf(log) : log,
    place: new SharedFolder(folder),
    world: { randomBytes },
    stalenessMsMax: kind === 'strong' ? 0 : 1000,
    pollMs: POLL_MS,
  })
}

/** Hears nothing from the others, as on a database without NOTIFY. */
const deaf = (log: SharedLog): SharedLog => Object.assign(log, { onHint: () => undefined })
