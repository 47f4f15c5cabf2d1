import type { Operation } from '../../operation.ts'
import type { ListDataCatalogsInput, ListDataCatalogsOutput } from '../model.ts'
import { onAccount } from '../questions.ts'
import { AWS_DATA_CATALOG } from '../resources/data-catalog.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Lists the data catalogs: here there is AwsDataCatalog.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_ListDataCatalogs.html
 */
export const ListDataCatalogs: Operation<
  AthenaScope,
  ListDataCatalogsInput,
  ListDataCatalogsOutput
> = {
  readOnly: true,
  questions: (_input, scope) => [onAccount('athena:ListDataCatalogs', scope)],
  perform: () => ({
    output: { DataCatalogsSummary: [{ CatalogName: AWS_DATA_CATALOG, Type: 'GLUE' }] },
  }),
}
