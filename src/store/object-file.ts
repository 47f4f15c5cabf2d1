// Content too large for a row, in a file of its own beside the rows.

import type { ByteRange } from '../base/byte-range.ts'

declare const fileBrand: unique symbol
/** Names one file for good; a row holds it. */
export type FileId = string & { readonly [fileBrand]: true }

export interface WrittenFile {
  readonly id: FileId
  /** Bytes. */
  readonly size: number
}

/** Reads to the end though the file is released meanwhile. */
export interface OpenFile {
  /** Bytes. */
  readonly size: number
  /** Everything, or the range; each piece is the taker's own. */
  read(range?: ByteRange): AsyncIterable<Uint8Array>
  close(): void
}

export interface ObjectFiles {
  /**
   * Writes what comes, never holding more than a piece of it, and resolves when it is on the disk.
   * What the iterable throws, or the disk, is passed on, and nothing is left.
   *
   * The file belongs to nobody until an entry adopts it: a stop before that removes it.
   */
  write(chunks: AsyncIterable<Uint8Array>): Promise<WrittenFile>
  /** Removes a written file that no entry has adopted; once one has, it does nothing. */
  discard(id: FileId): Promise<void>
  /**
   * Of whoever has just read the row: a file that is released stays until then. Rejects, with the
   * code ENOENT, when there is no such file. Close it.
   */
  open(id: FileId): Promise<OpenFile>
  /**
   * Where the file lies until it is released, for engines that read files themselves. Waits for the
   * entry that adopts it to be durable.
   */
  path(id: FileId): Promise<string>
}

/** What an entry does to files, in the transaction of its rows. */
export interface FileChanges {
  /** Written files that its rows name from now on. */
  readonly adopt?: readonly FileId[]
  /** Adopted files that no row names any longer: they are removed. */
  readonly release?: readonly FileId[]
}
