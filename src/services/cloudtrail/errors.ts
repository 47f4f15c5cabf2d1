import { AwsError } from '../../aws/errors.ts'

/**
 * CloudTrail spells `Message` with a capital:
 * `{"__type":"TrailNotFoundException","Message":"Unknown trail: …"}` (aws-sdk-go-v2 issue 1957).
 */
const exception =
  (code: string, status = 400) =>
  (message: string): AwsError =>
    new AwsError(code, status, message, { messageMember: 'Message' })

// CloudTrail's whole vocabulary of failure. All 400: the model annotates nothing else.
export const AccessDeniedException = exception('AccessDeniedException')
export const CloudTrailAccessNotEnabledException = exception('CloudTrailAccessNotEnabledException')
export const CloudTrailARNInvalidException = exception('CloudTrailARNInvalidException')
export const InsightNotEnabledException = exception('InsightNotEnabledException')
export const InsufficientEncryptionPolicyException = exception(
  'InsufficientEncryptionPolicyException',
)
export const InsufficientS3BucketPolicyException = exception('InsufficientS3BucketPolicyException')
export const InsufficientSnsTopicPolicyException = exception('InsufficientSnsTopicPolicyException')
export const InternalFailure = exception('InternalFailure', 500)
export const InvalidCloudWatchLogsLogGroupArnException = exception(
  'InvalidCloudWatchLogsLogGroupArnException',
)
export const InvalidEventCategoryException = exception('InvalidEventCategoryException')
export const InvalidEventSelectorsException = exception('InvalidEventSelectorsException')
export const InvalidHomeRegionException = exception('InvalidHomeRegionException')
export const InvalidKmsKeyIdException = exception('InvalidKmsKeyIdException')
export const InvalidLookupAttributesException = exception('InvalidLookupAttributesException')
export const InvalidNextTokenException = exception('InvalidNextTokenException')
export const InvalidParameterCombinationException = exception(
  'InvalidParameterCombinationException',
)
export const InvalidS3BucketNameException = exception('InvalidS3BucketNameException')
export const InvalidS3PrefixException = exception('InvalidS3PrefixException')
export const InvalidTagParameterException = exception('InvalidTagParameterException')
export const InvalidTimeRangeException = exception('InvalidTimeRangeException')
export const InvalidTokenException = exception('InvalidTokenException')
export const InvalidTrailNameException = exception('InvalidTrailNameException')
export const KmsException = exception('KmsException')
export const KmsKeyDisabledException = exception('KmsKeyDisabledException')
export const KmsKeyNotFoundException = exception('KmsKeyNotFoundException')
export const MaximumNumberOfTrailsExceededException = exception(
  'MaximumNumberOfTrailsExceededException',
)
export const NotOrganizationMasterAccountException = exception(
  'NotOrganizationMasterAccountException',
)
export const OrganizationsNotInUseException = exception('OrganizationsNotInUseException')
export const ResourceNotFoundException = exception('ResourceNotFoundException')
export const ResourceTypeNotSupportedException = exception('ResourceTypeNotSupportedException')
export const S3BucketDoesNotExistException = exception('S3BucketDoesNotExistException')
export const TagsLimitExceededException = exception('TagsLimitExceededException')
export const ThrottlingException = exception('ThrottlingException')
export const TrailAlreadyExistsException = exception('TrailAlreadyExistsException')
export const TrailNotFoundException = exception('TrailNotFoundException')
export const UnsupportedOperationException = exception('UnsupportedOperationException')
export const ValidationException = exception('ValidationException')
