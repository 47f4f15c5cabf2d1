import { AwsError, exception } from '../../aws/errors.ts'

// KMS's whole vocabulary of failure. Status 400 also where the model annotates 404, 409 or 412:
// that is what recorded answers of AWS hold.
export const AlreadyExistsException = exception('AlreadyExistsException')
export const CustomKeyStoreNotFoundException = exception('CustomKeyStoreNotFoundException')
export const DisabledException = exception('DisabledException')
export const DryRunOperationException = exception('DryRunOperationException')
export const IncorrectKeyException = exception('IncorrectKeyException')
export const InvalidArnException = exception('InvalidArnException')
/** AWS sends it without a message. */
export const InvalidCiphertextException = exception('InvalidCiphertextException')
export const InvalidGrantIdException = exception('InvalidGrantIdException')
export const InvalidGrantTokenException = exception('InvalidGrantTokenException')
export const InvalidKeyUsageException = exception('InvalidKeyUsageException')
export const InvalidMarkerException = exception('InvalidMarkerException')
export const KMSInternalException = exception('KMSInternalException', 500)
export const KMSInvalidMacException = exception('KMSInvalidMacException')
export const KMSInvalidSignatureException = exception('KMSInvalidSignatureException')
export const KMSInvalidStateException = exception('KMSInvalidStateException')
export const LimitExceededException = exception('LimitExceededException')
export const MalformedPolicyDocumentException = exception('MalformedPolicyDocumentException')
export const NotAuthorizedException = exception('NotAuthorizedException')
export const NotFoundException = exception('NotFoundException')
export const TagException = exception('TagException')
export const UnsupportedOperationException = exception('UnsupportedOperationException')
export const ValidationException = exception('ValidationException')

/** It comes from AWS's authorization layer, which spells `Message` with a capital. */
export const AccessDeniedException = (sentence: string): AwsError =>
  new AwsError('AccessDeniedException', 400, sentence, { messageMember: 'Message' })
