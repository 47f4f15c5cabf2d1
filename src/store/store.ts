// The store interface. SQLite implements it here; every implementation passes
// test/store/conformance.ts.

import type { FileChanges, ObjectFiles } from './object-file.ts'

/** A kind of row. `indexes` name the keys under which a row can be found besides its id. */
export interface Table<Value> {
  readonly name: string
  readonly indexes?: Readonly<Record<string, (value: Value) => readonly string[]>>
}

export interface Row<Value> {
  readonly id: string
  /** Grows with every change of the row and never repeats for the same id. */
  readonly version: number
  /**
   * Frozen; the same object until the row changes or the cache lets go of it, so that it can key
   * a WeakMap.
   */
  readonly value: Value
}

/** A row as it is to be. `rests` is the version that was read; 0: there was none. */
export interface Change {
  readonly table: Table<never>
  readonly id: string
  readonly rests: number
  /** Undefined deletes the row. Otherwise a value that JSON can hold. */
  readonly value: unknown
}

export interface PageRequest {
  /** Only ids that begin with it. */
  readonly prefix?: string
  /** Only ids behind it, in the order of ids: by code point, as UTF-8 bytes compare. */
  readonly after?: string
  readonly limit: number
}

/** The reading half: what services see. It includes changes that are queued and not yet durable. */
export interface StoreView {
  get<Value>(table: Table<Value>, id: string): Row<Value> | undefined
  /** In the order of ids. */
  page<Value>(table: Table<Value>, request: PageRequest): readonly Row<Value>[]
  /** Rows whose index `index` holds `key`, in the order of ids. */
  find<Value>(
    table: Table<Value>,
    index: string,
    key: string,
    request: PageRequest,
  ): readonly Row<Value>[]
  /** Recorded management events, newest first, at most once each. */
  events(query: EventQuery): Promise<EventPage>
  /**
   * Recorded events of both categories in the order of their sequence numbers, each once, but for
   * those that were forgotten or dropped.
   *
   * Whoever goes on behind the last one misses none: an event is visible only when every event of
   * a lower number is, because one writer gives the numbers and commits in their order.
   */
  eventsBehind(request: FeedRequest): Promise<readonly PlacedEvent[]>
  /**
   * The number of the newest event that the view knows of, forgotten or not; 0: there was none.
   */
  newestSequence(): number
}

/** An event on its way to the outbox: the record's text and what it is looked up by. */
export interface StoredEvent {
  readonly eventId: string
  readonly account: string
  readonly region: string
  /** Seconds since 1970, as CloudTrail orders events. */
  readonly timeSeconds: number
  /** Lookup attributes and their values; several resource names are several entries. */
  readonly attributes: readonly (readonly [attribute: LookupAttribute, value: string])[]
  /** The CloudTrail record as JSON text. */
  readonly record: string
  /** Absent: `Management`. Data events are only for trails: no lookup finds them. */
  readonly category?: EventCategory
}

export type EventCategory = 'Management' | 'Data'

export type LookupAttribute =
  | 'AccessKeyId'
  | 'EventId'
  | 'EventName'
  | 'EventSource'
  | 'ReadOnly'
  | 'ResourceName'
  | 'ResourceType'
  | 'Username'

export interface EventQuery {
  readonly account: string
  readonly region: string
  readonly attribute?: readonly [LookupAttribute, string]
  /** Both inclusive, in seconds since 1970. */
  readonly fromSeconds: number
  readonly toSeconds: number
  /** Continue behind this event; the value of the last page's `next`. */
  readonly after?: EventPosition
  readonly limit: number
}

/** A place in the order of events: newest first, the sequence number breaks ties. */
export interface EventPosition {
  readonly timeSeconds: number
  readonly sequence: number
}

/** An event and its place in the order of events. */
export interface PlacedEvent {
  readonly event: StoredEvent
  readonly position: EventPosition
}

export interface FeedRequest {
  /** Only events behind this number; 0: from the first. */
  readonly sequence: number
  readonly limit: number
}

export interface EventPage {
  readonly events: readonly StoredEvent[]
  readonly next?: EventPosition
}

/** What one request leaves behind: all of it, or nothing. */
export interface Entry {
  readonly changes: readonly Change[]
  readonly events: readonly StoredEvent[]
  readonly files?: FileChanges
}

export interface Store extends StoreView {
  readonly files: ObjectFiles
  /**
   * Queues changes and events as one transaction; the changes are visible to reads at once.
   *
   * Rejects with StaleChange, and nothing queued, when a change rests on a version that is not the
   * newest. Resolves when everything is durable. When the batch fails, it and all behind it
   * reject, the changes leave the view, and the store goes on.
   *
   * A rejected entry has adopted nothing: its files can go with another one, or be discarded.
   */
  append(entry: Entry): Promise<void>
  /**
   * Empties every table but those named, the event history, and the object files, in order with
   * `append`. The rows leave the view at once, events and files are gone when it resolves.
   */
  emptyAllExcept(tables: readonly Table<never>[]): Promise<void>
  /**
   * Forgets the events of every UTC day that ended before `date`. A day stays, whole, as long as it
   * holds an event behind the sequence number `delivered`, for trails that lag.
   */
  dropEventDaysBefore(date: Date, delivered?: number): Promise<void>
  /**
   * Brings the view as near to what other nodes have done as the store promises. Undefined: it is
   * near enough, as where there is no other node. Rejects when the others cannot be heard of.
   */
  freshen(): Promise<void> | undefined
  /**
   * Takes on what `work` names, for all nodes, or keeps it: nobody else has it for so long. False:
   * another node has it. Where there is no other node, this one has it. What those have done who
   * had it before is in the view when it resolves.
   */
  hold(work: string, forMs: number): Promise<boolean>
  /** Leaves it to whoever asks next. */
  leave(work: string): Promise<void>
  /**
   * How many nodes are at work on the store, this one among them. One that died counts for half a
   * minute more.
   */
  nodes(): Promise<number>
  /** Removes what was only kept for others, and what nodes that died have left: one does it. */
  tidy(): Promise<void>
  /** Undefined: all is well. Otherwise why writes fail, for people. */
  trouble(): string | undefined
  /** How many entries wait to become durable. */
  queued(): number
  /** Waits for everything queued, then lets go of the files. */
  close(): Promise<void>
}

/** Somebody else was faster: whoever reads again and decides anew may have more luck. */
export abstract class Outdated extends Error {}

/** A change rests on a version that is not the newest. */
export class StaleChange extends Outdated {
  constructor(table: string, id: string) {
    super(`row \`${id}\` of \`${table}\` has changed since it was read`)
  }
}

/**
 * Nothing of the entry is kept, because an entry before it in the queue rests on what another node
 * has changed meanwhile: what was read since is not true. The view has caught up; decide again.
 */
export class Overtaken extends Outdated {
  /** Its own rows may be the newest: it is refused for what stood before it. */
  readonly isBystander: boolean

  constructor({ isBystander }: { readonly isBystander: boolean }) {
    super('another node has changed meanwhile what this rests on')
    this.isBystander = isBystander
  }
}

/** The change that makes a row, replaces it, or (with undefined) removes it. */
export function change<Value>(
  table: Table<Value>,
  id: string,
  current: Row<Value> | undefined,
  value: Value | undefined,
): Change {
  return { table: table as unknown as Table<never>, id, rests: current?.version ?? 0, value }
}

const triesMax = 10

/**
 * Appends what stays right as long as the rows do that it rests on. It may be refused with others
 * before it in the queue which were overtaken: then it is appended again. Rejects with StaleChange
 * when it was its own rows that have changed.
 */
export function appendUnlessStale(store: Pick<Store, 'append'>, entry: Entry): Promise<void> {
  return decidedAnew(
    () => store.append(entry),
    (fault) => fault instanceof Overtaken,
  )
}

/** Does the work, and again when somebody else was faster: it must be safe to do again. */
export async function decidedAnew<Result>(
  work: () => Promise<Result>,
  isWorthIt: (fault: unknown) => boolean = (fault) => fault instanceof Outdated,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (fault) {
      if (!isWorthIt(fault) || tries === triesMax) throw fault
    }
  }
}

/** Appends what `next` makes of what it reads, and again when somebody else was faster. */
export async function appendAnew(
  store: Pick<Store, 'append'>,
  next: () => Entry | undefined,
): Promise<void> {
  await decidedAnew(async () => {
    const entry = next()
    if (entry) await store.append(entry)
  })
}
