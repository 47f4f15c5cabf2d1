// Rows by the ARNs and ids that name them.

import type { AccountId } from '../../base/account-id.ts'
import type { Row, StoreView } from '../../store/store.ts'
import { entityArn, parseEntityArn } from './arns.ts'
import type { PolicyRow, RoleRow, UserRow } from './tables.ts'
import { policies, roles, rowId, users } from './tables.ts'

/** The user of exactly this ARN: path and case count in an ARN. */
export function findUserByArn(store: StoreView, arn: string): Row<UserRow> | undefined {
  const place = parseEntityArn(arn)
  if (place?.kind !== 'user') return undefined
  const row = store.get(users, rowId(place.account, place.name))
  return row && entityArn('user', row.value) === arn ? row : undefined
}

export function findRoleByArn(store: StoreView, arn: string): Row<RoleRow> | undefined {
  const place = parseEntityArn(arn)
  if (place?.kind !== 'role') return undefined
  const row = store.get(roles, rowId(place.account, place.name))
  return row && entityArn('role', row.value) === arn ? row : undefined
}

/** A customer managed policy. */
export function findManagedPolicy(store: StoreView, arn: string): Row<PolicyRow> | undefined {
  const place = parseEntityArn(arn)
  if (place?.kind !== 'policy') return undefined
  const row = store.get(policies, rowId(place.account, place.name))
  return row && entityArn('policy', row.value) === arn ? row : undefined
}

/** `AIDA…` or `AROA…` of a user or role that exists. */
export function uniqueIdOf(store: StoreView, arn: string): string | undefined {
  return (findUserByArn(store, arn) ?? findRoleByArn(store, arn))?.value.uniqueId
}

/**
 * `AROA…` of the role with this name. The ARN of a session of it does not hold the role's path.
 * Ids of rows are without case, names are not.
 */
export function roleIdOf(store: StoreView, account: AccountId, name: string): string | undefined {
  const role = store.get(roles, rowId(account, name))?.value
  return role?.name === name ? role.uniqueId : undefined
}

/** The ARN of the living user or role with this unique id. */
export function arnOfUniqueId(store: StoreView, uniqueId: string): string | undefined {
  const one = { limit: 1 }
  const [user] = store.find(users, 'uniqueId', uniqueId, one)
  if (user) return entityArn('user', user.value)
  const [role] = store.find(roles, 'uniqueId', uniqueId, one)
  return role && entityArn('role', role.value)
}
