import type { GlueOutput } from '../../glue/api.ts'
import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { ListDatabasesInput, ListDatabasesOutput } from '../model.ts'
import { onDataCatalog } from '../questions.ts'
import { askGlue, requireDataCatalog } from '../resources/data-catalog.ts'
import { databaseView } from '../resources/database-view.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Lists the databases of a data catalog, as Glue tells the caller of them.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_ListDatabases.html
 */
export const ListDatabases: Operation<AthenaScope, ListDatabasesInput, ListDatabasesOutput> = {
  readOnly: true,
  questions: ({ CatalogName }, scope) => [
    onDataCatalog('athena:ListDatabases', CatalogName, scope),
  ],
  prepare({ CatalogName, NextToken, MaxResults = limits.listItemsPerPage }, scope) {
    requireDataCatalog(CatalogName)
    return askGlue(scope, 'GetDatabases', { NextToken, MaxResults })
  },
  perform(_input, _scope, prepared) {
    const { DatabaseList, NextToken } = prepared as GlueOutput<'GetDatabases'>
    return {
      output: {
        DatabaseList: DatabaseList.map(databaseView),
        ...(NextToken !== undefined && { NextToken }),
      },
    }
  },
}
