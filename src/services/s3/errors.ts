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
export const InvalidLocationConstraint = failure(
  'InvalidLocationConstraint',
  400,
  'The specified location-constraint is not valid',
)
export const InvalidRequest = failure('InvalidRequest', 400, 'Invalid Request')
export const InvalidTag = failure('InvalidTag', 400, 'The TagKey you have provided is invalid')
export const MalformedPolicy = failure('MalformedPolicy', 400, 'This policy contains invalid Json')
export const MalformedXML = failure(
  'MalformedXML',
  400,
  'The XML you provided was not well-formed or did not validate against our published schema',
)
export const MethodNotAllowed = failure(
  'MethodNotAllowed',
  405,
  'The specified method is not allowed against this resource.',
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
export const ReplicationConfigurationNotFoundError = failure(
  'ReplicationConfigurationNotFoundError',
  404,
  'The replication configuration was not found',
)
export const TooManyBuckets = failure(
  'TooManyBuckets',
  400,
  'You have attempted to create more buckets than allowed',
)
