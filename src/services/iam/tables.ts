// The rows that IAM keeps. Names are unique without case, so ids hold them in lower case.

import type { AccountId } from '../../base/account-id.ts'
import type { Table } from '../../store/store.ts'
import type { AccessAdvisorUsageGranularityType, PasswordPolicy } from './model.ts'

export interface AccountRow {
  readonly account: AccountId
  /** ISO 8601, as every time in a row. */
  readonly createdAt: string
}

export interface Tag {
  readonly Key: string
  readonly Value: string
}

/** What users, roles and groups have in common: a place in the account, and policies. */
export interface IdentityRow {
  readonly account: AccountId
  readonly name: string
  /** Begins and ends with a slash. */
  readonly path: string
  readonly uniqueId: string
  readonly createdAt: string
  /** Policy documents by policy name, as they were sent. */
  readonly inlinePolicies: Readonly<Record<string, string>>
  /** ARNs of managed policies, in the order of their attachment. */
  readonly attachedPolicies: readonly string[]
}

/** Users and roles can be confined by a permissions boundary; groups cannot. */
export interface BoundedIdentityRow extends IdentityRow {
  /** The ARN of a managed policy. */
  readonly permissionsBoundary?: string
  readonly tags: readonly Tag[]
}

export interface UserRow extends BoundedIdentityRow {
  /** Names of groups in lower case. */
  readonly groups: readonly string[]
}

export interface RoleRow extends BoundedIdentityRow {
  /** The trust policy with its principals bound to unique ids. */
  readonly trustPolicy: string
  readonly description?: string
  readonly maxSessionSeconds: number
  /** A service-linked role: the service that it is linked to, `autoscaling.amazonaws.com`. */
  readonly linkedService?: string
}

export type GroupRow = IdentityRow

export interface PolicyVersionRow {
  /** `v1`. */
  readonly id: string
  readonly document: string
  readonly createdAt: string
}

export interface PolicyRow {
  readonly account: AccountId
  readonly name: string
  readonly path: string
  readonly uniqueId: string
  readonly description?: string
  readonly tags: readonly Tag[]
  readonly createdAt: string
  readonly updatedAt: string
  readonly defaultVersionId: string
  /** Newest first. */
  readonly versions: readonly PolicyVersionRow[]
  /** The number of the next version: numbers are never used again. */
  readonly nextVersion: number
}

/** A service-linked role that was deleted: what GetServiceLinkedRoleDeletionStatus knows of it. */
export interface DeletionTaskRow {
  readonly account: AccountId
  readonly roleName: string
}

export interface AccessKeyRow {
  readonly account: AccountId
  /** Undefined: a key of the root user. */
  readonly userName?: string
  readonly status: 'Active' | 'Inactive'
  readonly createdAt: string
  readonly sealedSecret: string
}

export interface InstanceProfileRow {
  readonly account: AccountId
  readonly name: string
  readonly path: string
  readonly uniqueId: string
  readonly createdAt: string
  /** The name of the one role that it may hold. */
  readonly roleName?: string
  readonly tags: readonly Tag[]
}

/** One name for the whole account; no two accounts have the same. */
export interface AccountAliasRow {
  readonly account: AccountId
}

/** Of a user; nothing of the password can be read back. */
export interface LoginProfileRow {
  readonly createdAt: string
  /** What `hashPassword` made. */
  readonly passwordHash: string
  readonly passwordChangedAt: string
  /** Newest first. */
  readonly earlierHashes: readonly string[]
  readonly resetRequired: boolean
}

export type PasswordPolicyRow = Omit<PasswordPolicy, 'ExpirePasswords'>

/** A virtual MFA device: nobody's until it is enabled. */
export interface MfaDeviceRow {
  readonly account: AccountId
  readonly createdAt: string
  readonly sealedSeed: string
  readonly tags: readonly Tag[]
  readonly use?: MfaDeviceUse
}

export interface MfaDeviceUse {
  /** `AIDA…`. */
  readonly userId: string
  readonly enabledAt: string
  /** By how many steps of time its clock is ahead. */
  readonly driftSteps: number
  /** Of the code that was taken last: no code is taken twice. */
  readonly usedStep: number
}

export interface OidcProviderRow {
  readonly account: AccountId
  /** `https://token.example.com/realm`: without a slash at its end. */
  readonly issuer: string
  readonly clientIds: readonly string[]
  readonly thumbprints: readonly string[]
  readonly createdAt: string
  readonly tags: readonly Tag[]
}

export interface SamlProviderRow {
  readonly account: AccountId
  readonly uuid: string
  readonly metadata: string
  readonly createdAt: string
  readonly encryption?: 'Required' | 'Allowed'
  readonly tags: readonly Tag[]
}

/** What a report on last access has found. */
export interface AccessReportRow {
  readonly granularity: AccessAdvisorUsageGranularityType
  readonly createdAt: string
  readonly services: readonly ServiceUse[]
}

export interface ServiceUse {
  /** `kms`. */
  readonly service: string
  /** The newest of each entity, newest first. */
  readonly byEntity: readonly EntityUse[]
  /** The newest of each action, for a report on actions. */
  readonly byAction: readonly (EntityUse & { readonly action: string })[]
}

export interface EntityUse {
  readonly entityArn: string
  readonly usedAt: string
  readonly region: string
}

export interface CredentialReportRow {
  readonly generatedAt: string
  /** Comma-separated. */
  readonly content: string
}

export const rowId = (account: AccountId, name: string): string =>
  `${account}/${name.toLowerCase()}`

/** The index key of the access keys of one user, or of the root user. */
export const accessKeyOwner = (account: AccountId, userName: string | undefined): string =>
  userName === undefined ? `${account}/root` : `${account}/user/${userName.toLowerCase()}`

export const accounts: Table<AccountRow> = { name: 'iam.accounts' }

export const users: Table<UserRow> = {
  name: 'iam.users',
  indexes: {
    uniqueId: (user) => [user.uniqueId],
    policy: (user) => user.attachedPolicies.map((arn) => `${user.account}/${arn}`),
    boundary: boundaryKeys,
    group: (user) => user.groups.map((group) => `${user.account}/${group}`),
  },
}

export const roles: Table<RoleRow> = {
  name: 'iam.roles',
  indexes: {
    uniqueId: (role) => [role.uniqueId],
    policy: (role) => role.attachedPolicies.map((arn) => `${role.account}/${arn}`),
    boundary: boundaryKeys,
  },
}

export const groups: Table<GroupRow> = {
  name: 'iam.groups',
  indexes: {
    policy: (group) => group.attachedPolicies.map((arn) => `${group.account}/${arn}`),
  },
}

export const policies: Table<PolicyRow> = { name: 'iam.policies' }

/** By deletion task id behind the account: `111122223333/task/aws-service-role/…`. */
export const deletionTasks: Table<DeletionTaskRow> = { name: 'iam.deletion-tasks' }

export const accessKeys: Table<AccessKeyRow> = {
  name: 'iam.access-keys',
  indexes: { owner: (key) => [accessKeyOwner(key.account, key.userName)] },
}

export const instanceProfiles: Table<InstanceProfileRow> = {
  name: 'iam.instance-profiles',
  indexes: {
    role: ({ account, roleName }) => (roleName === undefined ? [] : [rowId(account, roleName)]),
  },
}

/** By alias. */
export const accountAliases: Table<AccountAliasRow> = {
  name: 'iam.account-aliases',
  indexes: { account: ({ account }) => [account] },
}

/** By the user's unique id behind the account: a user that is renamed keeps its password. */
export const loginProfiles: Table<LoginProfileRow> = { name: 'iam.login-profiles' }

/** By account. */
export const passwordPolicies: Table<PasswordPolicyRow> = { name: 'iam.password-policies' }

/** By ARN, which is the serial number of a virtual device. */
export const mfaDevices: Table<MfaDeviceRow> = {
  name: 'iam.mfa-devices',
  indexes: { user: ({ use }) => (use ? [use.userId] : []) },
}

/** By ARN, as SAML providers. */
export const oidcProviders: Table<OidcProviderRow> = { name: 'iam.oidc-providers' }

export const samlProviders: Table<SamlProviderRow> = { name: 'iam.saml-providers' }

/** By job id behind the account. */
export const accessReports: Table<AccessReportRow> = { name: 'iam.access-reports' }

/** By account. */
export const credentialReports: Table<CredentialReportRow> = { name: 'iam.credential-reports' }

function boundaryKeys(row: BoundedIdentityRow): readonly string[] {
  return row.permissionsBoundary === undefined ? [] : [`${row.account}/${row.permissionsBoundary}`]
}
