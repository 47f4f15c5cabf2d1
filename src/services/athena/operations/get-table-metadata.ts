import type { GlueOutput } from '../../glue/api.ts'
import type { Operation } from '../../operation.ts'
import type { GetTableMetadataInput, GetTableMetadataOutput } from '../model.ts'
import { onDataCatalog } from '../questions.ts'
import { askGlue, requireDataCatalog } from '../resources/data-catalog.ts'
import { tableMetadata } from '../resources/table-metadata.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Describes a table, as Glue tells the caller of it.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetTableMetadata.html
 */
export const GetTableMetadata: Operation<
  AthenaScope,
  GetTableMetadataInput,
  GetTableMetadataOutput
> = {
  readOnly: true,
  questions: ({ CatalogName }, scope) => [
    onDataCatalog('athena:GetTableMetadata', CatalogName, scope),
  ],
  prepare({ CatalogName, DatabaseName, TableName }, scope) {
    requireDataCatalog(CatalogName)
    return askGlue(scope, 'GetTable', { DatabaseName, Name: TableName })
  },
  perform(_input, _scope, prepared) {
    const { Table } = prepared as GlueOutput<'GetTable'>
    return { output: Table ? { TableMetadata: tableMetadata(Table) } : {} }
  },
}
