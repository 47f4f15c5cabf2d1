// What was searched for policy events, and what could not be.

/** One place that was searched, or that could have been. */
export interface SearchedPlace {
  readonly source: 'eventHistory' | 'athena' | 'logFiles'
  /** The table, the prefix or the folder; empty for the event history. */
  readonly place: string
  /** ISO 8601; null: as far as it reaches. */
  readonly from: string | null
  readonly to: string | null
  /**
   * `partly`: what could be read was. `notAgreed`: it would have made something or cost something.
   * `noTrail`, `noTable`: there is none.
   */
  readonly outcome:
    'searched' | 'partly' | 'refused' | 'failed' | 'notAgreed' | 'noTrail' | 'noTable'
  /** AWS's words, where it did not answer, or not in full. */
  readonly reason?: string
  /** The permission that would have answered. */
  readonly permission?: string
  /** Events about the policy of this key. */
  readonly events: number
  /** What Athena charges for. */
  readonly scannedBytes?: number
  /** Log files that were read. */
  readonly files?: number
}

/** A stretch of time in which nothing was found, though something must have been. */
export interface Gap {
  /** ISO 8601; null: from the key's creation, whenever that was. */
  readonly from: string | null
  /** ISO 8601; null: up to now. */
  readonly to: string | null
  /**
   * `retention`: the event history forgets. `tooManyEvents`: it holds too many to page through.
   * `refused`: it could not be asked. `notInLogs`: the logs that were searched do not hold it.
   * `interrupted`: somebody ended the search.
   */
  readonly because: 'retention' | 'tooManyEvents' | 'refused' | 'notInLogs' | 'interrupted'
}
