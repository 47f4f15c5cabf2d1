import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { GetTableVersionsInput, GetTableVersionsOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onTable } from '../questions.ts'
import { tablePlace } from '../resources/place.ts'
import { tableView } from '../resources/table-view.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Lists what a table is and was, the newest first.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetTableVersions.html
 */
export const GetTableVersions: Operation<GlueScope, GetTableVersionsInput, GetTableVersionsOutput> =
  {
    readOnly: true,
    questions: (input, scope) =>
      onTable('glue:GetTableVersions', tablePlace(input, input.TableName, scope)),
    perform(input, scope) {
      const { NextToken, MaxResults: limit = limits.tablesPerPage } = input
      const place = tablePlace(input, input.TableName, scope)
      const { value: current } = scope.tables.requireIn(place, scope.databases)
      const versions = [current, ...scope.tables.oldVersions(current)]
      const list = (after: string) =>
        versions.filter(({ version }) => after === '' || version < Number(after))
      const { items, more } = pageOf({ NextToken, limit }, list, ({ version }) => String(version))
      const TableVersions = items.map((table) => ({
        Table: tableView(table),
        VersionId: String(table.version),
      }))
      return { output: { TableVersions, ...more } }
    },
  }
