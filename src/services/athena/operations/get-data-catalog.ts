import type { Operation } from '../../operation.ts'
import type { GetDataCatalogInput, GetDataCatalogOutput } from '../model.ts'
import { onDataCatalog } from '../questions.ts'
import { dataCatalogView, requireDataCatalog } from '../resources/data-catalog.ts'
import type { AthenaScope } from '../scope.ts'

/**
 * Describes a data catalog: here there is AwsDataCatalog.
 *
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetDataCatalog.html
 */
export const GetDataCatalog: Operation<AthenaScope, GetDataCatalogInput, GetDataCatalogOutput> = {
  readOnly: true,
  questions: ({ Name }, scope) => [onDataCatalog('athena:GetDataCatalog', Name, scope)],
  perform({ Name }, scope) {
    requireDataCatalog(Name)
    return { output: { DataCatalog: dataCatalogView(scope) } }
  },
}
