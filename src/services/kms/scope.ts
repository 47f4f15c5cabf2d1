import type { RequestScope } from '../operation.ts'
import { Aliases } from './resources/aliases.ts'
import { Grants } from './resources/grants.ts'
import { KeyMaterials } from './resources/key-materials.ts'
import { Keys } from './resources/keys.ts'

export interface KmsScope extends RequestScope {
  readonly keys: Keys
  readonly keyMaterials: KeyMaterials
  readonly aliases: Aliases
  readonly grants: Grants
}

export function kmsScope(request: RequestScope): KmsScope {
  const aliases = new Aliases(request)
  return {
    ...request,
    keys: new Keys(request, aliases),
    keyMaterials: new KeyMaterials(request),
    aliases,
    grants: new Grants(request),
  }
}
