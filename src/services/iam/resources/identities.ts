// Users, roles and groups alike: found by name in the caller's account, changed as rows.

import type { AccountId } from '../../../base/account-id.ts'
import type { ContextValue } from '../../../policy/index.ts'
import type { Change, Row, StoreView, Table } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { Question } from '../../operation.ts'
import { entityArn } from '../arns.ts'
import { boundaryContext, resourceTagContext } from '../context-keys.ts'
import { alreadyExists, cannotBeFound, quotaExceeded } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Page, PageInput } from '../paging.ts'
import { eachRow, takePage } from '../paging.ts'
import type { BoundedIdentityRow, GroupRow, IdentityRow, RoleRow, UserRow } from '../tables.ts'
import { groups, roles, rowId, users } from '../tables.ts'

type Context = Readonly<Record<string, ContextValue>>

export type IdentityKind = 'user' | 'role' | 'group'

export interface Identities<Value extends IdentityRow> {
  readonly kind: IdentityKind
  readonly require: (name: string) => Row<Value>
  readonly find: (name: string) => Row<Value> | undefined
  /** May the caller do `action` to the one of this name? Asked of missing ones as well. */
  readonly question: (action: string, name: string, context?: Context) => Question
  /** Refuses a name that is taken, and one entity too many. */
  readonly requireRoom: (name: string) => void
  /** The change to `value`, which rests on `current`. */
  readonly put: (current: Row<Value> | undefined, value: Value) => Change
  /** The changes to `value` under another name or path; refuses a name that is taken. */
  readonly move: (current: Row<Value>, value: Value) => readonly Change[]
  readonly remove: (current: Row<Value>) => Change
  readonly list: (input: PageInput & { readonly PathPrefix?: string | undefined }) => Page<Value>
}

interface Kind<Value extends IdentityRow> {
  readonly kind: IdentityKind
  readonly table: Table<Value>
  readonly quota: string
  readonly max: number
}

const userKind: Kind<UserRow> = {
  kind: 'user',
  table: users,
  quota: 'UsersPerAccount',
  max: limits.usersPerAccountMax,
}

const roleKind: Kind<RoleRow> = {
  kind: 'role',
  table: roles,
  quota: 'RolesPerAccount',
  max: limits.rolesPerAccountMax,
}

const groupKind: Kind<GroupRow> = {
  kind: 'group',
  table: groups,
  quota: 'GroupsPerAccount',
  max: limits.groupsPerAccountMax,
}

export const usersOf = (store: StoreView, account: AccountId): Identities<UserRow> =>
  identitiesOf(userKind, store, account)

export const rolesOf = (store: StoreView, account: AccountId): Identities<RoleRow> =>
  identitiesOf(roleKind, store, account)

export const groupsOf = (store: StoreView, account: AccountId): Identities<GroupRow> =>
  identitiesOf(groupKind, store, account)

function identitiesOf<Value extends IdentityRow & Partial<BoundedIdentityRow>>(
  { kind, table, quota, max }: Kind<Value>,
  store: StoreView,
  account: AccountId,
): Identities<Value> {
  const prefix = `${account}/`
  const find = (name: string) => store.get(table, rowId(account, name))
  return {
    kind,
    find,
    require(name) {
      const row = find(name)
      if (!row) throw cannotBeFound(kind, name)
      return row
    },
    question(action, name, context = {}) {
      const found = find(name)?.value
      // A missing one is asked about under its name alone, so that a caller without permission
      // does not learn what exists.
      const arn = entityArn(kind, found ?? { account, path: '/', name })
      const mention = BY_ARN.test(action) ? 'named' : { words: `${kind} ${name}` }
      return {
        action,
        resource: { arn, account, mention },
        context: { ...confinedContext(found), ...context },
      }
    },
    requireRoom(name) {
      if (find(name)) throw alreadyExists(kind, name)
      if (store.page(table, { prefix, limit: max }).length >= max) throw quotaExceeded(quota, max)
    },
    put: (current, value) => change(table, rowId(account, value.name), current, value),
    move(current, value) {
      const id = rowId(account, value.name)
      if (id === current.id) return [change(table, id, current, value)]
      if (find(value.name)) throw alreadyExists(kind, value.name)
      return [change(table, current.id, current, undefined), change(table, id, undefined, value)]
    },
    remove: (current) => change(table, current.id, current, undefined),
    list: ({ PathPrefix = '/', ...page }) =>
      takePage(page, (after) =>
        eachRow((request) => store.page(table, { ...request, prefix }), after).filter(({ value }) =>
          value.path.startsWith(PathPrefix),
        ),
      ),
  }
}

/**
 * Refusals say `on resource: role Admin`, those of the later operations on boundaries the ARN
 * (AWS's answers of 2018 to 2026).
 */
const BY_ARN = /PermissionsBoundary$/

/** What policies can ask about a user or role that is there: its tags, and its boundary. */
function confinedContext(row: Partial<BoundedIdentityRow> | undefined): Context {
  const { tags = [], permissionsBoundary } = row ?? {}
  return { ...resourceTagContext(tags), ...boundaryContext(permissionsBoundary) }
}
