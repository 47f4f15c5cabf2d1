// The log in a PostgreSQL database.

import { setTimeout as sleep } from 'node:timers/promises'
import { secondMs } from '../../base/sizes.ts'
import { dayOf } from '../event-days.ts'
import type { FileId } from '../object-file.ts'
import type { CommitOutcome, LogHead, LogReading, SharedLog } from '../shared/shared-log.ts'
import type { EventPage, EventQuery, FeedRequest, PlacedEvent } from '../store.ts'
import type { QueuedWrite } from '../writer-messages.ts'
import type { PostgresAddress } from './address.ts'
import { commitBatch, lock, outcomeOf } from './commit.ts'
import {
  Connection,
  explainConnectFault,
  isConnectionFault,
  isNotThereYet,
  isRetryable,
  lacksPartition,
  type Statement,
} from './connection.ts'
import { dropDaysBefore, ensureDays } from './days.ts'
import { feedEvents, lookupEvents } from './event-lookup.ts'
import { readBehind } from './row-reading.ts'
import { requireFinished } from './moving.ts'
import { migrate } from './schema.ts'
import { filesOfEntries, forgetWhatIsGone } from './upkeep.ts'

/** A commit that was lost on its way is asked after for this long. */
const reconnectMsMax = 30 * secondMs
const reconnectPauseMs = { least: 50, most: 1 * secondMs } as const
/** A database that is not there at the start is waited for, for so long. */
const startMsMax = 10 * secondMs
const triesMax = 10
const readersMax = 4
const filesPerSweepMax = 500

const JOIN: Statement = {
  name: 'join',
  text: 'INSERT INTO node (id, batch) VALUES ($1, 0) ON CONFLICT (id) DO NOTHING',
}
const HEARD: Statement = {
  name: 'heard',
  text: `INSERT INTO node (id, batch) VALUES ($1, 0)
         ON CONFLICT (id) DO UPDATE SET seen_at = now()`,
}
const QUIT: Statement = { name: 'quit', text: 'DELETE FROM node WHERE id = $1' }
const NODES: Statement = {
  name: 'nodes',
  text: `SELECT count(*) AS nodes FROM node WHERE seen_at > now() - interval '30 seconds'`,
}
const LAST_BATCH: Statement = { name: 'last-batch', text: 'SELECT batch FROM node WHERE id = $1' }
const RELEASED: Statement = {
  name: 'released',
  text: `SELECT id FROM object_file
         WHERE is_released AND changed_at <= now() - $1 * interval '1 millisecond'
         ORDER BY id LIMIT ${filesPerSweepMax}`,
}
const KNOWN: Statement = {
  name: 'known',
  text: 'SELECT id FROM object_file WHERE id = ANY ($1::text[]) AND NOT is_released',
}

/** By the database's clock alone: those of the nodes may differ. */
const HOLD: Statement = {
  name: 'hold',
  text: `INSERT INTO lease (name, holder, until)
         VALUES ($1, $2, now() + $3 * interval '1 millisecond')
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
         WHERE lease.holder = excluded.holder OR lease.until < now()`,
}
const LEAVE: Statement = {
  name: 'leave',
  text: 'DELETE FROM lease WHERE name = $1 AND holder = $2',
}

export interface PostgresLogOptions {
  readonly address: PostgresAddress
  /** Of this process alone, and never again. */
  readonly node: string
}

/** Connects, and brings the schema up to date. Throws StoreError when either cannot be done. */
export async function openPostgresLog(options: PostgresLogOptions): Promise<SharedLog> {
  const log = new PostgresLog(options)
  try {
    await openPatiently(log)
    return log
  } catch (fault) {
    await log.close()
    throw explainConnectFault(fault, options.address)
  }
}

/** The database may be starting, as the stack is: it is waited for, a little. */
async function openPatiently(log: PostgresLog): Promise<void> {
  const deadline = performance.now() + startMsMax
  for (;;) {
    try {
      return await log.open()
    } catch (fault) {
      if (!isNotThereYet(fault) || performance.now() > deadline) throw fault
      await sleep(reconnectPauseMs.most / 2)
    }
  }
}

class PostgresLog implements SharedLog {
  readonly #address: PostgresAddress
  readonly #node: string
  readonly #channel: string
  readonly #writer: Connection
  readonly #follower: Connection
  readonly #readers: readonly Connection[]
  readonly #hintListeners = new Set<() => void>()
  #canNotify = false
  #batch = 0
  #nextReader = 0
  #hasJoined = false
  #closed = false

  constructor({ address, node }: PostgresLogOptions) {
    this.#address = address
    this.#node = node
    this.#channel = `${address.schema}_changed`
    this.#writer = new Connection(address)
    this.#follower = new Connection(address, async (client) => {
      client.on('notification', () => this.#hint())
      // A database without it is polled.
      await client.query(`LISTEN ${this.#channel}`).catch(() => undefined)
    })
    this.#readers = Array.from({ length: readersMax }, () => new Connection(address))
  }

  async open(): Promise<void> {
    await migrate(this.#writer, this.#address)
    await requireFinished(this.#writer, this.#address)
    await this.#writer.query(JOIN, [this.#node])
    this.#hasJoined = true
    this.#canNotify = await this.#writer.script(`NOTIFY ${this.#channel}`).then(
      () => true,
      () => false,
    )
  }

  async read(behind: number | undefined): Promise<LogReading> {
    try {
      return await readBehind(await this.#follower.session(), behind)
    } catch (fault) {
      await this.#follower.drop()
      if (!isConnectionFault(fault)) throw fault
      // It may be the connection alone that was lost: once more, on a new one.
      return readBehind(await this.#follower.session(), behind)
    }
  }

  async commit(writes: readonly QueuedWrite[]): Promise<CommitOutcome> {
    this.#batch += 1
    const name = { node: this.#node, batch: this.#batch }
    const commitText = this.#canNotify ? `NOTIFY ${this.#channel}; COMMIT` : 'COMMIT'
    for (let tries = 1; ; tries += 1) {
      let due: CommitOutcome | undefined
      const beforeCommit = (outcome: CommitOutcome): void => void (due = outcome)
      try {
        return await commitBatch(await this.#writer.session(), writes, {
          name,
          commitText,
          beforeCommit,
        })
      } catch (fault) {
        if (tries === triesMax) throw fault
        const done = await this.#settleFault(fault, writes)
        if (done) return due ?? outcomeOf(writes.length, done)
      }
    }
  }

  events(query: EventQuery): Promise<EventPage> {
    return lookupEvents(this.#reader(), query)
  }

  eventsBehind(request: FeedRequest): Promise<readonly PlacedEvent[]> {
    return feedEvents(this.#reader(), request)
  }

  dropEventDaysBefore(date: Date, delivered: number | undefined): Promise<void> {
    return dropDaysBefore(this.#reader(), date, delivered)
  }

  async releasedFiles(agoMs: number): Promise<readonly FileId[]> {
    return idsIn(await this.#reader().query(RELEASED, [agoMs]))
  }

  async knownFiles(ids: readonly FileId[]): Promise<ReadonlySet<FileId>> {
    return new Set(idsIn(await this.#reader().query(KNOWN, [ids])))
  }

  filesOfEntries(ids: readonly FileId[]): Promise<ReadonlySet<FileId>> {
    return filesOfEntries(this.#reader(), ids)
  }

  async forgetWhatIsGone(): Promise<void> {
    // A transaction of several statements: nobody else's may come in between.
    const connection = new Connection(this.#address)
    await forgetWhatIsGone(connection).finally(() => connection.close())
  }

  async beHeard(): Promise<void> {
    await this.#reader().query(HEARD, [this.#node])
  }

  async nodes(): Promise<number> {
    const [row] = (await this.#reader().query(NODES)).rows as readonly { nodes: string }[]
    return Number(row?.nodes)
  }

  async hold(work: string, forMs: number): Promise<boolean> {
    const { rowCount } = await this.#reader().query(HOLD, [work, this.#node, forMs])
    return rowCount === 1
  }

  async leave(work: string): Promise<void> {
    await this.#reader().query(LEAVE, [work, this.#node])
  }

  /** Whoever asks the database finds out alone. */
  trouble(): undefined {
    return undefined
  }

  onHint(listener: () => void): () => void {
    this.#hintListeners.add(listener)
    return () => void this.#hintListeners.delete(listener)
  }

  async close(): Promise<void> {
    if (this.#hasJoined) await this.#writer.query(QUIT, [this.#node]).catch(() => undefined)
    this.#closed = true
    const all = [this.#writer, this.#follower, ...this.#readers]
    await Promise.all(all.map((connection) => connection.close()))
  }

  /** Undefined: nothing was done, and the same may be tried again. Otherwise it was done. */
  async #settleFault(fault: unknown, writes: readonly QueuedWrite[]): Promise<LogHead | undefined> {
    if (lacksPartition(fault)) {
      await ensureDays(this.#writer, daysOf(writes))
      return undefined
    }
    if (isConnectionFault(fault)) return this.#whetherDone()
    if (isRetryable(fault)) return undefined
    throw fault
  }

  /**
   * Whether the batch was committed whose answer was lost: the head, if it was. The lock is waited
   * for, for the transaction may still be on its way.
   */
  async #whetherDone(): Promise<LogHead | undefined> {
    const deadline = performance.now() + reconnectMsMax
    let pauseMs: number = reconnectPauseMs.least
    for (;;) {
      await this.#writer.drop()
      try {
        const session = await this.#writer.session()
        const head = await lock(session)
        const [last] = (await session.query(LAST_BATCH, [this.#node])).rows as { batch: string }[]
        // It was away for so long that it was forgotten.
        if (!last) await session.query(JOIN, [this.#node])
        await session.script('COMMIT')
        return last && Number(last.batch) === this.#batch ? head : undefined
      } catch (fault) {
        if (this.#closed || performance.now() > deadline) throw fault
        await sleep(pauseMs)
        pauseMs = Math.min(2 * pauseMs, reconnectPauseMs.most)
      }
    }
  }

  #hint(): void {
    for (const listener of this.#hintListeners) listener()
  }

  #reader(): Connection {
    this.#nextReader = (this.#nextReader + 1) % this.#readers.length
    return this.#readers[this.#nextReader] ?? this.#follower
  }
}

const idsIn = ({ rows }: { readonly rows: readonly { readonly id: string }[] }): FileId[] =>
  rows.map(({ id }) => id as FileId)

const daysOf = (writes: readonly QueuedWrite[]): ReadonlySet<string> =>
  new Set(
    writes.flatMap(({ events = [] }) => events.map(([, , , timeSeconds]) => dayOf(timeSeconds))),
  )
