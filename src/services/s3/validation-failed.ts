import type { AwsError } from '../../aws/errors.ts'
import {
  InvalidArgument,
  InvalidLocationConstraint,
  MalformedXML,
  MissingRequestBodyError,
} from './errors.ts'

/**
 * S3 has no validation error of its own. A member inside another one stood in the body, and a body
 * that breaks a constraint is malformed; what is missing altogether is the body.
 */
export function validationFailed(message: string): AwsError {
  if (message.includes("at 'createBucketConfiguration.locationConstraint'")) {
    return InvalidLocationConstraint()
  }
  if (/at '[^']*\./.test(message)) return MalformedXML()
  if (message.includes('Member must not be null')) return MissingRequestBodyError()
  return InvalidArgument({}, message)
}
