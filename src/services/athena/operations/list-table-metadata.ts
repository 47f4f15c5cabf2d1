import type { GlueOutput } from '../../glue/api.ts'
import type { Operation } from '../../operation.ts'
import { limits } from '../limits.ts'
import type { ListTableMetadataInput, ListTableMetadataOutput } from '../model.ts'
import { onDataCatalog } from '../questions.ts'
import { askGlue, requireDataCatalog } from '../resources/data-catalog.ts'
import { tableMetadata } from '../resources/table-metadata.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Lists the tables of a database, as Glue tells the caller of them.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_ListTableMetadata.html
 */
export const ListTableMetadata: Operation<
  AthenaScope,
  ListTableMetadataInput,
  ListTableMetadataOutput
> = {
  readOnly: true,
  questions: ({ CatalogName }, scope) => [
    onDataCatalog('athena:ListTableMetadata', CatalogName, scope),
  ],
  prepare(input, scope) {
    const { CatalogName, DatabaseName, Expression, NextToken } = input
    const { MaxResults = limits.listItemsPerPage } = input
    requireDataCatalog(CatalogName)
    return askGlue(scope, 'GetTables', { DatabaseName, Expression, NextToken, MaxResults })
  },
  perform(_input, _scope, prepared) {
    const { TableList = [], NextToken } = prepared as GlueOutput<'GetTables'>
    return {
      output: {
        TableMetadataList: TableList.map(tableMetadata),
        ...(NextToken !== undefined && { NextToken }),
      },
    }
  },
}
