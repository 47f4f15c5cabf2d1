// What the server and other services may know of Organizations: where an account stands, and the
// policies that have a say over it from there.

import type { NamedPolicy } from '../../policy/index.ts'
import type { StoreView } from '../../store/store.ts'
import { inForce } from './resources/control-policies.ts'
import { Organization, organizationOf } from './resources/organization.ts'
import type { ControlPolicyType, NodeFields } from './tables.ts'
import { organizations } from './tables.ts'

export interface OrganizationPlace {
  /** `o-…` */
  readonly organizationId: string
  readonly managementAccount: string
  /** `o-…/r-…/ou-…/`: what `aws:PrincipalOrgPaths` holds. */
  readonly path: string
  /** Has EnableAWSServiceAccess been called for this service? */
  readonly trusts: (service: string) => boolean
}

/** Undefined: the account stands alone. */
export function organizationPlace(
  store: StoreView,
  account: string,
): OrganizationPlace | undefined {
  const organization = organizationOf(store, account)
  const member = organization?.member(account)
  if (!organization || !member) return undefined
  const { id, managementAccount, trustedServices } = organization.value
  return {
    organizationId: id,
    managementAccount,
    path: organization.pathTo(member.value.parentId),
    trusts: (service) => trustedServices.some((trusted) => trusted.service === service),
  }
}

/** The accounts of an organization; empty when it is there no longer. */
export function memberAccounts(store: StoreView, organizationId: string): ReadonlySet<string> {
  const row = store.get(organizations, organizationId)
  const found = row ? new Organization(row, store).members() : []
  return new Set(found.map(({ value }) => value.account))
}

export type Guardrails = readonly (readonly NamedPolicy[])[]

const NONE: Guardrails = []

/** SCPs by level, from the root down; empty where none has a say over the account's principals. */
export const serviceControl = (store: StoreView, account: string): Guardrails =>
  guardrails(store, account, 'SERVICE_CONTROL_POLICY')

/** RCPs by level, from the root down; empty where none has a say over the account's resources. */
export const resourceControl = (store: StoreView, account: string): Guardrails =>
  guardrails(store, account, 'RESOURCE_CONTROL_POLICY')

/** Neither type touches the management account: nobody is to lock himself out of all others. */
function guardrails(store: StoreView, account: string, type: ControlPolicyType): Guardrails {
  const organization = organizationOf(store, account)
  const member = organization?.member(account)
  if (!organization || !member) return NONE
  const { policyTypes, managementAccount } = organization.value
  if (account === managementAccount || !policyTypes.includes(type)) return NONE
  const between = organization.unitsDownTo(member.value.parentId)
  const levels: readonly NodeFields[] = [
    organization.value,
    ...between.map(({ value }) => value),
    member.value,
  ]
  return levels.map((level) => attached(organization, level, type))
}

const attached = (
  organization: Organization,
  { policies }: NodeFields,
  type: ControlPolicyType,
): readonly NamedPolicy[] =>
  policies
    .map((id) => organization.requireAnyPolicy(id))
    .filter((policy) => policy.type === type)
    .map((policy) => inForce(policy, organization.policyArn(policy)))
