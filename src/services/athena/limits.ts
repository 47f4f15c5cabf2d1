import { MiB, dayMs } from '../../base/sizes.ts'

/** https://docs.aws.amazon.com/athena/latest/ug/service-limits.html */
export const limits = {
  /** https://docs.aws.amazon.com/athena/latest/ug/querying.html: "retains it for 45 days". */
  queryHistoryMs: 45 * dayMs,
  workGroupsMax: 1000,
  preparedStatementsPerWorkGroupMax: 1000,
  namedQueriesPerWorkGroupMax: 10_000,
  tagsPerResourceMax: 50,
  /** Queries of one account and Region that are queued or run. AWS: 20 to 200 of DML. */
  unfinishedQueriesMax: 200,
  /** How old a reused result may be when the request does not say: AWS's default. */
  reuseMinutes: 60,
  /** Pages of lists whose size the request leaves open. */
  listItemsPerPage: 50,
  resultRowsPerPage: 1000,
  tagsPerPage: 75,
  engineVersionsPerPage: 10,
  /** In one transaction. */
  executionsForgottenAtOnce: 500,
  /** Of a page of a result; a row that is longer makes a page of its own. */
  resultPageBytesMax: 4 * MiB,
} as const
