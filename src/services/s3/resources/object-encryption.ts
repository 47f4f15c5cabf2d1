// How the content of an object is encrypted: chosen, and asked of KMS in the caller's name.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html

import { AwsError } from '../../../aws/errors.ts'
import { arnOf } from '../../../base/arn.ts'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import { SecretBytes } from '../../../base/secret-bytes.ts'
import {
  AccessDenied,
  InvalidArgument,
  InvalidEncryptionAlgorithmError,
  NotImplemented,
  SlowDown,
} from '../errors.ts'
import type { ServerSideEncryptionConfiguration } from '../model.ts'
import { bucketArn, objectArn } from '../questions.ts'
import type { S3Scope } from '../scope.ts'
import type { BucketRow, ObjectEncryption } from '../tables.ts'

/** What a request says of encryption. */
export interface EncryptionInput {
  readonly Bucket: string
  readonly Key: string
  readonly ServerSideEncryption?: string | undefined
  readonly SSEKMSKeyId?: string | undefined
  readonly SSEKMSEncryptionContext?: string | undefined
  readonly BucketKeyEnabled?: boolean | undefined
  readonly SSECustomerAlgorithm?: string | undefined
}

/** What KMS is to be asked for. */
export interface KmsEncryption {
  readonly keyId: string
  readonly encryptionContext: Readonly<Record<string, string>>
  readonly bucketKeyEnabled: boolean
}

/** How a content is encrypted, and the data key in clear to do it with. */
export interface ContentKey {
  readonly encryption: ObjectEncryption
  readonly dataKey: SecretBytes
}

/**
 * What the request asks for, or else the bucket's default. Undefined: S3's own keys.
 *
 * UNLIKE AWS: under S3's own keys (AES256) the file of an object is not encrypted. Such keys would
 * lie beside the files: whoever can read the one can read the other.
 */
export function chooseEncryption(
  input: EncryptionInput,
  scope: S3Scope,
): KmsEncryption | undefined {
  refuseCustomerKeys(input)
  const bucket = scope.buckets.require(input.Bucket).value
  if (input.ServerSideEncryption !== 'aws:kms') requireNoKeyId(input)
  const chosen = input.ServerSideEncryption === undefined ? defaultOf(bucket, scope) : input
  const { ServerSideEncryption: algorithm = 'AES256' } = chosen
  if (algorithm === 'aws:kms:dsse') throw NotImplemented({ Header: 'x-amz-server-side-encryption' })
  if (algorithm === 'AES256') return undefined
  if (algorithm !== 'aws:kms') {
    const ArgumentName = 'x-amz-server-side-encryption'
    throw InvalidEncryptionAlgorithmError({ ArgumentName, ArgumentValue: algorithm })
  }
  const keyId = chosen.SSEKMSKeyId ?? managedKeyAlias(bucket)
  const bucketKeyEnabled = input.BucketKeyEnabled ?? chosen.BucketKeyEnabled ?? false
  const arn = bucketKeyEnabled ? bucketArn(input.Bucket) : objectArn(input.Bucket, input.Key)
  const encryptionContext = { ...requestedContext(input), 'aws:s3:arn': arn }
  return { keyId, encryptionContext, bucketKeyEnabled }
}

/**
 * A new data key, encrypted under the KMS key.
 *
 * UNLIKE AWS: with a bucket key too, KMS is asked for a data key for every object. AWS keeps one
 * for a while.
 */
export async function newContentKey(
  { keyId, encryptionContext, bucketKeyEnabled }: KmsEncryption,
  bucket: BucketRow,
  scope: S3Scope,
): Promise<ContentKey> {
  const input = { KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: encryptionContext }
  const answer = (await askKms('GenerateDataKey', input, bucket, scope)) as {
    readonly KeyId: string
    readonly CiphertextBlob: Uint8Array
    readonly Plaintext: Uint8Array
  }
  const encryption = {
    kmsKeyArn: answer.KeyId,
    encryptedDataKey: Buffer.from(answer.CiphertextBlob).toString('base64'),
    encryptionContext,
    bucketKeyEnabled,
  }
  return { encryption, dataKey: new SecretBytes(answer.Plaintext) }
}

/** The data key of a content, which only somebody gets whom KMS lets decrypt it. */
export async function openContentKey(
  encryption: ObjectEncryption,
  bucket: BucketRow,
  scope: S3Scope,
): Promise<SecretBytes> {
  // With the key, which the ciphertext tells too: so a denial names it, as S3's do.
  const input = {
    KeyId: encryption.kmsKeyArn,
    CiphertextBlob: Buffer.from(encryption.encryptedDataKey, 'base64'),
    EncryptionContext: encryption.encryptionContext,
  }
  const { Plaintext } = (await askKms('Decrypt', input, bucket, scope)) as {
    readonly Plaintext: Uint8Array
  }
  return new SecretBytes(Plaintext)
}

export interface EncryptionOutput {
  readonly ServerSideEncryption: 'AES256' | 'aws:kms'
  readonly SSEKMSKeyId?: string
  readonly BucketKeyEnabled?: boolean
}

export const encryptionOutput = (encryption: ObjectEncryption | undefined): EncryptionOutput =>
  encryption
    ? {
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: encryption.kmsKeyArn,
        ...(encryption.bucketKeyEnabled && { BucketKeyEnabled: true }),
      }
    : { ServerSideEncryption: 'AES256' }

/** UNLIKE AWS: keys that customers send along (SSE-C) are refused. */
export function refuseCustomerKeys({
  SSECustomerAlgorithm,
}: {
  readonly SSECustomerAlgorithm?: string | undefined
}): void {
  if (SSECustomerAlgorithm === undefined) return
  throw NotImplemented({ Header: 'x-amz-server-side-encryption-customer-algorithm' })
}

async function askKms(
  operation: string,
  input: object,
  { region }: BucketRow,
  { call }: S3Scope,
): Promise<unknown> {
  const by = { service: 's3', invokedBy: 'AWS Internal' }
  try {
    return await call({ service: 'kms', operation, input, region, by })
  } catch (cause) {
    if (cause instanceof AwsError && cause.status < 500) throw refusedByKms(cause)
    throw cause
  }
}

// As seen by a client: https://github.com/aws-samples/cql-replicator/issues/92
const SLOW_DOWN = 'Please reduce your request rate for operations involving AWS KMS.'

/**
 * A denial is S3's own, with KMS's sentence, and so is that KMS was asked too often; everything
 * else goes under KMS's name.
 */
function refusedByKms({ code, message }: AwsError): AwsError {
  if (code === 'AccessDeniedException') return AccessDenied({}, message)
  if (code === 'ThrottlingException') return SlowDown({}, SLOW_DOWN)
  return new AwsError(`KMS.${code}`, 400, message)
}

/** The AWS managed key of the bucket's account; KMS makes it when it is first asked for. */
const managedKeyAlias = ({ account, region }: BucketRow): string =>
  arnOf('kms', region, account, 'alias/aws/s3')

function defaultOf({ name }: BucketRow, { buckets }: S3Scope) {
  const setting = buckets.settingOf(name, 'encryption')?.value as
    ServerSideEncryptionConfiguration | undefined
  const rule = setting?.Rules[0]
  return {
    ServerSideEncryption: rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    SSEKMSKeyId: rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID,
    BucketKeyEnabled: rule?.BucketKeyEnabled,
  }
}

function requireNoKeyId({ SSEKMSKeyId }: EncryptionInput): void {
  if (SSEKMSKeyId === undefined) return
  throw InvalidArgument(
    { ArgumentName: 'x-amz-server-side-encryption-aws-kms-key-id', ArgumentValue: SSEKMSKeyId },
    'Server Side Encryption with AWS KMS managed key requires HTTP header ' +
      'x-amz-server-side-encryption : aws:kms',
  )
}

/** The pairs that the caller adds: JSON in Base64. */
function requestedContext({
  SSEKMSEncryptionContext: header,
}: EncryptionInput): Readonly<Record<string, string>> {
  if (header === undefined) return {}
  const pairs = parseJson(Buffer.from(header, 'base64').toString())
  const areTexts = isJsonObject(pairs) && Object.values(pairs).every((it) => typeof it === 'string')
  if (areTexts) return pairs as Record<string, string>
  throw InvalidArgument(
    { ArgumentName: 'x-amz-server-side-encryption-context', ArgumentValue: header },
    'The header x-amz-server-side-encryption-context must be Base64-encoded JSON of string pairs',
  )
}
