// What the server may know of Athena: which queries wait to be run, and what becomes of them.

import { minuteMs } from '../../base/sizes.ts'
import type { Change, Row, StoreView } from '../../store/store.ts'
import { everyRow } from '../../store/every-row.ts'
import { change } from '../../store/store.ts'
import { limits } from './limits.ts'
import type { PreparedStatementRow, QueryExecutionRow } from './tables.ts'
import {
  newestFirst,
  placeKey,
  preparedStatementRowId,
  preparedStatements,
  queryExecutions,
  reuseKey,
} from './tables.ts'

export type { PreparedStatementRow, QueryExecutionRow } from './tables.ts'
export { queryExecutions } from './tables.ts'
export type { QueryRunner } from './query-runner.ts'
export type { QueryFailure, QueryOutcome } from './resources/execution-changes.ts'
export { failed, isOver, running, succeeded, typed } from './resources/execution-changes.ts'
export { callerThroughAthena } from './resources/stored-caller.ts'

type Execution = Row<QueryExecutionRow>

/** Those that wait, the one that waits longest first. */
export const queuedExecutions = (store: StoreView): readonly Execution[] =>
  unfinished(store, 'QUEUED').toReversed()

/** By any node: whether it still lives, the row does not say. */
export const runningExecutions = (store: StoreView): readonly Execution[] =>
  unfinished(store, 'RUNNING')

function unfinished(store: StoreView, state: 'QUEUED' | 'RUNNING'): readonly Execution[] {
  return [...everyRow((request) => store.find(queryExecutions, 'unfinished', state, request))]
}

/** The statement that EXECUTE of this query execution names. */
export const preparedStatementFor = (
  store: StoreView,
  { account, region, workGroup }: QueryExecutionRow,
  name: string,
): Row<PreparedStatementRow> | undefined =>
  store.get(preparedStatements, preparedStatementRowId({ account, region, workGroup, name }))

/** PREPARE: sets the statement, whether there is one of this name or not. */
export function prepare(
  store: StoreView,
  execution: QueryExecutionRow,
  { name, query }: Pick<PreparedStatementRow, 'name' | 'query'>,
  now: Date,
): Change {
  const { account, region, workGroup } = execution
  const current = preparedStatementFor(store, execution, name)
  const modifiedAt = now.toISOString()
  const statement: PreparedStatementRow = { account, region, workGroup, name, query, modifiedAt }
  return change(preparedStatements, preparedStatementRowId(statement), current, statement)
}

/** DEALLOCATE PREPARE. */
export const deallocate = (row: Row<PreparedStatementRow>): Change =>
  change(preparedStatements, row.id, row, undefined)

/** The newest result that may stand for this execution's own, if the request allows one. */
export function reusableExecution(
  store: StoreView,
  { value }: Execution,
  now: Date,
): Execution | undefined {
  if (value.reuse?.Enabled !== true) return undefined
  const { MaxAgeInMinutes = limits.reuseMinutes } = value.reuse
  const oldest = now.getTime() - MaxAgeInMinutes * minuteMs
  const [newest] = store.find(queryExecutions, 'reusable', reuseKey(value), { limit: 1 })
  const completed = newest?.value.completedAt
  return completed !== undefined && Date.parse(completed) >= oldest ? newest : undefined
}

export const findExecution = (
  store: StoreView,
  place: Pick<QueryExecutionRow, 'account' | 'region'>,
  id: string,
): Execution | undefined =>
  store.find(queryExecutions, 'id', placeKey(place, id), { limit: 1 }).at(0)

/** Query executions that the history no longer holds: some of them, until there are none. */
export function forgottenExecutions(store: StoreView, now: Date): readonly Change[] {
  const after = newestFirst(new Date(now.getTime() - limits.queryHistoryMs))
  const rows = store.page(queryExecutions, { after, limit: limits.executionsForgottenAtOnce })
  return rows
    .filter(({ value }) => value.completedAt !== undefined)
    .map((row) => change(queryExecutions, row.id, row, undefined))
}
