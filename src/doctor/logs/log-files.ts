// Log files, wherever they are kept.

import type { LogFilter } from './log-path.ts'

/** A place with log files: a bucket, or a folder. */
export interface LogFiles {
  /** Batches of files that may hold what is looked for, in the order of their names. */
  readonly list: (filter: LogFilter) => AsyncIterable<readonly string[]>
  readonly read: (path: string) => Promise<Uint8Array>
}
