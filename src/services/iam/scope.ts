import type { RequestScope } from '../operation.ts'
import type { AccessKeys } from './resources/access-keys.ts'
import { accessKeysOf } from './resources/access-keys.ts'
import type { Identities } from './resources/identities.ts'
import { groupsOf, rolesOf, usersOf } from './resources/identities.ts'
import type { ManagedPolicies } from './resources/managed-policies.ts'
import { managedPoliciesOf } from './resources/managed-policies.ts'
import type { GroupRow, RoleRow, UserRow } from './tables.ts'

/** What IAM's operations see: the entities of the caller's own account. */
export interface IamScope extends RequestScope {
  readonly users: Identities<UserRow>
  readonly roles: Identities<RoleRow>
  readonly groups: Identities<GroupRow>
  readonly policies: ManagedPolicies
  readonly accessKeys: AccessKeys
}

export function iamScope(request: RequestScope): IamScope {
  const { store, account } = request
  return {
    ...request,
    users: usersOf(store, account),
    roles: rolesOf(store, account),
    groups: groupsOf(store, account),
    policies: managedPoliciesOf(store, account),
    accessKeys: accessKeysOf(request),
  }
}
