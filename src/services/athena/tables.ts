// The rows that Athena keeps. Ids begin with account and Region, but for those of query executions.

import { createHash } from 'node:crypto'
import type { AccountId } from '../../base/account-id.ts'
import type { Region } from '../../base/region.ts'
import type { ResultColumn } from '../../sql/types.ts'
import type { Table } from '../../store/store.ts'
import type {
  AthenaError,
  QueryExecutionContext,
  QueryExecutionState,
  ResultConfiguration,
  ResultReuseByAgeConfiguration,
  StatementType,
  Tag,
  WorkGroupConfiguration,
  WorkGroupState,
} from './model.ts'
import type { StoredCaller } from './resources/stored-caller.ts'

export interface AthenaPlace {
  readonly account: AccountId
  readonly region: Region
}

/** The workgroup that every account has in every Region, before anybody has changed it. */
export const PRIMARY = 'primary'

export interface WorkGroupRow extends AthenaPlace {
  readonly name: string
  /** ISO 8601, as every time in a row. Absent for `primary`, which nobody made. */
  readonly createdAt?: string
  readonly state: WorkGroupState
  readonly description?: string
  readonly configuration: WorkGroupConfiguration
  readonly tags: readonly Tag[]
}

/** What GetQueryExecution tells, what the runner needs, and what GetQueryResults reads by. */
export interface QueryExecutionRow extends AthenaPlace {
  readonly id: string
  readonly workGroup: string
  readonly query: string
  readonly statementType: StatementType
  readonly substatementType: string
  /** As it was given. */
  readonly context: QueryExecutionContext
  /** For `?` in the query, in their order: SQL expressions. */
  readonly parameters: readonly string[]
  readonly clientRequestToken?: string
  /** The request, as far as a repetition under the same token has to say the same. */
  readonly requestDigest: string
  /** Present when the request lets an earlier result stand for its own. */
  readonly reuse?: ResultReuseByAgeConfiguration
  /** As they hold for this query; the location is where its result is to lie: a whole object. */
  readonly result: ResultConfiguration & { readonly OutputLocation: string }
  /** Of the workgroup: the query fails when it has read more. */
  readonly scannedBytesMax?: number
  readonly runAs: StoredCaller
  readonly state: QueryExecutionState
  readonly stateChangeReason?: string
  readonly error?: AthenaError
  readonly submittedAt: string
  readonly startedAt?: string
  /** Which of several nodes has taken it, in one of its lives. */
  readonly runner?: string
  /** Of those that are over. */
  readonly completedAt?: string
  readonly statistics: QueryStatistics
  /** Of those that succeeded and have rows. */
  readonly columns?: readonly ResultColumn[]
  /** Rows that INSERT INTO, CREATE TABLE AS and UNLOAD have written. */
  readonly updateCount?: number
}

export interface QueryStatistics {
  /** What is not set is worked out of the times of the row, or is zero. */
  readonly planningMs?: number
  readonly engineMs?: number
  readonly serviceMs?: number
  readonly scannedBytes?: number
  readonly inputRows?: number
  readonly outputRows?: number
  readonly outputBytes?: number
  /** `s3://…-manifest.csv`, of statements that write data. */
  readonly manifestLocation?: string
  readonly reusedResult?: boolean
}

export interface NamedQueryRow extends AthenaPlace {
  readonly id: string
  readonly workGroup: string
  readonly name: string
  readonly description?: string
  readonly database: string
  readonly query: string
  readonly clientRequestToken?: string
}

export interface PreparedStatementRow extends AthenaPlace {
  readonly workGroup: string
  readonly name: string
  readonly query: string
  readonly description?: string
  readonly modifiedAt: string
}

export const placePrefix = ({ account, region }: AthenaPlace): string => `${account}/${region}/`

/** Under this the indexes below find what belongs to a workgroup, an id or a token. */
export const placeKey = (place: AthenaPlace, name: string): string => `${placePrefix(place)}${name}`

export const workGroupRowId = (place: AthenaPlace, name: string): string => placeKey(place, name)

export const namedQueryRowId = (place: AthenaPlace, id: string): string => placeKey(place, id)

export const preparedStatementPrefix = (place: AthenaPlace, workGroup: string): string =>
  `${placePrefix(place)}${workGroup}/`

export const preparedStatementRowId = (
  statement: Pick<PreparedStatementRow, 'account' | 'region' | 'workGroup' | 'name'>,
): string => `${preparedStatementPrefix(statement, statement.workGroup)}${statement.name}`

/** Later than any time that a clock shows, in as many digits. */
const timeMsMax = 9_999_999_999_999

/** Lists begin with the newest: the later a query was submitted, the smaller its id. */
export const newestFirst = (submittedAt: Date): string =>
  String(timeMsMax - submittedAt.getTime()).padStart(String(timeMsMax).length, '0')

export const queryExecutionRowId = ({
  submittedAt,
  id,
}: Pick<QueryExecutionRow, 'submittedAt' | 'id'>): string =>
  `${newestFirst(new Date(submittedAt))}/${id}`

export const workGroups: Table<WorkGroupRow> = { name: 'athena.work-groups' }

export const queryExecutions: Table<QueryExecutionRow> = {
  name: 'athena.query-executions',
  indexes: {
    id: (execution) => [placeKey(execution, execution.id)],
    workGroup: (execution) => [placeKey(execution, execution.workGroup)],
    token: (execution) => tokenKeys(execution),
    /** Of those that are not over: `QUEUED` and `RUNNING`. */
    unfinished: (execution) => (isUnfinished(execution) ? [execution.state] : []),
    /** The same, of one account and Region. */
    unfinishedHere: (execution) => (isUnfinished(execution) ? [placePrefix(execution)] : []),
    /** Results that can stand for those of the same query. */
    reusable: (execution) => (isReusable(execution) ? [reuseKey(execution)] : []),
  },
}

export const namedQueries: Table<NamedQueryRow> = {
  name: 'athena.named-queries',
  indexes: {
    workGroup: (query) => [placeKey(query, query.workGroup)],
    token: (query) => tokenKeys(query),
  },
}

export const preparedStatements: Table<PreparedStatementRow> = {
  name: 'athena.prepared-statements',
}

type Tokened = AthenaPlace & { readonly clientRequestToken?: string }

const tokenKeys = (row: Tokened): readonly string[] =>
  row.clientRequestToken === undefined ? [] : [placeKey(row, row.clientRequestToken)]

const isUnfinished = ({ state }: QueryExecutionRow): boolean =>
  state === 'QUEUED' || state === 'RUNNING'

const isReusable = ({ state, substatementType, statistics }: QueryExecutionRow): boolean =>
  state === 'SUCCEEDED' && substatementType === 'SELECT' && statistics.reusedResult !== true

/**
 * UNLIKE AWS: a result is reused only for the principal who asked for it first, not for everybody
 * of the workgroup, so that nobody reads by another's permissions.
 */
export function reuseKey(execution: QueryExecutionRow): string {
  const { workGroup, query, context, parameters, result, runAs } = execution
  const { Catalog, Database } = context
  const folder = result.OutputLocation.slice(0, result.OutputLocation.lastIndexOf('/'))
  const asked = [query, Catalog, Database, parameters, folder, runAs.principal.arn]
  const digest = createHash('sha256').update(JSON.stringify(asked)).digest('base64url')
  return placeKey(execution, `${workGroup}/${digest}`)
}
