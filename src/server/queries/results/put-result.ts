import { AwsError } from '../../../aws/errors.ts'
import type { Payload } from '../../../aws/payload/open-payload.ts'
import type { EncryptionConfiguration } from '../../../services/athena/model.ts'
import { bucketFacts } from '../../../services/s3/api.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import { answerCall } from '../../pipeline.ts'
import type { QueryScope } from '../query-scope.ts'
import { requireS3Location } from '../sources/s3-location.ts'

/** Puts an object in the caller's name, as the result configuration of the query says. */
export async function putResult(
  scope: QueryScope,
  uri: string,
  content: Payload,
  contentType = 'application/octet-stream',
): Promise<void> {
  const { house, caller, region, execution } = scope
  const { bucket, prefix: key } = requireS3Location(uri)
  const { EncryptionConfiguration, ExpectedBucketOwner, AclConfiguration } = execution.result
  try {
    await answerCall(house, {
      service: 's3',
      operation: 'PutObject',
      input: {
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
        ...(ExpectedBucketOwner !== undefined && { ExpectedBucketOwner }),
        ...(AclConfiguration && { ACL: aclOf(AclConfiguration.S3AclOption) }),
        ...encryptionOf(EncryptionConfiguration),
      },
      region: bucketFacts(house.store, bucket)?.region ?? region,
      caller,
      content,
    })
  } catch (cause) {
    throw writeFault(cause, uri)
  }
}

/** Asked before a query is run for nothing. */
export function requireOutputBucket({ house, execution }: QueryScope): void {
  const { bucket } = requireS3Location(execution.result.OutputLocation)
  if (bucketFacts(house.store, bucket)) return
  throw new SqlError('GENERIC_USER_ERROR', `Unable to verify/create output bucket ${bucket}`)
}

/** `BUCKET_OWNER_FULL_CONTROL`, as S3 spells it. */
const aclOf = (option: string): string => option.toLowerCase().replaceAll('_', '-')

/** UNLIKE AWS: results are not encrypted on the client's side (CSE_KMS): nobody could read them. */
function encryptionOf(asked: EncryptionConfiguration | undefined): object {
  switch (asked?.EncryptionOption) {
    case undefined:
      return {}
    case 'SSE_S3':
      return { ServerSideEncryption: 'AES256' }
    case 'SSE_KMS':
      return {
        ServerSideEncryption: 'aws:kms',
        ...(asked.KmsKey !== undefined && { SSEKMSKeyId: asked.KmsKey }),
      }
    case 'CSE_KMS':
      throw new SqlError('NOT_SUPPORTED', 'Client-side encryption of results is not supported')
  }
}

/** Athena's words. https://repost.aws/knowledge-center/access-denied-athena */
function writeFault(cause: unknown, uri: string): unknown {
  if (!(cause instanceof AwsError) || cause.status >= 500) return cause
  if (cause.status !== 403) {
    const says = `Unable to write output to url: ${uri} . ${cause.message} (${cause.code})`
    return new SqlError('GENERIC_USER_ERROR', says)
  }
  return new SqlError(
    'PERMISSION_DENIED',
    `Access denied when writing output to url: ${uri} . Please ensure you are allowed to access ` +
      'the S3 bucket. If you are encrypting query results with KMS key, please ensure you are ' +
      `allowed to access your KMS key. ${cause.message}`,
  )
}
