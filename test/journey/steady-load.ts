// Mixed calls on a bounded set of things, again and again: whatever grows under it grows without
// need, but for the events.

import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateUserCommand,
  DeleteUserCommand,
  IAMClient,
  ListUsersCommand,
} from '@aws-sdk/client-iam'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListKeysCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { ACCOUNT, readCredentialsFile } from '../fixtures/credentials-file.ts'
import { policyNamed } from './load.ts'

const BUCKET = 'steady'
const objectBytesMax = 100_000
const objectKeys = 20

type Act = () => Promise<unknown>

export interface SteadyLoad {
  /** One call after the other until it is told to stop. Resolves with their latencies. */
  run(signal: AbortSignal): Promise<readonly number[]>
}

export async function steadyLoad(
  stack: { readonly endpoint: string; readonly credentialsFile: string },
  keys: number,
): Promise<SteadyLoad> {
  const credentials = (await readCredentialsFile(stack.credentialsFile)).get(ACCOUNT)
  assert.ok(credentials)
  const to = { endpoint: stack.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }
  const clients = {
    ...{ kms: new KMSClient(to), iam: new IAMClient(to), sts: new STSClient(to) },
    ...{ trail: new CloudTrailClient(to), s3: new S3Client({ ...to, forcePathStyle: true }) },
  }
  const keyIds: string[] = []
  for (let made = 0; made < keys; made += 1) {
    const { KeyMetadata } = await clients.kms.send(new CreateKeyCommand({}))
    keyIds.push(KeyMetadata?.KeyId ?? '')
  }
  await clients.s3.send(new CreateBucketCommand({ Bucket: BUCKET }))
  return { run: (signal) => actUntil(signal, actsOf(clients, keyIds)) }
}

async function actUntil(signal: AbortSignal, acts: readonly Act[]): Promise<readonly number[]> {
  const latencies: number[] = []
  while (!signal.aborted) {
    const began = performance.now()
    await acts[randomInt(acts.length)]?.()
    latencies.push(performance.now() - began)
  }
  return latencies
}

interface Clients {
  readonly kms: KMSClient
  readonly iam: IAMClient
  readonly sts: STSClient
  readonly trail: CloudTrailClient
  readonly s3: S3Client
}

function actsOf(clients: Clients, keyIds: readonly string[]): readonly Act[] {
  const { kms, iam, sts, trail } = clients
  const key = (): string => keyIds[randomInt(keyIds.length)] ?? ''
  const use = kmsUses(kms, key)
  return [
    // What is asked most of a stack comes up most.
    ...[...use, ...use, ...use],
    () => kms.send(new PutKeyPolicyCommand({ KeyId: key(), Policy: policyNamed(newName()) })),
    () => changeAlias(kms, key()),
    () => changeUser(iam),
    () => iam.send(new ListUsersCommand({})),
    () => sts.send(new GetCallerIdentityCommand({})),
    () => trail.send(new LookupEventsCommand({ MaxResults: 20 })),
    () => putObject(clients.s3),
    () => upload(clients.s3),
  ]
}

const newName = (): string => randomBytes(8).toString('hex')

const kmsUses = (kms: KMSClient, key: () => string): readonly Act[] => [
  async () => {
    const input = { KeyId: key(), Plaintext: Buffer.from('steady') }
    const { CiphertextBlob } = await kms.send(new EncryptCommand(input))
    await kms.send(new DecryptCommand({ CiphertextBlob }))
  },
  () => kms.send(new GenerateDataKeyCommand({ KeyId: key(), KeySpec: 'AES_256' })),
  () => kms.send(new DescribeKeyCommand({ KeyId: key() })),
  () => kms.send(new GetKeyPolicyCommand({ KeyId: key() })),
  () => kms.send(new ListKeysCommand({ Limit: 100 })),
  // A refusal leaves its event, too.
  () => kms.send(new DescribeKeyCommand({ KeyId: `alias/${newName()}` })).catch(requireAnswered),
]

function requireAnswered(error: { readonly $metadata?: { readonly httpStatusCode?: number } }) {
  assert.equal(error.$metadata?.httpStatusCode, 400)
}

async function changeAlias(kms: KMSClient, TargetKeyId: string): Promise<void> {
  const AliasName = `alias/${newName()}`
  await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }))
  await kms.send(new DeleteAliasCommand({ AliasName }))
}

async function changeUser(iam: IAMClient): Promise<void> {
  const UserName = newName()
  await iam.send(new CreateUserCommand({ UserName }))
  await iam.send(new DeleteUserCommand({ UserName }))
}

async function putObject(s3: S3Client): Promise<void> {
  const as = { Bucket: BUCKET, Key: newName() }
  await s3.send(new PutObjectCommand({ ...as, Body: randomBytes(randomInt(objectBytesMax)) }))
  const { Body } = await s3.send(new GetObjectCommand(as))
  await Body?.transformToByteArray()
  await s3.send(new DeleteObjectCommand(as))
}

async function upload(s3: S3Client): Promise<void> {
  const as = { Bucket: BUCKET, Key: `parts-${randomInt(objectKeys)}` }
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(as))
  const Body = randomBytes(randomInt(objectBytesMax))
  const { ETag } = await s3.send(new UploadPartCommand({ ...as, UploadId, PartNumber: 1, Body }))
  if (randomInt(4) === 0) {
    await s3.send(new AbortMultipartUploadCommand({ ...as, UploadId }))
    return
  }
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
  await s3.send(new CompleteMultipartUploadCommand({ ...as, UploadId, MultipartUpload }))
}
