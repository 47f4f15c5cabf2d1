import { SqlError } from '../../../sql/sql-error.ts'
import type { CreateViewStatement } from '../../../sql/statement.ts'
import { namedColumnsOfQuery } from '../../../sql/trino/columns-of-query.ts'
import type { TableDefinition } from '../../../sql/types.ts'
import { tableInput } from '../catalog/table-input.ts'
import type { QueryScope } from '../query-scope.ts'
import { placeOf } from './named-table.ts'
import { NOTHING_TO_SHOW } from './nothing-to-show.ts'
import { queryRequest } from './query-request.ts'
import type { StatementResult } from './statement-result.ts'

/** The query is understood, so that the catalog holds its columns, and not run. */
export async function createView(
  { view, orReplace, comment, query }: CreateViewStatement,
  scope: QueryScope,
): Promise<StatementResult> {
  const { catalog } = scope
  const place = placeOf(scope, view)
  const current = await catalog.storedTable(place)
  if (current && !(orReplace && current.TableType === 'VIRTUAL_VIEW')) {
    throw new SqlError('DDL_TASK', `View already exists: ${place.database}.${place.name}`)
  }
  const columns = namedColumnsOfQuery(await queryRequest(scope, query))
  const definition: TableDefinition = {
    ...{ ...place, kind: 'VIRTUAL_VIEW', columns, partitionKeys: [], properties: {} },
    format: { serde: '', serdeProperties: {}, inputFormat: '', outputFormat: '' },
    ...(comment !== undefined && { comment }),
    viewText: query.text,
  }
  const input = tableInput(definition)
  await (current
    ? catalog.updateTable(place.database, input)
    : catalog.createTable(place.database, input))
  return NOTHING_TO_SHOW
}
