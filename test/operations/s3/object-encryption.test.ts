// Objects that KMS encrypts: S3 calls KMS as whoever calls S3.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import * as S3 from '@aws-sdk/client-s3'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  keyPolicy,
  lastEvent,
  newKey,
  statement,
  userArn,
} from '../kms/fixture.ts'
import type { TestKey } from '../kms/fixture.ts'
import {
  assertRefused,
  bytesOf,
  contentOf,
  getObject,
  newBucket,
  putObject,
  s3As,
} from './objects.ts'

let world: TestWorld
let Bucket: string
let key: TestKey
before(async () => {
  world = await startWorld()
  Bucket = await newBucket(world)
  key = await newKey(world)
})
after(() => world.close())

const kms = () => world.client(Kms.KMSClient)
const underKey = (Key: string, more: Partial<S3.PutObjectCommandInput> = {}) => ({
  ...{ Bucket, Key, Body: 'secret' },
  ServerSideEncryption: 'aws:kms' as const,
  SSEKMSKeyId: key.keyId,
  ...more,
})

/** A user whom S3 lets do everything, and KMS what the actions say. */
const user = (name: string, actions: readonly string[]): Promise<Credentials> =>
  world.user(name, allow(['s3:*', ...actions]))

// Validation

test('a KMS key is named only with aws:kms', async () => {
  const SSEKMSKeyId = key.keyId
  await assertRefused(
    putObject(world, { Bucket, Key: 'a', Body: '', SSEKMSKeyId }),
    'InvalidArgument',
    400,
    'Server Side Encryption with AWS KMS managed key requires HTTP header ' +
      'x-amz-server-side-encryption : aws:kms',
  )
})

test('a key that is not there, or does not work, is told in KMS’s words', async () => {
  const missing = '1234abcd-12ab-34cd-56ef-1234567890ab'
  await assertRefused(
    putObject(world, underKey('a', { SSEKMSKeyId: missing })),
    'KMS.NotFoundException',
    400,
    `Key 'arn:aws:kms:us-east-1:${ACCOUNT}:key/${missing}' does not exist`,
  )
  const other = await newKey(world)
  await putObject(world, underKey('held', { SSEKMSKeyId: other.arn }))
  await kms().send(new Kms.DisableKeyCommand({ KeyId: other.keyId }))
  await assertRefused(
    getObject(world, { Bucket, Key: 'held' }),
    'KMS.DisabledException',
    400,
    `${other.arn} is disabled.`,
  )
  await kms().send(new Kms.ScheduleKeyDeletionCommand({ KeyId: other.keyId }))
  await assertRefused(
    getObject(world, { Bucket, Key: 'held' }),
    'KMS.KMSInvalidStateException',
    400,
    `${other.arn} is pending deletion.`,
  )
})

// Authorization

test('whoever puts needs kms:GenerateDataKey, and whoever gets kms:Decrypt', async () => {
  const because = (name: string, action: string, on: string) =>
    `User: ${userArn(name)} is not authorized to perform: ${action} ${on} because no ` +
    `identity-based policy allows the ${action} action`
  const writer = await user('writer', ['kms:GenerateDataKey'])
  const reader = await user('reader', ['kms:Decrypt'])
  await assertRefused(
    putObject(world, underKey('a'), reader),
    'AccessDenied',
    403,
    because('reader', 'kms:GenerateDataKey', `on resource: ${key.arn}`),
  )
  await putObject(world, underKey('a'), writer)
  await assertRefused(
    getObject(world, { Bucket, Key: 'a' }, writer),
    'AccessDenied',
    403,
    because('writer', 'kms:Decrypt', `on resource: ${key.arn}`),
  )
  assert.equal(String(await contentOf(world, { Bucket, Key: 'a' }, reader)), 'secret')
  // HeadObject tells nothing of the content.
  await s3As(world, writer).send(new S3.HeadObjectCommand({ Bucket, Key: 'a' }))
})

test('a key policy that denies is why a get is denied, whatever S3’s policies say', async () => {
  const deny = statement({ AWS: userArn('shut-out') }, 'kms:Decrypt', { Effect: 'Deny' })
  const administrator = await world.user('shut-out', allow('*'))
  const denying = await newKey(world, { Policy: keyPolicy(accountStatement(), deny) })
  await putObject(world, underKey('denied', { SSEKMSKeyId: denying.arn }), administrator)
  await assertRefused(
    getObject(world, { Bucket, Key: 'denied' }, administrator),
    'AccessDenied',
    403,
    `User: ${userArn('shut-out')} is not authorized to perform: kms:Decrypt on resource: ` +
      `${denying.arn} with an explicit deny in a resource-based policy`,
  )
  const event = await lastEvent(world, 'Decrypt')
  assert.equal(event.errorCode, 'AccessDenied')
})

test('a key may be for S3 alone, and for one bucket alone', async () => {
  const only = (service: string, arn: string) =>
    statement({ AWS: userArn('through') }, ['kms:GenerateDataKey', 'kms:Decrypt'], {
      Condition: {
        StringEquals: { 'kms:ViaService': `${service}.us-east-1.amazonaws.com` },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': arn },
      },
    })
  const through = await user('through', [])
  const policies = {
    right: only('s3', `arn:aws:s3:::${Bucket}/*`),
    elsewhere: only('s3', 'arn:aws:s3:::other/*'),
    otherwise: only('lambda', '*'),
  }
  const outcomes: string[] = []
  for (const [Key, allowed] of Object.entries(policies)) {
    const Policy = keyPolicy(statement({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, 'kms:P*'), allowed)
    const { arn } = await newKey(world, { Policy, BypassPolicyLockoutSafetyCheck: true })
    const put = putObject(world, underKey(Key, { SSEKMSKeyId: arn }), through)
    outcomes.push(
      await put.then(
        () => 'put',
        (error: Error) => error.name,
      ),
    )
    const direct = world.client(Kms.KMSClient, through)
    const input = { KeyId: arn, KeySpec: 'AES_256' as const }
    const call = direct.send(new Kms.GenerateDataKeyCommand(input))
    await assert.rejects(call, { name: 'AccessDeniedException' })
  }
  assert.deepEqual(outcomes, ['put', 'AccessDenied', 'AccessDenied'])
})

// Behaviour

test('what KMS encrypts is nowhere in clear, and comes back, in parts too', async () => {
  const mark = 'this line must not be found'
  const content = Buffer.concat([bytesOf(150_000), Buffer.from(mark), bytesOf(50_000)])
  const { ETag, SSEKMSKeyId } = await putObject(world, underKey('big', { Body: content }))
  assert.equal(SSEKMSKeyId, key.arn)
  assert.doesNotMatch(ETag ?? '', /5eb63bbbe01eeed093cb22bb8f5acdc3/)
  assert.ok((await contentOf(world, { Bucket, Key: 'big' })).equals(content))
  const part = await contentOf(world, { Bucket, Key: 'big', Range: 'bytes=65000-150010' })
  assert.ok(part.equals(content.subarray(65_000, 150_011)))
  for (const entry of await readdir(world.data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await contentIfThere(join(entry.parentPath, entry.name))
    assert.equal(bytes.includes(mark), false, entry.name)
  }
})

/** What is on its way in has gone to its place by the time it would be read. */
const contentIfThere = (file: string): Promise<Buffer> =>
  readFile(file).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return Buffer.alloc(0)
    throw thrown
  })

test('KMS is told which object it is for, and records that S3 asked', async () => {
  const context = Buffer.from(JSON.stringify({ tenant: 'blue' })).toString('base64')
  await putObject(world, underKey('told', { SSEKMSEncryptionContext: context }))
  const event = await lastEvent(world, 'GenerateDataKey')
  assert.deepEqual(event.requestParameters?.['encryptionContext'], {
    tenant: 'blue',
    'aws:s3:arn': `arn:aws:s3:::${Bucket}/told`,
  })
  assert.partialDeepStrictEqual(event, {
    sourceIPAddress: 'AWS Internal',
    userAgent: 'AWS Internal',
    userIdentity: { type: 'Root', invokedBy: 'AWS Internal' },
  })
  await putObject(world, underKey('told', { BucketKeyEnabled: true }))
  const withBucketKey = await lastEvent(world, 'GenerateDataKey')
  assert.deepEqual(withBucketKey.requestParameters?.['encryptionContext'], {
    'aws:s3:arn': `arn:aws:s3:::${Bucket}`,
  })
})

test('the bucket’s default counts where the request says nothing', async () => {
  const encrypted = await newBucket(world)
  const ApplyServerSideEncryptionByDefault = {
    SSEAlgorithm: 'aws:kms' as const,
    KMSMasterKeyID: key.arn,
  }
  const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true }]
  await s3As(world).send(
    new S3.PutBucketEncryptionCommand({
      Bucket: encrypted,
      ServerSideEncryptionConfiguration: { Rules },
    }),
  )
  const answer = await putObject(world, { Bucket: encrypted, Key: 'a', Body: 'x' })
  assert.partialDeepStrictEqual(answer, {
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: key.arn,
    BucketKeyEnabled: true,
  })
  const ServerSideEncryption = 'AES256'
  const plain = await putObject(world, { Bucket: encrypted, Key: 'b', ServerSideEncryption })
  assert.equal(plain.ServerSideEncryption, 'AES256')
})

test('a copy is encrypted as its own bucket says, and both keys are asked', async () => {
  await putObject(world, underKey('origin'))
  const other = await newKey(world)
  const CopySource = `${Bucket}/origin`
  const input = { Bucket, Key: 'copied', CopySource, ServerSideEncryption: 'aws:kms' as const }
  const command = new S3.CopyObjectCommand({ ...input, SSEKMSKeyId: other.arn })
  const writer = await user('copier', ['kms:GenerateDataKey'])
  await assertRefused(s3As(world, writer).send(command), 'AccessDenied', 403, /kms:Decrypt/)
  assert.equal((await s3As(world).send(command)).SSEKMSKeyId, other.arn)
  assert.equal(String(await contentOf(world, { Bucket, Key: 'copied' })), 'secret')
})

test('parts are encrypted under the upload’s data key', async () => {
  const client = s3As(world)
  const { Body: _, ...input } = underKey('parts')
  const { UploadId } = await client.send(new S3.CreateMultipartUploadCommand(input))
  const bodies = [bytesOf(5 * 1024 * 1024, 1), bytesOf(100_000, 2)]
  const Parts: S3.CompletedPart[] = []
  for (const [index, Body] of bodies.entries()) {
    const part = { Bucket, Key: 'parts', UploadId, PartNumber: index + 1 }
    const { ETag } = await client.send(new S3.UploadPartCommand({ ...part, Body }))
    Parts.push({ PartNumber: part.PartNumber, ETag })
  }
  const MultipartUpload = { Parts }
  const complete = { Bucket, Key: 'parts', UploadId, MultipartUpload }
  const answer = await client.send(new S3.CompleteMultipartUploadCommand(complete))
  assert.equal(answer.SSEKMSKeyId, key.arn)
  assert.ok((await contentOf(world, { Bucket, Key: 'parts' })).equals(Buffer.concat(bodies)))
})

test('alias/aws/s3 is made when it is first asked for, and nobody can change it', async () => {
  const fresh = await startWorld()
  try {
    const aliases = async () => {
      const { Aliases } = await fresh.client(Kms.KMSClient).send(new Kms.ListAliasesCommand({}))
      return Aliases?.map(({ AliasName }) => AliasName)
    }
    assert.deepEqual(await aliases(), [])
    const name = await newBucket(fresh)
    const input = { Bucket: name, Key: 'a', Body: 'x', ServerSideEncryption: 'aws:kms' as const }
    // Nobody needs a permission of KMS's for it.
    const anyone = await fresh.user('anyone', allow('s3:*'))
    const puts = await Promise.all([1, 2, 3].map(() => putObject(fresh, input, anyone)))
    assert.equal(new Set(puts.map(({ SSEKMSKeyId }) => SSEKMSKeyId)).size, 1)
    assert.deepEqual(await aliases(), ['alias/aws/s3'])
    assert.equal(String(await contentOf(fresh, { Bucket: name, Key: 'a' }, anyone)), 'x')
    await assertManagedByAws(fresh)
  } finally {
    await fresh.close()
  }
})

async function assertManagedByAws(stack: TestWorld): Promise<void> {
  const client = stack.client(Kms.KMSClient)
  const KeyId = 'alias/aws/s3'
  const { KeyMetadata } = await client.send(new Kms.DescribeKeyCommand({ KeyId }))
  assert.partialDeepStrictEqual(KeyMetadata, { KeyManager: 'AWS', Enabled: true })
  const id = KeyMetadata?.KeyId ?? ''
  const refused: (() => Promise<unknown>)[] = [
    () => client.send(new Kms.ScheduleKeyDeletionCommand({ KeyId: id })),
    () => client.send(new Kms.DisableKeyCommand({ KeyId: id })),
    () => client.send(new Kms.PutKeyPolicyCommand({ KeyId: id, Policy: keyPolicy() })),
    () => client.send(new Kms.CreateAliasCommand({ AliasName: 'alias/mine', TargetKeyId: id })),
    () => client.send(new Kms.DeleteAliasCommand({ AliasName: KeyId })),
    () => client.send(new Kms.EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })),
  ]
  for (const call of refused) await assert.rejects(call())
  const foreign = stack.client(Kms.KMSClient, stack.root(OTHER_ACCOUNT))
  const arn = KeyMetadata?.Arn ?? ''
  await assert.rejects(foreign.send(new Kms.DescribeKeyCommand({ KeyId: arn })))
}
