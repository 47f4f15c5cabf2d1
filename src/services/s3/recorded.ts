// S3's events, which spell a request as it came: by the names of its headers, parameters and
// elements.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html

import type { EventResource } from '../../audit/record.ts'
import { hostId } from '../../aws/host-id.ts'
import type { JsonObject } from '../../base/json.ts'
import type { FinishedCall, Question, RecordedCall } from '../operation.ts'
import { bucketArn } from './questions.ts'
import { requestParameters } from './request-parameters.ts'

export const recorded = (call: FinishedCall): RecordedCall => ({
  eventName: EVENT_NAMES[call.operation] ?? call.operation,
  requestParameters: requestParameters(call),
  responseElements: responseElements(call.output),
  additionalEventData: additionalEventData(call),
  resources: resourcesOf(call.questions),
})

/** Events keep the names that operations had before they were configurations. */
const EVENT_NAMES: Readonly<Record<string, string>> = {
  DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
  GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
  GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  ListObjectsV2: 'ListObjects',
  PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
}

/** How the object was encrypted is all that events tell of an answer. */
function responseElements(output: unknown): JsonObject | null {
  const { ServerSideEncryption, SSEKMSKeyId } = (output ?? {}) as Readonly<Record<string, unknown>>
  const elements = {
    ...(typeof ServerSideEncryption === 'string' && {
      'x-amz-server-side-encryption': ServerSideEncryption,
    }),
    ...(typeof SSEKMSKeyId === 'string' && {
      'x-amz-server-side-encryption-aws-kms-key-id': SSEKMSKeyId,
    }),
  }
  return Object.keys(elements).length === 0 ? null : elements
}

const additionalEventData = ({ wire, cipherSuite, contentLength, requestId }: FinishedCall) => ({
  ...(wire && {
    SignatureVersion: 'SigV4',
    AuthenticationMethod: wire.isPresigned ? 'QueryString' : 'AuthHeader',
  }),
  ...(cipherSuite !== undefined && { CipherSuite: cipherSuite }),
  ...(contentLength.in !== undefined && { bytesTransferredIn: contentLength.in }),
  ...(contentLength.out !== undefined && { bytesTransferredOut: contentLength.out }),
  'x-amz-id-2': hostId(requestId),
})

/** The objects, and then their buckets, whose owner is named. */
function resourcesOf(questions: readonly Question[]): readonly EventResource[] {
  const found = new Map<string, EventResource>()
  const asked = questions.map(({ resource }) => resource)
  for (const { arn, type } of asked) {
    if (type === 'AWS::S3::Object') found.set(arn, { arn, type })
  }
  for (const { arn, type, account } of asked) {
    if (type === undefined) continue
    const bucket = bucketArn(arn.slice(bucketArn('').length).split('/', 1).join(''))
    found.set(bucket, { arn: bucket, account, type: 'AWS::S3::Bucket' })
  }
  return [...found.values()]
}
