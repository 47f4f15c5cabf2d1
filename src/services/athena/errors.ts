import { AwsError } from '../../aws/errors.ts'

/** Athena says more exactly what is wrong in a member of its own, and says it twice. */
type AthenaErrorCode =
  | 'IDEMPOTENT_PARAMETER_MISMATCH'
  | 'INVALID_INPUT'
  | 'INVALID_QUERY_EXECUTION_STATE'
  | 'MALFORMED_QUERY'
  | 'QUERY_EXECUTION_NOT_FOUND'
  | 'RESULT_NOT_FOUND'

/** Athena spells `Message` with a capital, as its model does. */
const exception =
  (code: string, status = 400) =>
  (message: string, details: Readonly<Record<string, string>> = {}): AwsError =>
    new AwsError(code, status, message, { messageMember: 'Message', details })

// Athena's vocabulary of failure.
export const AccessDeniedException = exception('AccessDeniedException')
export const InternalServerException = exception('InternalServerException', 500)
export const ThrottlingException = exception('ThrottlingException')
export const MetadataException = exception('MetadataException')

export const InvalidRequestException = (
  message: string,
  code: AthenaErrorCode = 'INVALID_INPUT',
): AwsError =>
  exception('InvalidRequestException')(message, { AthenaErrorCode: code, ErrorCode: code })

export const ResourceNotFoundException = (message: string, name: string): AwsError =>
  exception('ResourceNotFoundException')(message, { ResourceName: name })

export const TooManyRequestsException = (message: string): AwsError =>
  exception('TooManyRequestsException')(message, { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' })
