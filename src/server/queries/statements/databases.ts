// CREATE DATABASE and DROP DATABASE.

import { SqlError } from '../../../sql/sql-error.ts'
import type { CreateDatabaseStatement, DropStatement } from '../../../sql/statement.ts'
import type { QueryScope } from '../query-scope.ts'
import { unlessItExists } from './already-exists.ts'
import { NOTHING_TO_SHOW } from './nothing-to-show.ts'
import type { StatementResult } from './statement-result.ts'

export async function createDatabase(
  { database, ifNotExists, comment, location, properties }: CreateDatabaseStatement,
  { catalog }: QueryScope,
): Promise<StatementResult> {
  const input = {
    Name: database,
    ...(comment !== undefined && { Description: comment }),
    ...(location !== undefined && { LocationUri: location }),
    Parameters: properties,
  }
  await unlessItExists(ifNotExists, catalog.createDatabase(input))
  return NOTHING_TO_SHOW
}

export async function dropDatabase(
  { database, ifExists, cascade }: Extract<DropStatement, { kind: 'dropDatabase' }>,
  { catalog }: QueryScope,
): Promise<StatementResult> {
  if (!(await catalog.database(database))) {
    if (ifExists) return NOTHING_TO_SHOW
    const says = `[Error 10072]: Database does not exist: ${database}`
    throw new SqlError('SEMANTIC_EXCEPTION', says)
  }
  // Glue itself would take the tables along.
  if (!cascade && (await catalog.tables(database)).length > 0) {
    const says = `Database ${database} is not empty. One or more tables exist.`
    throw new SqlError('DDL_TASK', `InvalidOperationException(message:${says})`)
  }
  await catalog.deleteDatabase(database)
  return NOTHING_TO_SHOW
}
