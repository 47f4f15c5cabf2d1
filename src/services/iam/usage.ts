// Who uses a managed policy: identities that it is attached to, and those that it confines.

import type { AccountId } from '../../base/account-id.ts'
import type { StoreView, Table } from '../../store/store.ts'
import type { PolicyUsageType } from './model.ts'
import { eachRow } from './paging.ts'
import type { Section } from './sections.ts'
import type { IdentityRow } from './tables.ts'
import { groups, roles, users } from './tables.ts'

export interface Usage {
  readonly attachments: number
  readonly boundaries: number
}

export const UNUSED: Usage = { attachments: 0, boundaries: 0 }

export interface PolicyUser {
  readonly kind: 'user' | 'role' | 'group'
  readonly row: IdentityRow
}

export function usageOf(store: StoreView, account: AccountId, arn: string): Usage {
  const count = (usage: PolicyUsageType) =>
    policyUsers(store, account, arn, usage)
      .map((section) => [...section('')].length)
      .reduce((sum, length) => sum + length, 0)
  return { attachments: count('PermissionsPolicy'), boundaries: count('PermissionsBoundary') }
}

/** Sections for `inSections`; without a usage, an identity that has both is there once. */
export function policyUsers(
  store: StoreView,
  account: AccountId,
  arn: string,
  usage?: PolicyUsageType,
): readonly Section<PolicyUser>[] {
  const key = `${account}/${arn}`
  const attached = [
    section(store, 'group', groups, 'policy', key),
    section(store, 'user', users, 'policy', key),
    section(store, 'role', roles, 'policy', key),
  ]
  if (usage === 'PermissionsPolicy') return attached
  const confined = [
    section(store, 'user', users, 'boundary', key),
    section(store, 'role', roles, 'boundary', key),
  ]
  if (usage === 'PermissionsBoundary') return confined
  return [...attached, ...confined.map((each) => notAttached(each, arn))]
}

const section =
  <Value extends IdentityRow>(
    store: StoreView,
    kind: PolicyUser['kind'],
    table: Table<Value>,
    index: 'policy' | 'boundary',
    key: string,
  ): Section<PolicyUser> =>
  (after) =>
    eachRow((request) => store.find(table, index, key, request), after).map(({ id, value }) => ({
      id,
      value: { kind, row: value },
    }))

const notAttached =
  (users: Section<PolicyUser>, arn: string): Section<PolicyUser> =>
  (after) =>
    Iterator.from(users(after)).filter(({ value }) => !value.row.attachedPolicies.includes(arn))
