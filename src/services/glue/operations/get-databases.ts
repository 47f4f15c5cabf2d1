import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { GetDatabasesInput, GetDatabasesOutput } from '../model.ts'
import { pageOf } from '../paging.ts'
import { onAllDatabases } from '../questions.ts'
import { databaseView } from '../resources/database-view.ts'
import { catalogPlace } from '../resources/place.ts'
import type { GlueScope } from '../scope.ts'
import type { DatabaseRow } from '../tables.ts'
import { databaseRowId } from '../tables.ts'

/**
 * Lists the databases of a catalog, in the order of their names.
 *
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetDatabases.html
 */
export const GetDatabases: Operation<GlueScope, GetDatabasesInput, GetDatabasesOutput> = {
  readOnly: true,
  questions: (input, scope) => onAllDatabases('glue:GetDatabases', catalogPlace(input, scope)),
  perform(input, scope) {
    const { NextToken, MaxResults: limit = limits.databasesPerPage, AttributesToGet } = input
    const { ResourceShareType: shared = 'ALL' } = input
    // Nobody shares databases with anybody here.
    if (shared !== 'ALL') return { output: { DatabaseList: [] } }
    const place = catalogPlace(input, scope)
    const list = (after: string) => scope.databases.ofCatalog(place, after)
    const { items, more } = pageOf({ NextToken, limit }, list, databaseRowId)
    const view = AttributesToGet ? nameOnly : databaseView
    return { output: { DatabaseList: items.map(view), ...more } }
  },
}

const nameOnly = ({ database, account }: DatabaseRow) => ({ Name: database, CatalogId: account })
