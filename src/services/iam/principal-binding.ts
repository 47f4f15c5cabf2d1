// A stored resource policy names users and roles by their unique ids, so that one that is deleted
// and made again is somebody else. Readers see ARNs again, or the bare id of one that is gone.

import { isAccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import type { StoreView } from '../../store/store.ts'
import { assumedRoleArn, parseEntityArn } from './arns.ts'
import { arnOfUniqueId, roleIdOf, uniqueIdOf } from './lookup.ts'
import { accounts } from './tables.ts'

const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z2-7]{17}$/
const BOUND_SESSION = /^(AROA[A-Z2-7]{17}):([\w+=,.@-]+)$/
const ASSUMED_ROLE = /^assumed-role\/([\w+=,.@-]+)\/([\w+=,.@-]+)$/
const FEDERATED_USER = /^federated-user\/[\w+=,.@-]+$/

/** What a stored name reads as. */
export function readablePrincipal(store: StoreView, principal: string): string {
  if (UNIQUE_ID.test(principal)) return arnOfUniqueId(store, principal) ?? principal
  const [, roleId = '', sessionName = ''] = BOUND_SESSION.exec(principal) ?? []
  const role = roleId && parseEntityArn(arnOfUniqueId(store, roleId) ?? '')
  return role ? assumedRoleArn(role.account, role.name, sessionName) : principal
}

/** The name to store for one that a policy holds; undefined: it is nobody's. */
export function boundName(store: StoreView, principal: string): string | undefined {
  if (UNIQUE_ID.test(principal)) return livingId(store, principal)
  if (isAccountId(principal)) return store.get(accounts, principal) && principal
  return boundArn(store, principal)
}

const livingId = (store: StoreView, uniqueId: string): string | undefined =>
  arnOfUniqueId(store, uniqueId) === undefined ? undefined : uniqueId

function boundArn(store: StoreView, text: string): string | undefined {
  const arn = parseArn(text)
  if (arn?.partition !== 'aws' || !isAccountId(arn.account)) return undefined
  if (!store.get(accounts, arn.account)) return undefined
  if (arn.service === 'iam') return arn.resource === 'root' ? text : uniqueIdOf(store, text)
  if (arn.service !== 'sts') return undefined
  if (FEDERATED_USER.test(arn.resource)) return text
  const [, roleName, sessionName = ''] = ASSUMED_ROLE.exec(arn.resource) ?? []
  const roleId = roleName && roleIdOf(store, arn.account, roleName)
  return roleId && `${roleId}:${sessionName}`
}
