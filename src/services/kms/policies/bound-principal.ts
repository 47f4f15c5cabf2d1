// KMS stores users and roles by their unique ids, in key policies and in grants alike, so that one
// that is deleted and made again is somebody else. It shows ARNs, or of one that is gone the id.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import { isAccountId } from '../../../base/account-id.ts'
import { accountRootArn, parseArn } from '../../../base/arn.ts'
import type { ArnParts } from '../../../base/arn.ts'
import type { CallingPrincipal } from '../../../base/principal.ts'
import { unreachable } from '../../../base/unreachable.ts'
import type { IamDirectory } from '../../iam/api.ts'

/** What binding asks of IAM. */
export type Directory = Pick<IamDirectory, 'accountExists' | 'uniqueIdOf' | 'roleIdOf' | 'arnOf'>

/**
 * The form to store, or why there is none: `unknown` is nobody who exists, `misfit` the ARN of
 * something that is no principal (a group, a policy, a bucket).
 */
export type Binding =
  { readonly id: string; readonly fault?: undefined } | { readonly fault: 'unknown' | 'misfit' }

const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z2-7]{17}$/
const BOUND_SESSION = /^(AROA[A-Z2-7]{17}):([\w+=,.@-]{2,64})$/
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/
const UNKNOWN: Binding = { fault: 'unknown' }
const MISFIT: Binding = { fault: 'misfit' }

/** Binds an account, user, role, session or federated user. */
export function bindPrincipal(value: string, directory: Directory): Binding {
  // KMS writes the short form of the account principal out.
  if (isAccountId(value)) return bindAccount(value, directory)
  if (UNIQUE_ID.test(value)) return boundIf(directory.arnOf(value), value)
  const [, roleId] = BOUND_SESSION.exec(value) ?? []
  if (roleId !== undefined) return boundIf(directory.arnOf(roleId), value)
  const arn = parseArn(value)
  if (arn?.partition !== 'aws') return UNKNOWN
  if (arn.service !== 'iam' && arn.service !== 'sts') return MISFIT
  if (arn.region !== '') return UNKNOWN
  const bind = arn.service === 'iam' ? bindIamPrincipal : bindSession
  return bind(value, arn, directory)
}

/** The ARN that a bound principal stands for; of one that is gone, what is stored. */
export function readablePrincipal(stored: string, directory: Directory): string {
  if (UNIQUE_ID.test(stored)) return directory.arnOf(stored) ?? stored
  const [, roleId, session] = BOUND_SESSION.exec(stored) ?? []
  const role = roleId === undefined ? undefined : parseArn(directory.arnOf(roleId) ?? '')
  if (!role) return stored
  const roleName = role.resource.slice(role.resource.lastIndexOf('/') + 1)
  return `arn:aws:sts::${role.account}:assumed-role/${roleName}/${session}`
}

/** Every bound principal that a caller is. A service or a provider goes by its name. */
export function boundNamesOf(principal: CallingPrincipal): readonly string[] {
  if (principal.account === undefined) return [principal.arn]
  const account = accountRootArn(principal.account)
  switch (principal.type) {
    case 'root':
      return [account]
    case 'federatedUser':
      return [principal.arn, account]
    case 'user':
    case 'assumedRole': {
      const { uniqueId } = principal
      if (uniqueId === undefined) return [account]
      if (principal.type === 'user') return [uniqueId, account]
      return [`${uniqueId}:${principal.sessionName ?? ''}`, uniqueId, account]
    }
    default:
      return unreachable(principal)
  }
}

const boundIf = (found: string | undefined, id: string): Binding =>
  found === undefined ? UNKNOWN : { id }

const bindAccount = (account: string, directory: Directory): Binding =>
  directory.accountExists(account) ? { id: accountRootArn(account) } : UNKNOWN

function bindIamPrincipal(
  value: string,
  { resource, account }: ArnParts,
  directory: Directory,
): Binding {
  if (resource === 'root') return bindAccount(account, directory)
  if (!/^(user|role)\//.test(resource)) return MISFIT // A group, a policy: nobody who could ask.
  const id = directory.uniqueIdOf(value)
  return id === undefined ? UNKNOWN : { id }
}

function bindSession(
  value: string,
  { account, resource }: ArnParts,
  directory: Directory,
): Binding {
  const [kind, name = '', session, ...rest] = resource.split('/')
  if (kind === 'federated-user' && session === undefined) {
    return directory.accountExists(account) ? { id: value } : UNKNOWN
  }
  if (kind !== 'assumed-role' || session === undefined || rest.length > 0) return MISFIT
  if (!SESSION_NAME.test(session)) return UNKNOWN
  const roleId = directory.roleIdOf(account, name)
  return roleId === undefined ? UNKNOWN : { id: `${roleId}:${session}` }
}
