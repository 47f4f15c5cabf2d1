// What becomes of a query execution, as changes of its row. One that is over stays as it is.

import type { ResultColumn } from '../../../sql/types.ts'
import type { Change, Row } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { AthenaError, StatementType } from '../model.ts'
import type { QueryExecutionRow, QueryStatistics } from '../tables.ts'
import { queryExecutions } from '../tables.ts'

/** How a query went that went well. */
export interface QueryOutcome {
  /** Of statements that have rows, also if they have none; the file of the result holds them. */
  readonly columns?: readonly ResultColumn[]
  readonly updateCount?: number
  readonly statistics: QueryStatistics
  /** A reused result: where it lies, in place of where this one would have lain. */
  readonly outputLocation?: string
}

export interface QueryFailure {
  /** StateChangeReason. */
  readonly reason: string
  readonly error: AthenaError
  readonly statistics?: QueryStatistics
}

export const isOver = ({ state }: QueryExecutionRow): boolean =>
  state !== 'QUEUED' && state !== 'RUNNING'

export const running = (row: Row<QueryExecutionRow>, now: Date, runner = ''): Change =>
  withValues(row, { state: 'RUNNING', runner, startedAt: now.toISOString() })

/** Of EXECUTE: what is executed is known only when the prepared statement is read. */
export const typed = (
  row: Row<QueryExecutionRow>,
  type: { readonly statementType: StatementType; readonly substatementType: string },
): Change => withValues(row, type)

export function succeeded(
  row: Row<QueryExecutionRow>,
  { outputLocation, ...outcome }: QueryOutcome,
  now: Date,
): Change {
  const { result } = row.value
  return withValues(row, {
    ...outcome,
    state: 'SUCCEEDED',
    completedAt: now.toISOString(),
    ...(outputLocation !== undefined && { result: { ...result, OutputLocation: outputLocation } }),
  })
}

export function failed(row: Row<QueryExecutionRow>, failure: QueryFailure, now: Date): Change {
  const { reason, error, statistics } = failure
  return withValues(row, {
    state: 'FAILED',
    stateChangeReason: reason,
    error,
    completedAt: now.toISOString(),
    ...(statistics && { statistics }),
  })
}

export const cancelled = (row: Row<QueryExecutionRow>, now: Date): Change =>
  withValues(row, {
    state: 'CANCELLED',
    stateChangeReason: 'Query cancelled by user',
    completedAt: now.toISOString(),
  })

const withValues = (row: Row<QueryExecutionRow>, values: Partial<QueryExecutionRow>): Change =>
  change(queryExecutions, row.id, row, { ...row.value, ...values })
