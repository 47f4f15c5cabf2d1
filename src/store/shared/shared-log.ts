// What nodes share: rows, and events, in one order that all of them see. Where it is kept, a node
// does not know.

import type { FileId } from '../object-file.ts'
import type { EventPage, EventQuery, FeedRequest, PlacedEvent } from '../store.ts'
import type { IndexKey, QueuedWrite } from '../writer-messages.ts'

/** How far the order reaches. */
export interface LogHead {
  /** Of the newest change of any row. */
  readonly position: number
  /** Of the newest event. */
  readonly sequence: number
  /** The newest version that any row was given. */
  readonly version: number
}

/** A row as it stands. */
export interface RowState {
  readonly table: string
  readonly id: string
  readonly version: number
  /** JSON; undefined: the row was deleted. */
  readonly text: string | undefined
  readonly keys: readonly IndexKey[]
  readonly position: number
}

export interface LogReading {
  readonly head: LogHead
  /** Whether these are all the rows that there are, and not only those that have changed. */
  readonly isWhole: boolean
  /** Rows that have changed, each as it stands now, however often it has changed. */
  readonly rows: AsyncIterable<readonly RowState[]>
}

/** What became of a batch of writes. */
export interface CommitOutcome {
  /** The first so many are durable, and nothing of the others is anywhere. */
  readonly accepted: number
  /** Of each that is durable: where the rows that it changed stand now. */
  readonly positions: readonly number[]
  readonly head: LogHead
}

export interface SharedLog {
  /** What has changed behind a position; undefined: everything. */
  read(behind: number | undefined): Promise<LogReading>
  /**
   * The writes in one transaction, up to the first that rests on a row which has changed since.
   * Resolves when they are durable. Rejects when none of them is, or when that cannot be known.
   */
  commit(writes: readonly QueuedWrite[]): Promise<CommitOutcome>
  events(query: EventQuery): Promise<EventPage>
  eventsBehind(request: FeedRequest): Promise<readonly PlacedEvent[]>
  dropEventDaysBefore(date: Date, delivered: number | undefined): Promise<void>
  /** Some of the files that were released at least so many milliseconds ago. */
  releasedFiles(agoMs: number): Promise<readonly FileId[]>
  /** Which of these an entry has adopted, and none has released. */
  knownFiles(ids: readonly FileId[]): Promise<ReadonlySet<FileId>>
  /** Which of these an entry has adopted, whatever became of them since. */
  filesOfEntries(ids: readonly FileId[]): Promise<ReadonlySet<FileId>>
  /** Removes what was kept for nodes that were behind, and traces of nodes that are gone. */
  forgetWhatIsGone(): Promise<void>
  /** This node is at work: called every few seconds. */
  beHeard(): Promise<void>
  /** As `Store` has them. */
  nodes(): Promise<number>
  hold(work: string, forMs: number): Promise<boolean>
  leave(work: string): Promise<void>
  /**
   * Undefined: all is well, as far as is known here. Otherwise why commits fail whoever asks for
   * them, for people.
   */
  trouble(): string | undefined
  /** Others may have changed something: called soon after, but not always. Returns what ends it. */
  onHint(listener: () => void): () => void
  close(): Promise<void>
}
