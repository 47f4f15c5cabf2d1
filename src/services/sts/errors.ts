// The whole vocabulary of failure of STS.

import { exception } from '../../aws/errors.ts'

export const AccessDenied = exception('AccessDenied', 403)
export const ExpiredTokenException = exception('ExpiredTokenException')
export const InvalidAuthorizationMessageException = exception(
  'InvalidAuthorizationMessageException',
)
export const InvalidIdentityToken = exception('InvalidIdentityToken')
export const InvalidParameterValue = exception('InvalidParameterValue')
export const InternalFailure = exception('InternalFailure', 500)
export const MalformedPolicyDocument = exception('MalformedPolicyDocument')
export const PackedPolicyTooLarge = exception('PackedPolicyTooLarge')
export const Throttling = exception('Throttling')
export const ValidationError = exception('ValidationError')
