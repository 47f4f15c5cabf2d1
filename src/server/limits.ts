import { KiB, MiB, hourMs, minuteMs, secondMs } from '../base/sizes.ts'

/** What the server lets in. Each service has its own limits on what the bytes say. */
export const limits = {
  requestBytesMax: 1 * MiB,
  /** Of S3's documents: ten thousand parts with their checksums, a thousand keys of a kibibyte. */
  documentBytesMax: 4 * MiB,
  /** Taken and thrown away of a body that is too large, so that its sender hears the answer. */
  discardedBytesMax: 16 * MiB,
  headerBytesMax: 32 * KiB,
  headersMax: 100,
  /** What comes while so many are not answered is told to come again. */
  requestsInFlightMax: 1024,
  /** How often a request is decided anew because another node was faster. */
  overtakenTriesMax: 10,
  /** And how often for one before it in the queue: a busy row must not stop others. */
  bystanderTriesMax: 100,
  /** From the first byte of a request to its last. */
  requestMsMax: 30 * secondMs,
  tlsHandshakeMsMax: 10 * secondMs,
  /** How often connections are held against `requestMsMax`. */
  connectionCheckMs: 2 * secondMs,
  /** How often the files of the certificate are looked at. */
  certificateCheckMs: 5 * secondMs,
  /** From the word to stop until those are cut that have not said everything. */
  closeUnsaidMsMax: 5 * secondMs,
  /** And until all are, answered or not. */
  closeMsMax: 30 * secondMs,
  idleConnectionMsMax: 72 * secondMs,
  /** Between two runs of what falls due by the clock: expiry and retention. */
  dueWorkEveryMs: 1 * hourMs,
  /** One of several nodes does it, for so long after it was last heard of. */
  leadMs: 30 * secondMs,
  leadEveryMs: 10 * secondMs,
  expireKeyMaterialsEveryMs: 1 * minuteMs,
  /** Between two deliveries to trails, unless the start command says otherwise: AWS's. */
  trailIntervalMs: 5 * minuteMs,
  sessionPoliciesCachedMax: 1000,
  signingKeysCachedMax: 10_000,
} as const
