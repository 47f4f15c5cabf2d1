import type { Operation } from '../../operation.ts'
import type { SearchTablesInput, SearchTablesOutput } from '../model.ts'
import { onAllTables } from '../questions.ts'
import { catalogPlace } from '../resources/place.ts'
import { tableSearch } from '../resources/table-search.ts'
import { tableView } from '../resources/table-view.ts'
import type { GlueScope } from '../scope.ts'

/**
 * Finds tables of the catalog by a text, or by what is said of them.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_SearchTables.html
 */
export const SearchTables: Operation<GlueScope, SearchTablesInput, SearchTablesOutput> = {
  readOnly: true,
  questions: (input, scope) =>
    onAllTables('glue:SearchTables', { ...catalogPlace(input, scope), database: '*' }),
  perform(input, scope) {
    const { ResourceShareType: shared = 'ALL' } = input
    // Nobody shares tables with anybody here.
    if (shared !== 'ALL') return { output: { TableList: [] } }
    const all = scope.tables.ofCatalog(catalogPlace(input, scope))
    const { tables, more } = tableSearch(input, all)
    return { output: { TableList: tables.map(tableView), ...more } }
  },
}
