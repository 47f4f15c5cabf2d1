// What one commit costs by the number of requests that share it: the events of real requests, and
// of each request that changes something a row of a key's size.

import { randomBytes } from 'node:crypto'
import { parsePostgresAddress } from '../src/store/postgres/address.ts'
import { openPostgresLog } from '../src/store/postgres/postgres-log.ts'
import { eventRowOf, type EventRow } from '../src/store/event-row.ts'
import { Replica } from '../src/store/shared/replica.ts'
import type { SharedLog } from '../src/store/shared/shared-log.ts'
import type { QueuedWrite } from '../src/store/writer-messages.ts'
import { newPostgresPlace, type PostgresPlace } from '../test/store/postgres-place.ts'
import { openDatabase, type Database } from './nodes-database.ts'
import { spentBetween } from './nodes-processes.ts'
import { median } from './statistics.ts'

const SIZES = [1, 10, 100, 1000]
const ROWS = 'keys'
export const ROW_BYTES = 1500

export interface Commit {
  readonly what: string
  /** In one commit. */
  readonly requests: number
  readonly ms: number
  /** Processor time of the node, and of the database; undefined: the server is elsewhere. */
  readonly nodeUs: number
  readonly databaseUs: number | undefined
  readonly walBytes: number
}

/** The rows in the view of a node that starts. */
export interface ViewSize {
  readonly rows: number
  readonly seconds: number
  /** Of the process, with the database in its memory. */
  readonly bytesPerRow: number
}

export interface Committed {
  readonly commits: readonly Commit[]
  readonly view: ViewSize
}

interface Site {
  readonly log: SharedLog
  readonly database: Database
  readonly samples: readonly EventRow[]
  readonly rounds: number
}

/** `samples` is the address of a stack that has answered requests. */
export async function commits(server: string, samples: string, rounds: number): Promise<Committed> {
  const place = newPostgresPlace({ url: server })
  const log = await openLog(place.url)
  const database = await openDatabase(place.url)
  const site = { log, database, samples: await eventsIn(samples), rounds }
  try {
    const measured: Commit[] = []
    for (const changesRows of [false, true]) {
      for (const size of SIZES) measured.push(await commitsOf(site, size, changesRows))
    }
    for (const size of [1, 100]) measured.push(await followingOf(site, size))
    return { commits: measured, view: await viewOf(place) }
  } finally {
    await database.close()
    await log.close()
    await place.remove()
  }
}

/** What another node has changed: read, and brought into a view. */
async function followingOf(site: Site, size: number): Promise<Commit> {
  const { log, database, rounds } = site
  const replica = new Replica()
  const { head } = await log.commit(batch(site, size, true))
  const before = await database.counters()
  const cpuBefore = process.cpuUsage()
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    const { rows } = await log.read(head.position - 1)
    for await (const states of rows) replica.take(states)
    times.push(performance.now() - start)
  }
  const cpu = process.cpuUsage(cpuBefore)
  const us = spentBetween(before.times, (await database.counters()).times)
  replica.close()
  return {
    what: 'read by another node',
    requests: size,
    ms: median(times),
    nodeUs: (cpu.user + cpu.system) / rounds,
    databaseUs: us > 0 ? us / rounds : undefined,
    walBytes: 0,
  }
}

async function viewOf(place: PostgresPlace): Promise<ViewSize> {
  const before = process.memoryUsage.rss()
  const start = performance.now()
  const store = await place.open()
  const seconds = (performance.now() - start) / 1000
  const bytes = process.memoryUsage.rss() - before
  const rows = store.page({ name: ROWS, indexes: {} }, { limit: 1_000_000 }).length
  await store.close()
  return { rows, seconds, bytesPerRow: bytes / rows }
}

async function commitsOf(site: Site, size: number, changesRows: boolean): Promise<Commit> {
  const { log, database, rounds } = site
  await log.commit(batch(site, size, changesRows)) // Warms up.
  const batches = Array.from({ length: rounds }, () => batch(site, size, changesRows))
  const before = await database.counters()
  const cpuBefore = process.cpuUsage()
  const times: number[] = []
  for (const writes of batches) {
    const start = performance.now()
    await log.commit(writes)
    times.push(performance.now() - start)
  }
  const cpu = process.cpuUsage(cpuBefore)
  const after = await database.counters()
  const us = spentBetween(before.times, after.times)
  return {
    what: changesRows ? 'an event and a row each' : 'an event each',
    requests: size,
    ms: median(times),
    nodeUs: (cpu.user + cpu.system) / rounds,
    databaseUs: us > 0 ? us / rounds : undefined,
    walBytes: (after.walBytes - before.walBytes) / rounds,
  }
}

function batch({ samples }: Site, size: number, changesRows: boolean): readonly QueuedWrite[] {
  return Array.from({ length: size }, (_, index) => ({
    events: samples.slice(index % samples.length, (index % samples.length) + 1),
    ...(changesRows && { rows: [newRow()] }),
  }))
}

function newRow() {
  const id = randomBytes(16).toString('hex')
  const text = JSON.stringify(randomBytes(ROW_BYTES / 2).toString('hex'))
  const keys = [['account', '111122223333/us-east-1']] as const
  return { table: ROWS, id, rests: 0, version: 1, text, keys, keysGone: [], keysNew: keys }
}

async function eventsIn(url: string): Promise<readonly EventRow[]> {
  const log = await openLog(url)
  const placed = await log.eventsBehind({ sequence: 0, limit: 1000 })
  await log.close()
  return placed.map(({ event }) => eventRowOf(event))
}

const openLog = (url: string): Promise<SharedLog> =>
  openPostgresLog({
    address: parsePostgresAddress(url),
    node: randomBytes(8).toString('hex'),
  })
