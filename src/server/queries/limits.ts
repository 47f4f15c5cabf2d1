import { GiB, MiB, minuteMs, secondMs } from '../../base/sizes.ts'

export const queryLimits = {
  /** Statements that run an engine, at a time; the others wait in the queue. */
  engineRunningMax: 4,
  /** Statements that ask the catalog only, at a time. */
  catalogRunningMax: 16,
  /** Between two looks for what other nodes have left waiting, or have stopped. */
  lookMs: 1 * secondMs,
  /** A node that was not heard of for so long runs nothing any more: its queries are failed. */
  runnerMs: 30 * secondMs,
  runnerHeardEveryMs: 10 * secondMs,
  /** When the store has taken no change: until a query that waits is begun again. */
  retryMs: 1 * secondMs,
  /** Athena's own, of a DML query. */
  elapsedMsMax: 30 * minuteMs,
  memoryBytesMax: 1 * GiB,
  resultRowsMax: 100_000_000,
  /** An object that is put at once has at most five. */
  resultBytesMax: 2 * GiB,
  /** Objects that one table gives to one query. */
  objectsPerTableMax: 1_000_000,
  /** Decided without a pause for other requests: some milliseconds. */
  decisionsPerTurn: 250,
  /** Of an object that lies encrypted and is decrypted for the query. */
  sealedObjectBytesMax: 256 * MiB,
  /** Log files without a compacted copy that one query has to read before they are compacted. */
  compactedFromFiles: 16,
  /** Of log files that wait to be compacted; what comes above is offered by a later query. */
  waitingSourcesMax: 500_000,
  /** Of log files as stored, in one step of compaction, which holds up nobody for long. */
  compactionStepBytesMax: 32 * MiB,
  compactionStepFilesMax: 5000,
  compactionMemoryBytesMax: 768 * MiB,
  /** Of all compacted copies: nothing is compacted above it. */
  compactedBytesMax: 20 * GiB,
  /** A step waits so long for queries to end, and then goes ahead beside them. */
  compactionPatienceMs: 10 * secondMs,
  /** Between two looks for compacted copies of objects that are gone. */
  compactionSweepMs: 10 * minuteMs,
  /** Athena's own, of one statement that writes. */
  partitionsWrittenMax: 100,
  /** GetPartitions and the others, by the page. */
  catalogPageMax: 100,
  /** Glue's own, of BatchCreatePartition. */
  partitionsPerCallMax: 100,
} as const
