import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { GetTablesInput, GetTablesOutput, TableAttributes } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onAllTables } from '../questions.ts'
import { databasePlace } from '../resources/place.ts'
import { tableNameFilter } from '../resources/table-name-filter.ts'
import { tableView } from '../resources/table-view.ts'
import type { GlueScope } from '../scope.ts'
import type { TableRow } from '../tables.ts'

/**
 * Lists the tables of a database, in the order of their names.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetTables.html
 */
export const GetTables: Operation<GlueScope, GetTablesInput, GetTablesOutput> = {
  readOnly: true,
  questions: (input, scope) =>
    onAllTables('glue:GetTables', databasePlace(input, input.DatabaseName, scope)),
  perform(input, scope) {
    const { NextToken, MaxResults: limit = limits.tablesPerPage, AttributesToGet } = input
    const place = scope.databases.require(databasePlace(input, input.DatabaseName, scope))
    const isWanted = tableNameFilter(input.Expression)
    const list = (after: string) =>
      scope.tables.ofDatabase(place, after).filter(({ value }) => isWanted(value.table))
    const { items, more } = pageOf({ NextToken, limit }, list, ({ id }) => id)
    const view = AttributesToGet ? briefly(AttributesToGet) : tableView
    return { output: { TableList: items.map(({ value }) => view(value)), ...more } }
  },
}

const briefly =
  (attributes: readonly TableAttributes[]) =>
  ({ table, database, account, input }: TableRow) => ({
    Name: table,
    DatabaseName: database,
    CatalogId: account,
    ...(attributes.includes('TABLE_TYPE') && { TableType: input.TableType }),
  })
