import { AwsError } from '../../aws/errors.ts'

// S3's whole vocabulary of failure, with the sentence that each code always comes with.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html

/** What an error names besides its sentence: each becomes an element of the body. */
export type ErrorDetails = Readonly<Record<string, string>>

const failure =
  (code: string, status: number, sentence: string) =>
  (details: ErrorDetails = {}, message = sentence): AwsError =>
    new AwsError(code, status, message, { details })

export const AccessDenied = failure('AccessDenied', 403, 'Access Denied')
export const BadDigest = failure(
  'BadDigest',
  400,
  'The Content-MD5 you specified did not match what we received.',
)
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
export const InvalidRequest = failure('InvalidRequest', 400, 'Invalid Request')
export const NoSuchBucket = failure('NoSuchBucket', 404, 'The specified bucket does not exist')
export const NoSuchKey = failure('NoSuchKey', 404, 'The specified key does not exist.')
export const NotImplemented = failure(
  'NotImplemented',
  501,
  'A header you provided implies functionality that is not implemented',
)
