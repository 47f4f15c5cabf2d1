import type { GlueOutput } from '../../glue/api.ts'
import type { Operation } from '../../operation.ts'
import type { GetDatabaseInput, GetDatabaseOutput } from '../model.ts'
import { onDataCatalog } from '../questions.ts'
import { askGlue, requireDataCatalog } from '../resources/data-catalog.ts'
import { databaseView } from '../resources/database-view.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Describes a database, as Glue tells the caller of it.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetDatabase.html
 */
export const GetDatabase: Operation<AthenaScope, GetDatabaseInput, GetDatabaseOutput> = {
  readOnly: true,
  questions: ({ CatalogName }, scope) => [onDataCatalog('athena:GetDatabase', CatalogName, scope)],
  prepare({ CatalogName, DatabaseName }, scope) {
    requireDataCatalog(CatalogName)
    return askGlue(scope, 'GetDatabase', { Name: DatabaseName })
  },
  perform(_input, _scope, prepared) {
    const { Database } = prepared as GlueOutput<'GetDatabase'>
    return { output: Database ? { Database: databaseView(Database) } : {} }
  },
}
