import { GiB, MiB, minuteMs } from '../../base/sizes.ts'

export const queryLimits = {
  /** Statements that run an engine, at a time; the others wait in the queue. */
  engineRunningMax: 4,
  /** Statements that ask the catalog only, at a time. */
  catalogRunningMax: 16,
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
  /** GetPartitions and the others, by the page. */
  catalogPageMax: 100,
  /** Glue's own, of BatchCreatePartition. */
  partitionsPerCallMax: 100,
} as const
