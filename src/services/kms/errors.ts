import { AwsError, exception } from '../../aws/errors.ts'

// KMS's whole vocabulary of failure. Status 400 also where the model annotates 404, 409 or 412:
// that is what recorded answers of AWS hold.
export const AlreadyExistsException = exception('AlreadyExistsException')
export const ConflictException = exception('ConflictException')
export const CustomKeyStoreHasCMKsException = exception('CustomKeyStoreHasCMKsException')
export const CustomKeyStoreInvalidStateException = exception('CustomKeyStoreInvalidStateException')
export const CustomKeyStoreNameInUseException = exception('CustomKeyStoreNameInUseException')
export const CustomKeyStoreNotFoundException = exception('CustomKeyStoreNotFoundException')
export const DependencyTimeoutException = exception('DependencyTimeoutException', 503)
export const DisabledException = exception('DisabledException')
export const DryRunOperationException = exception('DryRunOperationException')
export const ExpiredImportTokenException = exception('ExpiredImportTokenException')
export const IncorrectKeyException = exception('IncorrectKeyException')
export const IncorrectKeyMaterialException = exception('IncorrectKeyMaterialException')
export const InvalidAliasNameException = exception('InvalidAliasNameException')
export const InvalidArnException = exception('InvalidArnException')
/** AWS sends it without a message. */
export const InvalidCiphertextException = exception('InvalidCiphertextException')
export const InvalidGrantIdException = exception('InvalidGrantIdException')
export const InvalidGrantTokenException = exception('InvalidGrantTokenException')
export const InvalidImportTokenException = exception('InvalidImportTokenException')
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
/** https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html */
export const ThrottlingException = (): AwsError =>
  exception('ThrottlingException')(
    'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  )
export const UnsupportedOperationException = exception('UnsupportedOperationException')
export const ValidationException = exception('ValidationException')
export const XksKeyAlreadyInUseException = exception('XksKeyAlreadyInUseException')
export const XksKeyInvalidConfigurationException = exception('XksKeyInvalidConfigurationException')
export const XksKeyNotFoundException = exception('XksKeyNotFoundException')
export const XksProxyIncorrectAuthenticationCredentialException = exception(
  'XksProxyIncorrectAuthenticationCredentialException',
)
export const XksProxyInvalidConfigurationException = exception(
  'XksProxyInvalidConfigurationException',
)
export const XksProxyInvalidResponseException = exception('XksProxyInvalidResponseException')
export const XksProxyUriEndpointInUseException = exception('XksProxyUriEndpointInUseException')
export const XksProxyUriInUseException = exception('XksProxyUriInUseException')
export const XksProxyUriUnreachableException = exception('XksProxyUriUnreachableException')
export const XksProxyVpcEndpointServiceInUseException = exception(
  'XksProxyVpcEndpointServiceInUseException',
)
export const XksProxyVpcEndpointServiceNotFoundException = exception(
  'XksProxyVpcEndpointServiceNotFoundException',
)

/** It comes from AWS's authorization layer, which spells `Message` with a capital. */
export const AccessDeniedException = (sentence: string): AwsError =>
  new AwsError('AccessDeniedException', 400, sentence, { messageMember: 'Message' })
