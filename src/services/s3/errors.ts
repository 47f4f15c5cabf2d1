import { AwsError } from '../../aws/errors.ts'

// S3's whole vocabulary of failure, with the sentence that each code always comes with.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

/** What an error names besides its sentence: each becomes an element of the body. */
export type ErrorDetails = Readonly<Record<string, string>>

const failure =
  (code: string, status: number, sentence: string) =>
  (details: ErrorDetails = {}, message = sentence): AwsError =>
    new AwsError(code, status, message, { details })

export const AccessControlListNotSupported = failure(
  'AccessControlListNotSupported',
  400,
  'The bucket does not allow ACLs',
)
export const AccessDenied = failure('AccessDenied', 403, 'Access Denied')
export const BadDigest = failure(
  'BadDigest',
  400,
  'The Content-MD5 you specified did not match what we received.',
)
export const BadRequest = failure('BadRequest', 400, 'Bad Request')
export const BucketAlreadyExists = failure(
  'BucketAlreadyExists',
  409,
  'The requested bucket name is not available. The bucket namespace is shared by all users of ' +
    'the system. Please select a different name and try again.',
)
export const BucketAlreadyOwnedByYou = failure(
  'BucketAlreadyOwnedByYou',
  409,
  'Your previous request to create the named bucket succeeded and you already own it.',
)
export const BucketNotEmpty = failure(
  'BucketNotEmpty',
  409,
  'The bucket you tried to delete is not empty',
)
export const EntityTooLarge = failure(
  'EntityTooLarge',
  400,
  'Your proposed upload exceeds the maximum allowed size',
)
export const EntityTooSmall = failure(
  'EntityTooSmall',
  400,
  'Your proposed upload is smaller than the minimum allowed size',
)
export const IllegalLocationConstraintException = failure(
  'IllegalLocationConstraintException',
  400,
  'The unspecified location constraint is incompatible for the region specific endpoint this ' +
    'request was sent to.',
)
export const InternalError = failure(
  'InternalError',
  500,
  'We encountered an internal error. Please try again.',
)
export const InvalidArgument = failure('InvalidArgument', 400, 'Invalid Argument')
export const InvalidBucketAclWithObjectOwnership = failure(
  'InvalidBucketAclWithObjectOwnership',
  400,
  "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
)
export const InvalidBucketName = failure(
  'InvalidBucketName',
  400,
  'The specified bucket is not valid.',
)
export const InvalidDigest = failure(
  'InvalidDigest',
  400,
  'The Content-MD5 you specified was invalid.',
)
export const InvalidEncryptionAlgorithmError = failure(
  'InvalidEncryptionAlgorithmError',
  400,
  'The Encryption request you specified is not valid. Supported value: AES256.',
)
export const InvalidLocationConstraint = failure(
  'InvalidLocationConstraint',
  400,
  'The specified location-constraint is not valid',
)
export const InvalidPart = failure(
  'InvalidPart',
  400,
  'One or more of the specified parts could not be found.  The part may not have been uploaded, ' +
    "or the specified entity tag may not match the part's entity tag.",
)
export const InvalidPartNumber = failure(
  'InvalidPartNumber',
  416,
  'The requested partnumber is not satisfiable',
)
export const InvalidPartOrder = failure(
  'InvalidPartOrder',
  400,
  'The list of parts was not in ascending order. Parts must be ordered by part number.',
)
export const InvalidRange = failure('InvalidRange', 416, 'The requested range is not satisfiable')
export const InvalidRequest = failure('InvalidRequest', 400, 'Invalid Request')
export const InvalidStorageClass = failure(
  'InvalidStorageClass',
  400,
  'The storage class you specified is not valid',
)
export const InvalidTag = failure('InvalidTag', 400, 'The TagKey you have provided is invalid')
export const KeyTooLongError = failure('KeyTooLongError', 400, 'Your key is too long')
export const MalformedPolicy = failure('MalformedPolicy', 400, 'This policy contains invalid Json')
export const MalformedXML = failure(
  'MalformedXML',
  400,
  'The XML you provided was not well-formed or did not validate against our published schema',
)
export const MetadataTooLarge = failure(
  'MetadataTooLarge',
  400,
  'Your metadata headers exceed the maximum allowed metadata size',
)
export const MethodNotAllowed = failure(
  'MethodNotAllowed',
  405,
  'The specified method is not allowed against this resource.',
)
export const MissingContentLength = failure(
  'MissingContentLength',
  411,
  'You must provide the Content-Length HTTP header.',
)
export const MissingRequestBodyError = failure(
  'MissingRequestBodyError',
  400,
  'Request Body is empty',
)
export const NoSuchBucket = failure('NoSuchBucket', 404, 'The specified bucket does not exist')
export const NoSuchBucketPolicy = failure(
  'NoSuchBucketPolicy',
  404,
  'The bucket policy does not exist',
)
export const NoSuchCORSConfiguration = failure(
  'NoSuchCORSConfiguration',
  404,
  'The CORS configuration does not exist',
)
export const NoSuchKey = failure('NoSuchKey', 404, 'The specified key does not exist.')
export const NoSuchLifecycleConfiguration = failure(
  'NoSuchLifecycleConfiguration',
  404,
  'The lifecycle configuration does not exist',
)
export const NoSuchPublicAccessBlockConfiguration = failure(
  'NoSuchPublicAccessBlockConfiguration',
  404,
  'The public access block configuration was not found',
)
export const NoSuchTagSet = failure('NoSuchTagSet', 404, 'The TagSet does not exist')
export const NoSuchUpload = failure(
  'NoSuchUpload',
  404,
  'The specified upload does not exist. The upload ID may be invalid, or the upload may have ' +
    'been aborted or completed.',
)
export const NoSuchWebsiteConfiguration = failure(
  'NoSuchWebsiteConfiguration',
  404,
  'The specified bucket does not have a website configuration',
)
export const NotImplemented = failure(
  'NotImplemented',
  501,
  'A header you provided implies functionality that is not implemented',
)
export const ObjectLockConfigurationNotFoundError = failure(
  'ObjectLockConfigurationNotFoundError',
  404,
  'Object Lock configuration does not exist for this bucket',
)
export const OwnershipControlsNotFoundError = failure(
  'OwnershipControlsNotFoundError',
  404,
  'The bucket ownership controls were not found',
)
// Neither code nor sentence is in S3's list; its quota is.
export const PolicyTooLarge = failure(
  'PolicyTooLarge',
  400,
  'Policy exceeds the maximum allowed document size.',
)
export const PreconditionFailed = failure(
  'PreconditionFailed',
  412,
  'At least one of the pre-conditions you specified did not hold',
)
export const ReplicationConfigurationNotFoundError = failure(
  'ReplicationConfigurationNotFoundError',
  404,
  'The replication configuration was not found',
)
export const SlowDown = failure('SlowDown', 503, 'Please reduce your request rate.')
export const TooManyBuckets = failure(
  'TooManyBuckets',
  400,
  'You have attempted to create more buckets than allowed',
)
