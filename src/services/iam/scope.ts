import type { RequestScope } from '../operation.ts'
import { InvalidClientTokenId } from './errors.ts'
import type { AccessKeys } from './resources/access-keys.ts'
import { accessKeysOf } from './resources/access-keys.ts'
import type { ArnRows } from './resources/arn-rows.ts'
import { mfaDevicesOf, oidcProvidersOf, samlProvidersOf } from './resources/arn-rows.ts'
import type { Identities } from './resources/identities.ts'
import { groupsOf, rolesOf, usersOf } from './resources/identities.ts'
import type { InstanceProfiles } from './resources/instance-profiles.ts'
import { instanceProfilesOf } from './resources/instance-profiles.ts'
import type { ManagedPolicies } from './resources/managed-policies.ts'
import { managedPoliciesOf } from './resources/managed-policies.ts'
import type {
  GroupRow,
  MfaDeviceRow,
  OidcProviderRow,
  RoleRow,
  SamlProviderRow,
  UserRow,
} from './tables.ts'

/** What IAM's operations see: the entities of the caller's own account. */
export interface IamScope extends RequestScope {
  readonly users: Identities<UserRow>
  readonly roles: Identities<RoleRow>
  readonly groups: Identities<GroupRow>
  readonly policies: ManagedPolicies
  readonly accessKeys: AccessKeys
  readonly instanceProfiles: InstanceProfiles
  readonly mfaDevices: ArnRows<MfaDeviceRow>
  readonly oidcProviders: ArnRows<OidcProviderRow>
  readonly samlProviders: ArnRows<SamlProviderRow>
}

export function iamScope(request: RequestScope): IamScope {
  requireIamCredentials(request)
  const { store, account } = request
  return {
    ...request,
    users: usersOf(store, account),
    roles: rolesOf(store, account),
    groups: groupsOf(store, account),
    policies: managedPoliciesOf(store, account),
    accessKeys: accessKeysOf(request),
    instanceProfiles: instanceProfilesOf(store, account),
    mfaDevices: mfaDevicesOf(store, account),
    oidcProviders: oidcProvidersOf(store, account),
    samlProviders: samlProvidersOf(store, account),
  }
}

/**
 * Sessions of GetSessionToken without MFA, and those of GetFederationToken, cannot call IAM. AWS
 * says of their token that it is invalid.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
function requireIamCredentials({ caller: { principal, session } }: RequestScope): void {
  if (!session || principal.type === 'assumedRole') return
  if (session.mfaAuthenticated && principal.type !== 'federatedUser') return
  throw InvalidClientTokenId('The security token included in the request is invalid.')
}
