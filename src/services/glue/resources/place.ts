// Where what a request names is, before anybody looks whether it exists.

import { parseAccountId } from '../../../base/account-id.ts'
import type { RequestScope } from '../../operation.ts'
import { EntityNotFoundException } from '../errors.ts'
import type { CatalogPlace, DatabasePlace, TablePlace } from '../tables.ts'

interface InCatalog {
  readonly CatalogId?: string | undefined
}

/** The caller's own catalog, or that of the account which the request names. */
export function catalogPlace({ CatalogId }: InCatalog, scope: RequestScope): CatalogPlace {
  const { region } = scope
  if (CatalogId === undefined) return { account: scope.account, region }
  const account = parseAccountId(CatalogId)
  // Catalogs of other kinds, such as of S3 table buckets, are not here.
  if (!account) throw EntityNotFoundException(`Catalog ${CatalogId} not found.`)
  return { account, region }
}

/** Names are folded to lower case, as Hive has them. */
export const databasePlace = (
  input: InCatalog,
  name: string,
  scope: RequestScope,
): DatabasePlace => ({ ...catalogPlace(input, scope), database: name.toLowerCase() })

export const tablePlace = (
  input: InCatalog & { readonly DatabaseName: string },
  name: string,
  scope: RequestScope,
): TablePlace => ({
  ...databasePlace(input, input.DatabaseName, scope),
  table: name.toLowerCase(),
})
