// Instance profiles of the caller's account: what an EC2 instance would carry a role in.

import type { AccountId } from '../../../base/account-id.ts'
import type { ContextValue } from '../../../policy/index.ts'
import type { Change, Row, StoreView } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import type { Question } from '../../operation.ts'
import { instanceProfileArn } from '../arns.ts'
import { resourceTagContext } from '../context-keys.ts'
import { EntityAlreadyExists, NoSuchEntity, quotaExceeded } from '../errors.ts'
import { limits } from '../limits.ts'
import { eachRow } from '../paging.ts'
import type { InstanceProfileRow } from '../tables.ts'
import { instanceProfiles, rowId } from '../tables.ts'

export interface InstanceProfiles {
  readonly require: (name: string) => Row<InstanceProfileRow>
  /** May the caller do `action` to the one of this name? Asked of missing ones as well. */
  readonly question: (
    action: string,
    name: string,
    context?: Readonly<Record<string, ContextValue>>,
  ) => Question
  /** Refuses a name that is taken, and one too many. */
  readonly requireRoom: (name: string) => void
  readonly put: (current: Row<InstanceProfileRow> | undefined, value: InstanceProfileRow) => Change
  readonly remove: (current: Row<InstanceProfileRow>) => Change
  /** In the order of names in lower case. */
  readonly all: (after?: string) => IteratorObject<Row<InstanceProfileRow>>
  /** Those that hold the role. */
  readonly holding: (roleName: string, after?: string) => IteratorObject<Row<InstanceProfileRow>>
}

export function instanceProfilesOf(store: StoreView, account: AccountId): InstanceProfiles {
  const prefix = `${account}/`
  const find = (name: string) => store.get(instanceProfiles, rowId(account, name))
  return {
    require(name) {
      const row = find(name)
      if (!row) throw NoSuchEntity(`Instance Profile ${name} cannot be found.`)
      return row
    },
    question(action, name, context = {}) {
      const found = find(name)?.value
      const arn = instanceProfileArn(found ?? { account, path: '/', name })
      return {
        action,
        resource: { arn, account, mention: { words: `instance profile ${name}` } },
        context: { ...resourceTagContext(found?.tags ?? []), ...context },
      }
    },
    requireRoom(name) {
      if (find(name)) throw EntityAlreadyExists(`Instance Profile ${name} already exists.`)
      const max = limits.instanceProfilesPerAccountMax
      const taken = store.page(instanceProfiles, { prefix, limit: max })
      if (taken.length >= max) throw quotaExceeded('InstanceProfilesPerAccount', max)
    },
    put: (current, value) => change(instanceProfiles, rowId(account, value.name), current, value),
    remove: (current) => change(instanceProfiles, current.id, current, undefined),
    all: (after) =>
      eachRow((request) => store.page(instanceProfiles, { ...request, prefix }), after),
    holding: (roleName, after) =>
      eachRow(
        (request) => store.find(instanceProfiles, 'role', rowId(account, roleName), request),
        after,
      ),
  }
}
