import type { EntityPrefix } from './entity-ids.ts'
import { newUniqueId } from './entity-ids.ts'
import type { IamScope } from './scope.ts'
import type { IdentityRow } from './tables.ts'

/** A user, role or group as it begins: nobody, without policies. */
export function newIdentity(
  { world, now, account, chosen }: IamScope,
  prefix: EntityPrefix,
  { name, path = '/' }: { readonly name: string; readonly path?: string | undefined },
): IdentityRow {
  return {
    account,
    name,
    path,
    uniqueId: chosen?.uniqueId ?? newUniqueId(world, prefix),
    createdAt: now.toISOString(),
    inlinePolicies: {},
    attachedPolicies: [],
  }
}
