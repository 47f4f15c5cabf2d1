// What the main thread asks of the writer thread.

import type { EventRow } from './event-row.ts'
import type { FileId } from './object-file.ts'

/** One row as it is to be, with everything worked out: the thread only executes. */
export interface RowWrite {
  readonly table: string
  readonly id: string
  /** The version that is replaced; 0: there was no row. */
  readonly rests: number
  readonly version: number
  /** JSON; undefined deletes the row. */
  readonly text: string | undefined
  /** All that the row has from now on. */
  readonly keys: readonly IndexKey[]
  readonly keysGone: readonly IndexKey[]
  readonly keysNew: readonly IndexKey[]
}

export type IndexKey = readonly [index: string, key: string]

/** One place in the queue: all of it in one transaction, in the order of these members. */
export interface QueuedWrite {
  /** Empties every table but those named, forgets every event, and releases every file. */
  readonly emptyAllExcept?: readonly string[]
  readonly rows?: readonly RowWrite[]
  readonly events?: readonly EventRow[]
  /** Files that rows name from now on. */
  readonly adopts?: readonly FileId[]
  /** Files that no row names any longer. */
  readonly releases?: readonly FileId[]
  /** Adopted files that lie in their place now. */
  readonly settled?: readonly FileId[]
  /** Released files that are gone now. */
  readonly removed?: readonly FileId[]
  /** Events up to this sequence are in the files of their days: takes them out of the outbox. */
  readonly movedThrough?: number
}

export type WriterQuestion =
  /** `version` is the newest that any of the writes gives. */
  | { readonly kind: 'commit'; readonly writes: readonly QueuedWrite[]; readonly version: number }
  | { readonly kind: 'close' }

export interface WriterOptions {
  readonly path: string
  /** For tests: the statement with this number, from 1, fails as on a full disk, once. */
  readonly failAtStatement?: number
}
