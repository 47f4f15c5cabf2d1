// The whole vocabulary of failure of IAM.

import type { AwsError } from '../../aws/errors.ts'
import { exception } from '../../aws/errors.ts'

export const NoSuchEntity = exception('NoSuchEntity', 404)
export const EntityAlreadyExists = exception('EntityAlreadyExists', 409)
export const DeleteConflict = exception('DeleteConflict', 409)
export const LimitExceeded = exception('LimitExceeded', 409)
export const MalformedPolicyDocument = exception('MalformedPolicyDocument')
export const InvalidInput = exception('InvalidInput')
export const UnmodifiableEntity = exception('UnmodifiableEntity')
export const InvalidClientTokenId = exception('InvalidClientTokenId', 403)
export const Throttling = exception('Throttling')
export const ValidationError = exception('ValidationError')
export const AccessDenied = exception('AccessDenied', 403)
export const InvalidAuthenticationCode = exception('InvalidAuthenticationCode', 403)
export const InvalidUserType = exception('InvalidUserType')
export const EntityTemporarilyUnmodifiable = exception('EntityTemporarilyUnmodifiable', 409)
export const PasswordPolicyViolation = exception('PasswordPolicyViolation')
export const ReportNotPresent = exception('ReportNotPresent', 410)
export const ServiceFailure = exception('ServiceFailure', 500)

export const cannotBeFound = (what: string, name: string): AwsError =>
  NoSuchEntity(`The ${what} with name ${name} cannot be found.`)

export const alreadyExists = (kind: 'user' | 'role' | 'group', name: string): AwsError => {
  const Kind = { user: 'User', role: 'Role', group: 'Group' }[kind]
  return EntityAlreadyExists(`${Kind} with name ${name} already exists.`)
}

export const policyNotFound = (arn: string): AwsError =>
  NoSuchEntity(`Policy ${arn} was not found.`)

export const policyNotAttachable = (arn: string): AwsError =>
  NoSuchEntity(`Policy ${arn} does not exist or is not attachable.`)

/** To the letter, as AWS has said since 2019. */
export const protectedRole = (name: string): AwsError =>
  UnmodifiableEntity(
    `Cannot perform the operation on the protected role '${name}' - ` +
      'this role is only modifiable by AWS',
  )

export const quotaExceeded = (quota: string, max: number): AwsError =>
  LimitExceeded(`Cannot exceed quota for ${quota}: ${max}`)

export const mustFirst = (deed: string): AwsError =>
  DeleteConflict(`Cannot delete entity, must ${deed} first.`)
