// The rows that Organizations keeps. Ids of what an organization owns begin with its own.

import type { AccountId } from '../../base/account-id.ts'
import type { Table } from '../../store/store.ts'
import type { Tag } from './model.ts'

/** The policies that decide requests: the only ones that are built. */
export type ControlPolicyType = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'

/** What root, OUs and accounts have in common: policies can be attached to each. */
export interface NodeFields {
  /** Ids of policies of both types, in the order of their attachment. */
  readonly policies: readonly string[]
  readonly tags: readonly Tag[]
}

/** A service with trusted access, or one that an account administers. */
export interface ServiceGrant {
  readonly service: string
  /** ISO 8601, as every time in a row. */
  readonly since: string
}

/** The organization and, in the fields of a node, its root. */
export interface OrganizationRow extends NodeFields {
  /** `o-…` */
  readonly id: string
  /** `r-…` */
  readonly rootId: string
  readonly managementAccount: AccountId
  readonly featureSet: 'ALL' | 'CONSOLIDATED_BILLING'
  readonly policyTypes: readonly ControlPolicyType[]
  readonly trustedServices: readonly ServiceGrant[]
}

export interface UnitRow extends NodeFields {
  readonly organizationId: string
  /** `ou-…` */
  readonly id: string
  /** The root or another OU. */
  readonly parentId: string
  readonly name: string
}

export interface MemberRow extends NodeFields {
  readonly organizationId: string
  readonly account: AccountId
  readonly parentId: string
  readonly name: string
  readonly email: string
  readonly state: 'ACTIVE' | 'SUSPENDED'
  readonly joinedMethod: 'INVITED' | 'CREATED'
  readonly joinedAt: string
  /** The services of which it is a delegated administrator. */
  readonly administers: readonly ServiceGrant[]
}

export interface PolicyRow {
  readonly organizationId: string
  /** `p-…` */
  readonly id: string
  readonly type: ControlPolicyType
  readonly name: string
  readonly description: string
  readonly content: string
  readonly tags: readonly Tag[]
}

/** What became of a CreateAccount. */
export interface CreationRow {
  readonly organizationId: string
  /** `car-…` */
  readonly id: string
  readonly accountName: string
  readonly requestedAt: string
  readonly account?: AccountId
  /** Absent: it succeeded. */
  readonly failureReason?: 'EMAIL_ALREADY_EXISTS' | 'ACCOUNT_LIMIT_EXCEEDED'
}

/** An invitation. One that is open and past its end is expired. */
export interface HandshakeRow {
  readonly organizationId: string
  readonly managementAccount: AccountId
  /** `h-…` */
  readonly id: string
  readonly account: AccountId
  readonly state: 'OPEN' | 'ACCEPTED' | 'DECLINED' | 'CANCELED'
  readonly requestedAt: string
  readonly expiresAt: string
  readonly notes?: string
  /** What the account is tagged with when it joins. */
  readonly tags: readonly Tag[]
}

export const ownedId = (organizationId: string, id: string): string => `${organizationId}/${id}`

const attachedKeys = ({ organizationId, policies }: UnitRow | MemberRow): readonly string[] =>
  policies.map((policy) => ownedId(organizationId, policy))

/** By its id. */
export const organizations: Table<OrganizationRow> = { name: 'organizations.organizations' }

export const units: Table<UnitRow> = {
  name: 'organizations.units',
  indexes: { parent: ({ parentId }) => [parentId], policy: attachedKeys },
}

/** By the account: it is in one organization at most. */
export const members: Table<MemberRow> = {
  name: 'organizations.members',
  indexes: {
    organization: ({ organizationId }) => [organizationId],
    parent: ({ parentId }) => [parentId],
    policy: attachedKeys,
  },
}

export const policies: Table<PolicyRow> = { name: 'organizations.policies' }

export const creations: Table<CreationRow> = { name: 'organizations.account-creations' }

/** By the handshake's id alone: whoever is invited does not know the organization. */
export const handshakes: Table<HandshakeRow> = {
  name: 'organizations.handshakes',
  indexes: {
    organization: ({ organizationId }) => [organizationId],
    account: ({ account }) => [account],
  },
}
