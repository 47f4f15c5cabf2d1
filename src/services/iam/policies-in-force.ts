// What the stored policies say, compiled once: a row's value is the same object until the row
// changes, so that it keys the cache and nothing has to be invalidated.

import type { NamedPolicy, ResourcePolicy } from '../../policy/index.ts'
import type { StoreView } from '../../store/store.ts'
import { awsManagedPolicy } from './aws-managed-policies.ts'
import { compileStored } from './documents.ts'
import { findManagedPolicy } from './lookup.ts'
import type { IdentityRow, PolicyRow, RoleRow, UserRow } from './tables.ts'
import { groups } from './tables.ts'

const inline = new WeakMap<IdentityRow, readonly NamedPolicy[]>()
const managed = new WeakMap<object, NamedPolicy>()
const trust = new WeakMap<RoleRow, ResourcePolicy>()

/** Everything attached to a user: its own policies, then those of its groups. */
export function policiesOfUser(store: StoreView, user: UserRow): readonly NamedPolicy[] {
  const memberOf = user.groups.flatMap((group) => {
    const row = store.get(groups, `${user.account}/${group}`)
    return row ? policiesOf(store, row.value, 'group') : []
  })
  return [...policiesOf(store, user, 'user'), ...memberOf]
}

export function policiesOfRole(store: StoreView, role: RoleRow): readonly NamedPolicy[] {
  return policiesOf(store, role, 'role')
}

/** The managed policy in its default version; undefined when there is none of this ARN. */
export function managedPolicyInForce(store: StoreView, arn: string): NamedPolicy | undefined {
  const source = awsManagedPolicy(arn) ?? findManagedPolicy(store, arn)?.value
  if (!source) return undefined
  return remembered(managed, source, () => ({
    name: arn,
    policy: compileStored('document' in source ? source.document : defaultDocument(source)),
  }))
}

export function trustPolicyOf(role: RoleRow): ResourcePolicy {
  return remembered(trust, role, () => ({
    kind: 'trustPolicy',
    name: `trust policy of role/${role.name}`,
    policy: compileStored(role.trustPolicy),
  }))
}

export function defaultDocument(policy: PolicyRow): string {
  const version = policy.versions.find(({ id }) => id === policy.defaultVersionId)
  if (!version) throw new Error(`managed policy \`${policy.name}\` lacks its default version`)
  return version.document
}

function policiesOf(store: StoreView, row: IdentityRow, kind: string): readonly NamedPolicy[] {
  const attached = row.attachedPolicies.flatMap((arn) => managedPolicyInForce(store, arn) ?? [])
  return [...inlinePoliciesOf(row, kind), ...attached]
}

function inlinePoliciesOf(row: IdentityRow, kind: string): readonly NamedPolicy[] {
  return remembered(inline, row, () =>
    Object.entries(row.inlinePolicies).map(([name, document]) => ({
      name: `inline policy ${name} of ${kind}/${row.name}`,
      policy: compileStored(document),
    })),
  )
}

function remembered<Key extends object, Value>(
  cache: WeakMap<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  const known = cache.get(key)
  if (known !== undefined) return known
  const value = make()
  cache.set(key, value)
  return value
}
