// Which users are in which group. A user's row holds its groups.

import type { Row, StoreView } from '../../store/store.ts'
import { quotaExceeded } from './errors.ts'
import { limits } from './limits.ts'
import { eachRow } from './paging.ts'
import type { GroupRow, UserRow } from './tables.ts'
import { rowId, users } from './tables.ts'

export function membersOf(
  store: StoreView,
  { account, name }: GroupRow,
  after?: string,
): Iterable<Row<UserRow>> {
  return eachRow((request) => store.find(users, 'group', rowId(account, name), request), after)
}

/** Joining twice changes nothing. */
export function withGroup(user: UserRow, { name }: GroupRow): UserRow {
  const group = name.toLowerCase()
  if (user.groups.includes(group)) return user
  const max = limits.groupsPerUserMax
  if (user.groups.length >= max) throw quotaExceeded('GroupsPerUser', max)
  return { ...user, groups: [...user.groups, group] }
}

export function withoutGroup(user: UserRow, { name }: GroupRow): UserRow {
  return { ...user, groups: user.groups.filter((group) => group !== name.toLowerCase()) }
}

/** A user's row holds the names of its groups. */
export function withRenamedGroup(user: UserRow, from: GroupRow, to: GroupRow): UserRow {
  const [old, name] = [from.name.toLowerCase(), to.name.toLowerCase()]
  return { ...user, groups: user.groups.map((group) => (group === old ? name : group)) }
}
