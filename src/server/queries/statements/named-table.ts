import type { Table } from '../../../services/glue/model.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { TableName } from '../../../sql/statement.ts'
import type { TableDefinition } from '../../../sql/types.ts'
import type { NamedTable } from '../catalog/catalog.ts'
import { tableDefinition } from '../catalog/table-definition.ts'
import type { QueryScope } from '../query-scope.ts'

/** With the database of the query's context, where the name has none. */
export const placeOf = ({ database: context }: QueryScope, named: TableName): NamedTable => ({
  database: named.database ?? context,
  name: named.name,
})

/** As Glue has it. */
export async function requireTable(scope: QueryScope, named: TableName): Promise<Table> {
  const place = placeOf(scope, named)
  const table = await scope.catalog.storedTable(place)
  if (table) return table
  const says = `[Error 10001]: Table not found ${place.database}.${place.name}`
  throw new SqlError('SEMANTIC_EXCEPTION', says)
}

export const requireDefinition = async (
  scope: QueryScope,
  named: TableName,
): Promise<TableDefinition> => tableDefinition(await requireTable(scope, named))
