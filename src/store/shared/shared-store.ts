// The store of one of several nodes: reads are answered from a copy in memory that follows the log,
// and changes and events are durable when the log has them.

import { setTimeout as sleep } from 'node:timers/promises'
import { secondMs } from '../../base/sizes.ts'
import type { World } from '../../base/world.ts'
import { AdoptableFiles, type FilePlace } from '../adoptable-files.ts'
import { CommitQueue } from '../commit-queue.ts'
import { eventRowOf } from '../event-row.ts'
import type {
  Entry,
  EventPage,
  EventQuery,
  FeedRequest,
  PageRequest,
  PlacedEvent,
  Row,
  Store,
  Table,
} from '../store.ts'
import type { FileId } from '../object-file.ts'
import { View } from '../view.ts'
import type { QueuedWrite } from '../writer-messages.ts'
import { Replica } from './replica.ts'
import { ReleasedFiles } from './released-files.ts'
import type { CommitOutcome, LogHead, SharedLog } from './shared-log.ts'

export interface SharedStoreOptions {
  readonly log: SharedLog
  /** Where the content of objects lies, for all nodes. */
  readonly place: FilePlace
  readonly world: Pick<World, 'randomBytes'>
  /** How old the view may be when a request begins, in milliseconds; 0: not at all. */
  readonly stalenessMsMax: number
  /** How often the log is asked, whether or not it was heard of. */
  readonly pollMs: number
}

/** Opens the store once the view holds all that the log does. */
export async function openSharedStore(options: SharedStoreOptions): Promise<Store> {
  const store = new SharedStore(options)
  try {
    await store.follow()
    return store
  } catch (fault) {
    await store.close()
    throw fault
  }
}

/** Thrice before the others take it that the node is gone. */
const heardEveryMs = 10 * secondMs
const leastKeepMs = 2 * secondMs
/** From then on whoever comes is refused at once, and may find another node that hears. */
const awayMsMax = 5 * secondMs

class SharedStore implements Store {
  readonly files: AdoptableFiles
  readonly #released: ReleasedFiles
  readonly #log: SharedLog
  readonly #place: FilePlace
  readonly #stalenessMsMax: number
  readonly #pollMs: number
  readonly #replica = new Replica()
  readonly #view: View
  readonly #queue: CommitQueue<CommitOutcome>
  /** As far as everything is known, whoever did it. */
  #position: number | undefined
  #sequence = 0
  #version = 0
  /** By `performance.now()`: what was durable then is in the view. */
  #freshAt = -Infinity
  #reading: Promise<void> | undefined
  #nextReading: Promise<void> | undefined
  #poll: NodeJS.Timeout | undefined
  #heartbeat: NodeJS.Timeout | undefined
  #readTrouble: string | undefined
  /** By `performance.now()`: when reading first failed, unless it has gone well since. */
  #awaySince: number | undefined
  #closing: Promise<void> | undefined

  constructor({ log, place, world, stalenessMsMax, pollMs }: SharedStoreOptions) {
    this.#log = log
    this.#place = place
    this.#stalenessMsMax = stalenessMsMax
    this.#pollMs = pollMs
    this.#view = new View(this.#replica.database)
    this.#queue = new CommitQueue({
      commit: (writes) => log.commit(writes),
      durable: (writes, outcome) => this.#durable(writes, outcome),
      failed: () => this.#view.forgetPending(),
      caughtUp: () => this.#catchUp(),
    })
    const isKnown = async (id: FileId) => (await log.knownFiles([id])).has(id)
    this.files = new AdoptableFiles(place, world, isKnown)
    // A node whose view is behind may be about to open one.
    const keepMs = Math.max(leastKeepMs, 2 * stalenessMsMax)
    this.#released = new ReleasedFiles({
      log,
      place,
      keepMs,
      push: (write) => this.#queue.push(write),
    })
  }

  /** Resolves when the view holds everything, and goes on following. */
  async follow(): Promise<void> {
    await this.#catchUp()
    // A whole reading takes a while, and may hold what came meanwhile in parts.
    await this.#catchUp()
    const followQuietly = () => void this.#catchUp().catch(() => undefined)
    this.#log.onHint(followQuietly)
    this.#poll = setInterval(followQuietly, this.#pollMs).unref()
    const beHeard = () => void this.#log.beHeard().catch(() => undefined)
    this.#heartbeat = setInterval(beHeard, heardEveryMs).unref()
    this.#released.start()
  }

  get<Value>(table: Table<Value>, id: string): Row<Value> | undefined {
    return this.#view.get(table, id)
  }

  page<Value>(table: Table<Value>, request: PageRequest): readonly Row<Value>[] {
    return this.#view.page(table, request)
  }

  find<Value>(
    table: Table<Value>,
    index: string,
    key: string,
    request: PageRequest,
  ): readonly Row<Value>[] {
    return this.#view.find(table, index, key, request)
  }

  events(query: EventQuery): Promise<EventPage> {
    return this.#log.events(query)
  }

  eventsBehind(request: FeedRequest): Promise<readonly PlacedEvent[]> {
    return this.#log.eventsBehind(request)
  }

  newestSequence(): number {
    return this.#sequence
  }

  // Asynchronous in its answer only: check and staging are done when it returns its promise.
  async append({ changes, events, files = {} }: Entry): Promise<void> {
    const { adopt: adopts = [], release: releases = [] } = files
    this.files.requireAdoptable(adopts)
    const rows = this.#view.stage(changes, () => (this.#version += 1))
    const write = { rows, events: events.map(eventRowOf), adopts, releases }
    await this.files.adopt(adopts, this.#queue.push(write))
  }

  async emptyAllExcept(tables: readonly Table<never>[]): Promise<void> {
    const emptyAllExcept = tables.map(({ name }) => name)
    this.#view.emptyAllExcept(emptyAllExcept)
    await this.#queue.push({ emptyAllExcept })
    await this.#released.removeAll()
  }

  dropEventDaysBefore(date: Date, delivered?: number): Promise<void> {
    return this.#log.dropEventDaysBefore(date, delivered)
  }

  freshen(): Promise<void> | undefined {
    const ageMs = performance.now() - this.#freshAt
    const isFresh = ageMs <= this.#stalenessMsMax && this.#stalenessMsMax > 0
    return isFresh ? undefined : this.#catchUpPatiently()
  }

  async hold(work: string, forMs: number): Promise<boolean> {
    const holds = await this.#log.hold(work, forMs)
    if (holds) await this.#catchUp()
    return holds
  }

  leave(work: string): Promise<void> {
    return this.#log.leave(work)
  }

  nodes(): Promise<number> {
    return this.#log.nodes()
  }

  async tidy(): Promise<void> {
    await this.#log.forgetWhatIsGone()
    await this.#place.removeStrays?.((ids) => this.#log.filesOfEntries(ids))
  }

  trouble(): string | undefined {
    return (
      this.#queue.trouble() ??
      this.#readTrouble ??
      this.#place.trouble?.() ??
      this.#log.trouble() ??
      this.#released.trouble()
    )
  }

  queued(): number {
    return this.#queue.queued()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    clearInterval(this.#poll)
    clearInterval(this.#heartbeat)
    await this.files.discardAll()
    await this.#released.finish()
    await this.#queue.finish()
    await this.#reading?.catch(() => undefined)
    await this.#log.close()
    this.#place.close?.()
    this.#replica.close()
  }

  /** A log that is away for a moment, for it starts anew or somewhere else, is waited for. */
  async #catchUpPatiently(): Promise<void> {
    for (;;) {
      try {
        return await this.#catchUp()
      } catch (fault) {
        const awayMs = performance.now() - (this.#awaySince ?? 0)
        if (this.#closing || awayMs > awayMsMax) throw fault
        await sleep(this.#pollMs)
      }
    }
  }

  /** Resolves when the view holds what was durable when it was called. */
  #catchUp(): Promise<void> {
    if (!this.#reading && !this.#nextReading) return (this.#reading = this.#read())
    // One that is under way may have begun too early: all that come meanwhile share the next.
    this.#nextReading ??= Promise.resolve(this.#reading)
      .catch(() => undefined)
      .then(() => {
        this.#nextReading = undefined
        return (this.#reading = this.#read())
      })
    return this.#nextReading
  }

  async #read(): Promise<void> {
    const beganAt = performance.now()
    try {
      const reading = await this.#log.read(this.#position)
      const { head } = reading
      if (reading.isWhole) {
        await this.#replica.takeWhole(reading)
        this.#view.replacedBelow()
      } else {
        for await (const states of reading.rows) this.#view.changedBelow(this.#replica.take(states))
      }
      this.#position = head.position
      this.#replica.readThrough(head.position)
      this.#heard(head)
      this.#freshAt = beganAt
      this.#readTrouble = undefined
      this.#awaySince = undefined
    } catch (fault) {
      this.#awaySince ??= beganAt
      const reason = fault instanceof Error ? fault.message : String(fault)
      this.#readTrouble = `what other nodes have changed cannot be read: ${reason}`
      throw fault
    } finally {
      this.#reading = undefined
    }
  }

  #heard({ sequence, version }: LogHead): void {
    this.#sequence = Math.max(this.#sequence, sequence)
    this.#version = Math.max(this.#version, version)
  }

  #durable(writes: readonly QueuedWrite[], { positions, head }: CommitOutcome): void {
    this.#heard(head)
    for (const [index, write] of writes.entries()) {
      const position = positions[index] ?? head.position
      this.#settle(write, position)
      // Nothing of others lies between. An emptying is read, too: a reading that was under way may
      // have brought back what it has emptied.
      if (this.#position === position - 1 && changesRows(write)) this.#position = position
    }
  }

  #settle(write: QueuedWrite, position: number): void {
    if (write.emptyAllExcept) this.#replica.emptyAllExcept(write.emptyAllExcept, position)
    this.#replica.take((write.rows ?? []).map((row) => ({ ...row, position })))
    this.#view.settle(write)
  }
}

const changesRows = ({ rows = [] }: QueuedWrite): boolean => rows.length > 0
