// The one data catalog that is here, Glue's, asked in the name of Athena's caller.

import { AwsError } from '../../../aws/errors.ts'
import type { GlueCalls, GlueInput, GlueOutput } from '../../glue/api.ts'
import { InvalidRequestException, MetadataException } from '../errors.ts'
import type { DataCatalog } from '../model.ts'
import type { AthenaScope } from '../scope.ts'
import { ATHENA } from './stored-caller.ts'

export const AWS_DATA_CATALOG = 'AwsDataCatalog'

/** Its name is folded, as Trino folds names; any other catalog would be one of somebody's own. */
export function requireDataCatalog(name: string): void {
  if (name.toLowerCase() === AWS_DATA_CATALOG.toLowerCase()) return
  // Terraform knows the sentence by "was not found".
  throw InvalidRequestException(`Data catalog ${name} was not found`)
}

export const dataCatalogView = ({ account }: AthenaScope): DataCatalog => ({
  Name: AWS_DATA_CATALOG,
  Type: 'GLUE',
  Parameters: { 'catalog-id': account },
})

/** What Glue answers. What it refuses is told in its words. */
export async function askGlue<Name extends keyof GlueCalls>(
  { call, region, requestId }: AthenaScope,
  operation: Name,
  input: GlueInput<Name>,
): Promise<GlueOutput<Name>> {
  try {
    const output = await call({ service: 'glue', operation, input, region, by: ATHENA })
    return output as GlueOutput<Name>
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown
    // Recorded: DyfanJones/noctua issue 205, open-metadata/OpenMetadata issue 16476.
    throw MetadataException(
      `${thrown.message} (Service: AmazonDataCatalog; Status Code: ${thrown.status}; ` +
        `Error Code: ${thrown.code}; Request ID: ${requestId}; Proxy: null)`,
    )
  }
}
