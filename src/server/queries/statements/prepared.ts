// PREPARE, EXECUTE and DEALLOCATE PREPARE. The statements lie with the workgroup.

import {
  deallocate as withoutStatement,
  preparedStatementFor,
  prepare as withStatement,
} from '../../../services/athena/api.ts'
import { parseStatement } from '../../../sql/parse/parse-statement.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type {
  DeallocateStatement,
  ExecuteStatement,
  PrepareStatement,
  Statement,
} from '../../../sql/statement.ts'
import type { QueryScope } from '../query-scope.ts'
import { NOTHING_TO_SHOW } from './nothing-to-show.ts'
import type { StatementResult } from './statement-result.ts'
import { appendUnlessStale } from '../../../store/store.ts'

export async function prepare(
  { name, statement }: PrepareStatement,
  { house, execution, now }: QueryScope,
): Promise<StatementResult> {
  const { text: query } = statement
  parseStatement(query)
  const change = withStatement(house.store, execution, { name, query }, now)
  await appendUnlessStale(house.store, { changes: [change], events: [] })
  return NOTHING_TO_SHOW
}

/** What EXECUTE executes, and what sees the values that it gives. */
export async function executed(
  { name, parameters }: ExecuteStatement,
  scope: QueryScope,
): Promise<readonly [Statement, QueryScope]> {
  const { query } = requirePrepared(scope, name).value
  const statement = parseStatement(query)
  if (statement.kind === 'execute' || statement.kind === 'prepare') {
    throw new SqlError('NOT_SUPPORTED', `Prepared statement '${name}' is not a query`)
  }
  const given = parameters.length > 0 ? parameters : scope.parameters
  await scope.typedAs(statement)
  return [statement, { ...scope, parameters: given }]
}

export async function deallocate(
  { name }: DeallocateStatement,
  scope: QueryScope,
): Promise<StatementResult> {
  const change = withoutStatement(requirePrepared(scope, name))
  await appendUnlessStale(scope.house.store, { changes: [change], events: [] })
  return NOTHING_TO_SHOW
}

function requirePrepared({ house, execution }: QueryScope, name: string) {
  const prepared = preparedStatementFor(house.store, execution, name)
  if (prepared) return prepared
  throw new SqlError('GENERIC_USER_ERROR', `Prepared statement not found: ${name}`)
}
