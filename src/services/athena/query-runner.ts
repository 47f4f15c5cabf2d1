/** Whoever runs queries, outside of requests. Neither of these may fail or wait. */
export interface QueryRunner {
  /** There is a queued query execution, and its row is durable. */
  readonly wake: () => void
  /** The query execution was cancelled, and that is durable: whatever works on it may stop. */
  readonly cancel: (queryExecutionId: string) => void
}

/** For whoever only looks at what services there are. */
export const noQueryRunner: QueryRunner = { wake: () => undefined, cancel: () => undefined }
