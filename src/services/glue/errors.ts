import { AwsError } from '../../aws/errors.ts'

/** Glue spells `Message` with a capital, as its model does. */
const exception =
  (code: string, status = 400) =>
  (message: string): AwsError =>
    new AwsError(code, status, message, { messageMember: 'Message' })

// Glue's vocabulary of failure, as far as the Data Catalog needs it.
export const AccessDeniedException = exception('AccessDeniedException')
export const AlreadyExistsException = exception('AlreadyExistsException')
export const ConcurrentModificationException = exception('ConcurrentModificationException')
export const EntityNotFoundException = exception('EntityNotFoundException')
export const InternalServiceException = exception('InternalServiceException', 500)
export const InvalidInputException = exception('InvalidInputException')
export const ResourceNumberLimitExceededException = exception(
  'ResourceNumberLimitExceededException',
)
export const ThrottlingException = exception('ThrottlingException')
/** Not in the model; recorded 2019-03-28 (moj-analytical-services/etl_manager issue 90). */
export const ValidationException = exception('ValidationException')
