// A stored key policy names users and roles by their unique ids, so that one that is deleted and
// made again is somebody else. GetKeyPolicy shows ARNs again, or the bare id of one that is gone.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

import { isAccountId } from '../../../base/account-id.ts'
import { accountRootArn, parseArn } from '../../../base/arn.ts'
import type { ArnParts } from '../../../base/arn.ts'
import { unreachable } from '../../../base/unreachable.ts'
import { mapPrincipals, principalsOf } from '../../../policy/index.ts'
import type { PolicyDocument, PrincipalName } from '../../../policy/index.ts'
import type { IamDirectory } from '../../iam/api.ts'
import { InvalidArnException, MalformedPolicyDocumentException } from '../errors.ts'

/** What binding asks of IAM. */
export type Directory = Pick<IamDirectory, 'accountExists' | 'uniqueIdOf' | 'roleIdOf' | 'arnOf'>

/** The document with unique ids in place of the ARNs of users and roles; all of them must exist. */
export function bindPrincipals(document: PolicyDocument, directory: Directory): PolicyDocument {
  if (!principalsOf(document).every((one) => isBindable(one, directory))) throw invalidPrincipals()
  return mapPrincipals(document, (name) => {
    const bound = boundAwsPrincipal(name, directory)
    if (bound === undefined) throw invalidPrincipals()
    return bound
  })
}

/** The document with ARNs again. */
export function unbindPrincipals(document: PolicyDocument, directory: Directory): PolicyDocument {
  return mapPrincipals(document, (name) => readablePrincipal(name, directory))
}

function isBindable({ type, value }: PrincipalName, directory: Directory): boolean {
  switch (type) {
    case 'AWS':
      return true // `boundAwsPrincipal` says so of each.
    case 'Service':
      return SERVICE.test(value)
    case 'Federated':
      return federatedExists(value, directory)
    case 'CanonicalUser':
      return false // A principal of S3's.
    default:
      return unreachable(type)
  }
}

const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/
const UNIQUE_ID = /^A(?:IDA|ROA)[A-Z2-7]{17}$/
const BOUND_SESSION = /^(AROA[A-Z2-7]{17}):([\w+=,.@-]{2,64})$/
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/
const WEB_IDENTITY_PROVIDER = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/

/** Undefined when there is no such principal. */
function boundAwsPrincipal(value: string, directory: Directory): string | undefined {
  if (value === '*') return value
  // KMS writes the short form of the account principal out.
  if (isAccountId(value)) return directory.accountExists(value) ? accountRootArn(value) : undefined
  if (UNIQUE_ID.test(value)) return directory.arnOf(value) && value
  const [, roleId] = BOUND_SESSION.exec(value) ?? []
  if (roleId !== undefined) return directory.arnOf(roleId) && value
  const arn = parseArn(value)
  if (arn?.partition !== 'aws') return undefined
  if (arn.service !== 'iam' && arn.service !== 'sts') throw invalidArn()
  if (arn.region !== '') return undefined
  const bind = arn.service === 'iam' ? boundIamPrincipal : boundSession
  return bind(value, arn, directory)
}

function boundIamPrincipal(
  value: string,
  { resource, account }: ArnParts,
  directory: Directory,
): string | undefined {
  if (resource === 'root') return directory.accountExists(account) ? value : undefined
  if (/^(user|role)\//.test(resource)) return directory.uniqueIdOf(value)
  throw invalidArn() // A group, a policy, an instance profile: nobody who could ask.
}

function boundSession(
  value: string,
  { account, resource }: ArnParts,
  directory: Directory,
): string | undefined {
  const [kind, name = '', session, ...rest] = resource.split('/')
  if (kind === 'federated-user' && session === undefined) {
    return directory.accountExists(account) ? value : undefined
  }
  if (kind !== 'assumed-role' || session === undefined || rest.length > 0) throw invalidArn()
  if (!SESSION_NAME.test(session)) return undefined
  const roleId = directory.roleIdOf(account, name)
  return roleId && `${roleId}:${session}`
}

function federatedExists(value: string, directory: Directory): boolean {
  const arn = parseArn(value)
  if (!arn) return WEB_IDENTITY_PROVIDER.test(value)
  const isProvider = /^(saml|oidc)-provider\//.test(arn.resource)
  return arn.service === 'iam' && isProvider && directory.accountExists(arn.account)
}

function readablePrincipal(stored: string, directory: Directory): string {
  if (UNIQUE_ID.test(stored)) return directory.arnOf(stored) ?? stored
  const [, roleId, session] = BOUND_SESSION.exec(stored) ?? []
  const role = roleId === undefined ? undefined : parseArn(directory.arnOf(roleId) ?? '')
  if (!role) return stored
  const roleName = role.resource.slice(role.resource.lastIndexOf('/') + 1)
  return `arn:aws:sts::${role.account}:assumed-role/${roleName}/${session}`
}

const invalidPrincipals = () =>
  MalformedPolicyDocumentException(
    'Policy contains a statement with one or more invalid principals.',
  )

const invalidArn = () => InvalidArnException('An ARN in the specified key policy is invalid.')
