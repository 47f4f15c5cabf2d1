import { MiB } from '../../base/sizes.ts'

export const engineLimits = {
  /** Queries at a time; the others wait their turn. */
  processesMax: 2,
  /** What a query may put on the disk when memory is full. */
  spillBytesMax: 10 * 1024 * MiB,
  /** How long a cancelled query may take to stop before its process is ended. */
  cancelMs: 1000,
  /** How long a process without work is kept warm. */
  idleMs: 5 * 60 * 1000,
  /** The longest line of a file, which for a log file is the whole: tried in this order. */
  objectBytesMax: [16 * MiB, 128 * MiB, 1024 * MiB],
  /** A query's SQL for DuckDB; a larger one comes of functions in functions in functions. */
  translatedCharsMax: 16 * MiB,
} as const
