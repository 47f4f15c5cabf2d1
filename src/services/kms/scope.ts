import type { RequestScope } from '../operation.ts'
import type { KeyStoreConnector, XksProxies } from './xks/proxy.ts'
import { Aliases } from './resources/aliases.ts'
import { CustomKeyStores } from './resources/custom-key-stores.ts'
import { Grants } from './resources/grants.ts'
import { KeyMaterials } from './resources/key-materials.ts'
import { Keys } from './resources/keys.ts'

export interface KmsScope extends RequestScope {
  readonly keys: Keys
  readonly keyMaterials: KeyMaterials
  readonly aliases: Aliases
  readonly grants: Grants
  readonly customKeyStores: CustomKeyStores
  readonly proxies: XksProxies
  readonly connector: KeyStoreConnector
}

/** What the server lends to KMS. */
export type KmsMeans = Pick<KmsScope, 'proxies' | 'connector'>

export const kmsScope =
  (means: KmsMeans) =>
  (request: RequestScope): KmsScope => {
    const aliases = new Aliases(request)
    return {
      ...request,
      ...means,
      customKeyStores: new CustomKeyStores(request),
      keys: new Keys(request, aliases),
      keyMaterials: new KeyMaterials(request),
      aliases,
      grants: new Grants(request),
    }
  }
