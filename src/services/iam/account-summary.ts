// What GetAccountSummary counts. Of what the stack does not have there is none.

import type { Table } from '../../store/store.ts'
import { limits } from './limits.ts'
import type { SummaryKeyType } from './model.ts'
import { eachRow } from './paging.ts'
import type { IamScope } from './scope.ts'
import { groups, roles, users } from './tables.ts'

export function accountSummary(scope: IamScope): Readonly<Record<SummaryKeyType, number>> {
  return { ...counts(scope), ...NONE, ...QUOTAS }
}

function counts(scope: IamScope) {
  const own = [...scope.policies.own()]
  const [rootKey] = scope.accessKeys.ownedBy(undefined)
  return {
    Users: rowCount(scope, users),
    Groups: rowCount(scope, groups),
    Roles: rowCount(scope, roles),
    Policies: own.length,
    PolicyVersionsInUse: own.reduce((sum, { value }) => sum + value.versions.length, 0),
    AccountAccessKeysPresent: rootKey ? 1 : 0,
    InstanceProfiles: countOf(scope.instanceProfiles.all()),
    MFADevices: countOf(scope.mfaDevices.all()),
    MFADevicesInUse: countOf(scope.mfaDevices.all().filter(({ value }) => value.use)),
    Providers: countOf(scope.oidcProviders.all()) + countOf(scope.samlProviders.all()),
  }
}

function rowCount<Value>({ store, account }: IamScope, table: Table<Value>): number {
  return countOf(eachRow((request) => store.page(table, { ...request, prefix: `${account}/` })))
}

const countOf = (rows: IteratorObject<unknown>): number => rows.reduce<number>((sum) => sum + 1, 0)

const NONE = {
  AccountMFAEnabled: 0,
  AccountPasswordPresent: 0,
  AccountSigningCertificatesPresent: 0,
  ServerCertificates: 0,
}

/** Some of what AWS allows by default is of things that the stack does not have. */
const QUOTAS = {
  AccessKeysPerUserQuota: limits.accessKeysPerUserMax,
  AssumeRolePolicySizeQuota: limits.trustPolicyCharsMax,
  AttachedPoliciesPerGroupQuota: limits.policiesPerIdentityMax,
  AttachedPoliciesPerRoleQuota: limits.policiesPerIdentityMax,
  AttachedPoliciesPerUserQuota: limits.policiesPerIdentityMax,
  GlobalEndpointTokenVersion: 1,
  GroupPolicySizeQuota: limits.groupInlineCharsMax,
  GroupsPerUserQuota: limits.groupsPerUserMax,
  GroupsQuota: limits.groupsPerAccountMax,
  InstanceProfilesQuota: limits.instanceProfilesPerAccountMax,
  PoliciesQuota: limits.policiesPerAccountMax,
  PolicySizeQuota: limits.managedPolicyCharsMax,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: limits.roleInlineCharsMax,
  RolesQuota: limits.rolesPerAccountMax,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: limits.userInlineCharsMax,
  UsersQuota: limits.usersPerAccountMax,
  VersionsPerPolicyQuota: limits.policyVersionsMax,
}
