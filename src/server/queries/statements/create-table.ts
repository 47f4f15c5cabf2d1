import type { CreateTableStatement } from '../../../sql/statement.ts'
import { tableInput } from '../catalog/table-input.ts'
import type { QueryScope } from '../query-scope.ts'
import { unlessItExists } from './already-exists.ts'
import { placeOf } from './named-table.ts'
import { NOTHING_TO_SHOW } from './nothing-to-show.ts'
import type { StatementResult } from './statement-result.ts'

/** UNLIKE AWS: whether there is a bucket where a new table is to lie is asked by the first query. */
export async function createTable(
  statement: CreateTableStatement,
  scope: QueryScope,
): Promise<StatementResult> {
  const { table, ifNotExists, kind: _, ...layout } = statement
  const place = placeOf(scope, table)
  const input = tableInput({ ...layout, ...place, kind: 'EXTERNAL_TABLE' })
  await unlessItExists(ifNotExists, scope.catalog.createTable(place.database, input))
  return NOTHING_TO_SHOW
}
