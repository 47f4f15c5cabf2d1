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
export const InternalError = failure(
  'InternalError',
  500,
  'We encountered an internal error. Please try again.',
)
export const InvalidArgument = failure('InvalidArgument', 400, 'Invalid Argument')
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
export const InvalidTag = failure('InvalidTag', 400, 'The tag provided was not a valid tag.')
export const KeyTooLongError = failure('KeyTooLongError', 400, 'Your key is too long')
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
export const MissingContentLength = failure(
  'MissingContentLength',
  411,
  'You must provide the Content-Length HTTP header.',
)
export const NoSuchBucket = failure('NoSuchBucket', 404, 'The specified bucket does not exist')
export const NoSuchKey = failure('NoSuchKey', 404, 'The specified key does not exist.')
export const NoSuchUpload = failure(
  'NoSuchUpload',
  404,
  'The specified upload does not exist. The upload ID may be invalid, or the upload may have been ' +
    'aborted or completed.',
)
export const NotImplemented = failure(
  'NotImplemented',
  501,
  'A header you provided implies functionality that is not implemented',
)
export const PreconditionFailed = failure(
  'PreconditionFailed',
  412,
  'At least one of the pre-conditions you specified did not hold',
)

/**
 * What KMS refused, as S3 passes it on: a denial as its own, with KMS's sentence; everything else
 * under KMS's name.
 */
export const refusedByKms = ({ code, message }: AwsError): AwsError =>
  code === 'AccessDeniedException'
    ? AccessDenied({}, message)
    : new AwsError(`KMS.${code}`, 400, message)
