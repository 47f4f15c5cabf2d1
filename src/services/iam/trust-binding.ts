// A stored trust policy names users and roles by their unique ids, so that one that is deleted
// and made again is somebody else. Readers see ARNs again, or the bare id of one that is gone.

import { isAccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import { mapPrincipals } from '../../policy/index.ts'
import type { StoreView } from '../../store/store.ts'
import { assumedRoleArn, parseEntityArn } from './arns.ts'
import { documentChars, readStored, requireTrustPolicy } from './documents.ts'
import { MalformedPolicyDocument, quotaExceeded } from './errors.ts'
import { limits } from './limits.ts'
import { arnOfUniqueId, roleIdOf, uniqueIdOf } from './lookup.ts'
import { accounts } from './tables.ts'

const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z2-7]{17}$/
const BOUND_SESSION = /^(AROA[A-Z2-7]{17}):([\w+=,.@-]+)$/
const ASSUMED_ROLE = /^assumed-role\/([\w+=,.@-]+)\/([\w+=,.@-]+)$/
const FEDERATED_USER = /^federated-user\/[\w+=,.@-]+$/

/** The text that a role's row holds: unique ids in place of the ARNs of users and roles. */
export function storedTrustPolicy(store: StoreView, text: string): string {
  const document = requireTrustPolicy(text)
  const max = limits.trustPolicyCharsMax
  if (documentChars(text) > max) throw quotaExceeded('ACLSizePerRole', max)
  const bound = mapPrincipals(document, (principal) => boundPrincipal(store, principal))
  return JSON.stringify(bound.json)
}

/** The stored text with ARNs again. */
export function readTrustPolicy(store: StoreView, stored: string): string {
  const document = readStored(stored)
  const readable = mapPrincipals(document, (principal) => readablePrincipal(store, principal))
  return JSON.stringify(readable.json)
}

function readablePrincipal(store: StoreView, principal: string): string {
  if (UNIQUE_ID.test(principal)) return arnOfUniqueId(store, principal) ?? principal
  const [, roleId = '', sessionName = ''] = BOUND_SESSION.exec(principal) ?? []
  const role = roleId && parseEntityArn(arnOfUniqueId(store, roleId) ?? '')
  return role ? assumedRoleArn(role.account, role.name, sessionName) : principal
}

function boundPrincipal(store: StoreView, principal: string): string {
  if (principal === '*') return principal
  const bound = boundName(store, principal)
  if (bound === undefined) {
    throw MalformedPolicyDocument(`Invalid principal in policy: "AWS":"${principal}"`)
  }
  return bound
}

function boundName(store: StoreView, principal: string): string | undefined {
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
