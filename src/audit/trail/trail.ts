import type { AdvancedSelector, BasicSelector } from './event-selectors.ts'

/** A trail as far as delivery has to know it. */
export interface Trail {
  readonly account: string
  /** The home Region. */
  readonly region: string
  readonly name: string
  readonly s3BucketName: string
  readonly s3KeyPrefix?: string
  readonly isMultiRegionTrail: boolean
  readonly includeGlobalServiceEvents: boolean
  /** False: what CloudTrail's own deliveries leave behind is not delivered. */
  readonly recursiveLogging: boolean
  /** `o-…`, of an organization trail: it takes the events of every account. */
  readonly organizationId?: string
  /** Those accounts, where it is known which they are. */
  readonly organizationAccounts?: ReadonlySet<string>
  /** From the oldest; the last one is open while the trail is logging. */
  readonly loggingPeriods: readonly LoggingPeriod[]
  /** Absent, like the other: every management event and no data event. */
  readonly eventSelectors?: readonly BasicSelector[]
  /** In place of `eventSelectors`. */
  readonly advancedEventSelectors?: readonly AdvancedSelector[]
}

/** ISO 8601, like every time in a row. */
export interface LoggingPeriod {
  readonly from: string
  readonly until?: string
}
