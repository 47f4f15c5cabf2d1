import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { OTHER_ACCOUNT } from '../../fixtures/world.ts'
import type { ProxyCall } from '../../fixtures/xks-proxy.ts'
import { refusal, send } from '../../fixtures/xks-proxy.ts'
import type { XksWorld } from './external-key-store.ts'
import { connectStore, newExternalKey, newStore, startXksWorld } from './external-key-store.ts'
import {
  accountStatement,
  assertRefused,
  kmsAs,
  keyPolicy,
  lastEvent,
  newKey,
  refusalOf,
  statement,
  userArn,
} from './fixture.ts'

let stack: XksWorld
let storeId: string

before(async () => {
  stack = await startXksWorld({ vpcEndpoints: [{ id: 'vpce-0a1b2c3d', port: 0, vpcId: 'vpc-1' }] })
  storeId = await newStore(stack, 'keys')
})
after(() => stack.close())

const Plaintext = Buffer.from('the plaintext')
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()
const NOT_CONNECTED =
  'This KMS key is in a custom key store that is not connected to its external key store proxy. ' +
  'Connect the external key store and try the request again.'

/** The calls of the proxy while something is done. */
async function callsOf(work: () => Promise<unknown>): Promise<readonly ProxyCall[]> {
  const { calls } = stack.proxy
  const before = calls.length
  await work()
  return calls.slice(before)
}

const metadataOf = ({ body }: ProxyCall) => body['requestMetadata'] as Record<string, string>

test('a key is made of an external key, and its metadata names it', async () => {
  const { kms, world } = stack
  const [asked] = await callsOf(() => newExternalKey(stack, storeId, 'made-1'))
  assert.equal(asked?.path, '/example/kms/xks/v1/keys/made-1/metadata')
  const { kmsRequestId, ...metadata } = metadataOf(asked as ProxyCall)
  assert.ok(kmsRequestId)
  assert.deepEqual(metadata, {
    awsPrincipalArn: 'arn:aws:iam::111122223333:root',
    kmsOperation: 'CreateKey',
  })
  const created = await lastEvent(world, 'CreateKey')
  const { keyMetadata } = created.responseElements as { keyMetadata: { keyId: string } }
  const KeyId = keyMetadata.keyId
  const { KeyMetadata } = await kms.send(new Kms.DescribeKeyCommand({ KeyId }))
  assert.equal(KeyMetadata?.Origin, 'EXTERNAL_KEY_STORE')
  assert.equal(KeyMetadata?.KeyState, 'Enabled')
  assert.equal(KeyMetadata?.CustomKeyStoreId, storeId)
  assert.deepEqual(KeyMetadata?.XksKeyConfiguration, { Id: 'made-1' })
  assert.equal(KeyMetadata?.CurrentKeyMaterialId, undefined)
  const { requestParameters } = created
  assert.equal(requestParameters?.['customKeyStoreId'], storeId)
  assert.equal(requestParameters?.['xksKeyId'], 'made-1')
  assert.equal(requestParameters?.['origin'], 'EXTERNAL_KEY_STORE')
})

test('what a key in a key store needs, and what it cannot be, is said', async () => {
  const { kms, proxy } = stack
  await newExternalKey(stack, storeId, 'taken')
  proxy.addKey('disabled', { keyStatus: 'DISABLED' })
  proxy.addKey('short', { keySpec: 'AES_128' })
  proxy.addKey('encrypts-only', { keyUsage: ['ENCRYPT'] })
  proxy.addKey('fine')
  const cases: readonly (readonly [Kms.CreateKeyCommandInput, string])[] = [
    [{ XksKeyId: undefined }, 'ValidationException'],
    [{ CustomKeyStoreId: undefined }, 'ValidationException'],
    [{ Origin: 'AWS_KMS' }, 'ValidationException'],
    [{ Origin: 'AWS_CLOUDHSM' }, 'UnsupportedOperationException'],
    [{ MultiRegion: true }, 'UnsupportedOperationException'],
    [{ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }, 'UnsupportedOperationException'],
    [{ CustomKeyStoreId: 'cks-00000000000000000' }, 'CustomKeyStoreNotFoundException'],
    [{ XksKeyId: 'missing' }, 'XksKeyNotFoundException'],
    [{ XksKeyId: 'taken' }, 'XksKeyAlreadyInUseException'],
    [{ XksKeyId: 'disabled' }, 'XksKeyInvalidConfigurationException'],
    [{ XksKeyId: 'short' }, 'XksKeyInvalidConfigurationException'],
    [{ XksKeyId: 'encrypts-only' }, 'XksKeyInvalidConfigurationException'],
  ]
  for (const [change, code] of cases) {
    const input = {
      Origin: 'EXTERNAL_KEY_STORE' as const,
      CustomKeyStoreId: storeId,
      XksKeyId: 'fine',
      ...change,
    }
    const { code: given, message } = await refusalOf(kms.send(new Kms.CreateKeyCommand(input)))
    assert.equal(given, code, `${JSON.stringify(change)}: ${message}`)
  }
  const random = new Kms.GenerateRandomCommand({ NumberOfBytes: 8, CustomKeyStoreId: storeId })
  await assertRefused(kms.send(random), 'UnsupportedOperationException')
})

test('two requests for one external key make one KMS key', async () => {
  const { kms, proxy } = stack
  proxy.addKey('raced')
  const input = {
    Origin: 'EXTERNAL_KEY_STORE' as const,
    CustomKeyStoreId: storeId,
    XksKeyId: 'raced',
  }
  const made = await Promise.allSettled(
    Array.from({ length: 4 }, () => kms.send(new Kms.CreateKeyCommand(input))),
  )
  assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('Encrypt and Decrypt go through the proxy, which sees no plaintext', async () => {
  const { kms, world } = stack
  const { KeyId = '', Arn = '' } = await newExternalKey(stack, storeId, 'crypto')
  const EncryptionContext = { project: 'nile', department: 'marketing' }
  let CiphertextBlob: Uint8Array | undefined
  const [encrypt, ...none] = await callsOf(async () => {
    const output = await kms.send(new Kms.EncryptCommand({ KeyId, Plaintext, EncryptionContext }))
    assert.equal(output.KeyId, Arn)
    ;({ CiphertextBlob } = output)
  })
  assert.deepEqual(none, [])
  assert.equal(encrypt?.operation, 'encrypt')
  const { kmsRequestId, ...metadata } = metadataOf(encrypt as ProxyCall)
  assert.deepEqual(metadata, {
    awsPrincipalArn: 'arn:aws:iam::111122223333:root',
    kmsKeyArn: Arn,
    kmsOperation: 'Encrypt',
  })
  const seen = Buffer.from(String(encrypt?.body['plaintext']), 'base64')
  assert.ok(!seen.includes(Plaintext))
  const event = await lastEvent(world, 'Encrypt')
  assert.equal((event as { requestID?: string }).requestID, kmsRequestId)
  const told = { customKeyStoreId: storeId, xksKeyId: 'crypto' }
  assert.deepEqual(event.additionalEventData, told)
  assert.equal(event.resources?.[0]?.ARN, Arn)

  const [decrypt] = await callsOf(async () => {
    const command = new Kms.DecryptCommand({ CiphertextBlob, EncryptionContext })
    const output = await kms.send(command)
    assert.equal(text(output.Plaintext), text(Plaintext))
    assert.equal(output.KeyId, Arn)
    assert.equal(output.KeyMaterialId, undefined)
  })
  assert.equal(metadataOf(decrypt as ProxyCall)['kmsOperation'], 'Decrypt')
  assert.ok(decrypt?.body['ciphertextMetadata'])

  await assertRefused(
    kms.send(new Kms.DecryptCommand({ CiphertextBlob, EncryptionContext: { project: 'x' } })),
    'KMSInvalidStateException',
    /because the specified ciphertext or encryption context is corrupted/,
  )
  const failure = await lastEvent(world, 'Decrypt')
  assert.equal(failure.errorCode, 'KMSInvalidStateException')
  assert.deepEqual(failure.additionalEventData, told)
  const nobody = kmsAs(world, await world.user('no-crypto'))
  const denied = nobody.send(new Kms.DecryptCommand({ CiphertextBlob, EncryptionContext }))
  await assertRefused(denied, 'AccessDeniedException')
  assert.equal((await lastEvent(world, 'Decrypt')).additionalEventData, undefined)
  const { keyId: other } = await newKey(world)
  await assertRefused(
    kms.send(new Kms.DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: other })),
    'IncorrectKeyException',
  )
})

test('4096 bytes under the longest encryption context are what a proxy takes', async () => {
  const { kms } = stack
  const { KeyId } = await newExternalKey(stack, storeId, 'large')
  const long = Buffer.alloc(4096, 7)
  const EncryptionContext = { k: 'v'.repeat(8192 - 9) }
  const [call] = await callsOf(async () => {
    const sealed = await kms.send(
      new Kms.EncryptCommand({ KeyId, Plaintext: long, EncryptionContext }),
    )
    const { CiphertextBlob } = sealed
    assert.ok((CiphertextBlob?.length ?? 0) <= 6144)
    const opened = await kms.send(new Kms.DecryptCommand({ CiphertextBlob, EncryptionContext }))
    assert.equal(text(opened.Plaintext), text(long))
  })
  assert.ok(Buffer.from(String(call?.body['plaintext']), 'base64').length <= 4300)
  const aad = Buffer.from(String(call?.body['additionalAuthenticatedData']), 'base64')
  assert.ok(aad.length <= 8192)
})

test('data keys are wrapped by the external key manager', async () => {
  const { kms } = stack
  const { KeyId } = await newExternalKey(stack, storeId, 'data-keys')
  const [call] = await callsOf(async () => {
    const key = await kms.send(new Kms.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }))
    assert.equal(key.Plaintext?.length, 32)
    const { CiphertextBlob } = key
    const opened = await kms.send(new Kms.DecryptCommand({ CiphertextBlob }))
    assert.equal(text(opened.Plaintext), text(key.Plaintext))
  })
  assert.equal(metadataOf(call as ProxyCall)['kmsOperation'], 'GenerateDataKey')
  const without = new Kms.GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 24 })
  const { CiphertextBlob } = await kms.send(without)
  const opened = await kms.send(new Kms.DecryptCommand({ CiphertextBlob }))
  assert.equal(opened.Plaintext?.length, 24)
})

test('ReEncrypt goes into a key store, out of it, and between external keys', async () => {
  const { kms, world } = stack
  const [one, two] = [
    await newExternalKey(stack, storeId, 're-1'),
    await newExternalKey(stack, storeId, 're-2'),
  ]
  const { keyId: own } = await newKey(world)
  let { CiphertextBlob } = await kms.send(new Kms.EncryptCommand({ KeyId: own, Plaintext }))
  const counts: number[] = []
  for (const DestinationKeyId of [one.KeyId, two.KeyId, own, own]) {
    const calls = await callsOf(async () => {
      const output = await kms.send(new Kms.ReEncryptCommand({ CiphertextBlob, DestinationKeyId }))
      ;({ CiphertextBlob } = output)
    })
    for (const call of calls) assert.equal(metadataOf(call)['kmsOperation'], 'ReEncrypt')
    counts.push(calls.length)
  }
  assert.deepEqual(counts, [1, 2, 1, 0])
  const opened = await kms.send(new Kms.DecryptCommand({ CiphertextBlob }))
  assert.equal(text(opened.Plaintext), text(Plaintext))
})

test('a dry run and a refused request ask no proxy', async () => {
  const { kms, world } = stack
  const { KeyId } = await newExternalKey(stack, storeId, 'dry')
  const { CiphertextBlob } = await kms.send(new Kms.EncryptCommand({ KeyId, Plaintext }))
  const nobody = kmsAs(world, await world.user('nobody'))
  const calls = await callsOf(async () => {
    for (const command of [
      new Kms.EncryptCommand({ KeyId, Plaintext, DryRun: true }),
      new Kms.DecryptCommand({ CiphertextBlob, DryRun: true }),
      new Kms.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_128', DryRun: true }),
      new Kms.ReEncryptCommand({ CiphertextBlob, DestinationKeyId: KeyId, DryRun: true }),
    ]) {
      await assertRefused(kms.send(command as Kms.EncryptCommand), 'DryRunOperationException')
    }
    const encrypt = new Kms.EncryptCommand({ KeyId, Plaintext })
    await assertRefused(nobody.send(encrypt), 'AccessDeniedException')
  })
  assert.deepEqual(calls, [])
})

test('the proxy is told who asks, through which endpoint, and for which service', async () => {
  const { kms, world } = stack
  const { KeyId = '', Arn = '' } = await newExternalKey(stack, storeId, 'told')
  const alice = await world.user('alice', undefined, OTHER_ACCOUNT)
  const aliceArn = userArn('alice', OTHER_ACCOUNT)
  const Policy = keyPolicy(accountStatement(), statement({ AWS: aliceArn }, 'kms:Encrypt'))
  await kms.send(new Kms.PutKeyPolicyCommand({ KeyId, Policy }))
  const [foreign] = await callsOf(async () => {
    // Another account's user also needs a policy of its own account.
    await assertRefused(
      kmsAs(world, alice).send(new Kms.EncryptCommand({ KeyId: Arn, Plaintext })),
      'AccessDeniedException',
    )
    const root = kmsAs(world, world.root(OTHER_ACCOUNT))
    const all = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
    await kms.send(new Kms.PutKeyPolicyCommand({ KeyId, Policy: all }))
    await root.send(new Kms.EncryptCommand({ KeyId: Arn, Plaintext }))
  })
  assert.equal(
    metadataOf(foreign as ProxyCall)['awsPrincipalArn'],
    `arn:aws:iam::${OTHER_ACCOUNT}:root`,
  )

  const endpoint = world.server.vpcEndpoints.get('vpce-0a1b2c3d') ?? ''
  const through = new Kms.KMSClient({ endpoint, region: 'us-east-1', credentials: world.root() })
  const [private_] = await callsOf(() => through.send(new Kms.EncryptCommand({ KeyId, Plaintext })))
  assert.equal(metadataOf(private_ as ProxyCall)['awsSourceVpce'], 'vpce-0a1b2c3d')
  assert.equal(metadataOf(private_ as ProxyCall)['awsSourceVpc'], 'vpc-1')

  const s3 = world.client(S3Client)
  const object = { Bucket: 'external', Key: 'secret' }
  await s3.send(new CreateBucketCommand({ Bucket: 'external' }))
  const [put, get] = await callsOf(async () => {
    const encryption = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn } as const
    await s3.send(new PutObjectCommand({ ...object, ...encryption, Body: 'kept outside' }))
    const { Body } = await s3.send(new GetObjectCommand(object))
    assert.equal(await Body?.transformToString(), 'kept outside')
  })
  assert.equal(metadataOf(put as ProxyCall)['kmsViaService'], 's3.us-east-1.amazonaws.com')
  assert.equal(metadataOf(get as ProxyCall)['kmsOperation'], 'Decrypt')
})

test('while its key store is not connected a key is unavailable, and may be managed', async () => {
  const { kms } = stack
  const { KeyId } = await newExternalKey(stack, storeId, 'unavailable')
  const { CiphertextBlob } = await kms.send(new Kms.EncryptCommand({ KeyId, Plaintext }))
  await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: storeId }))
  const stateOf = async () =>
    (await kms.send(new Kms.DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState
  const calls = await callsOf(async () => {
    assert.equal(await stateOf(), 'Unavailable')
    for (const command of [
      new Kms.EncryptCommand({ KeyId, Plaintext }),
      new Kms.DecryptCommand({ CiphertextBlob }),
      new Kms.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }),
      new Kms.ReEncryptCommand({ CiphertextBlob, DestinationKeyId: KeyId }),
    ]) {
      const sent = kms.send(command as Kms.EncryptCommand)
      await assertRefused(sent, 'KMSInvalidStateException', NOT_CONNECTED)
    }
    const more = { Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId: storeId } as const
    await assertRefused(
      kms.send(new Kms.CreateKeyCommand({ ...more, XksKeyId: 'unavailable-2' })),
      'CustomKeyStoreInvalidStateException',
      NOT_CONNECTED,
    )
    await kms.send(new Kms.UpdateKeyDescriptionCommand({ KeyId, Description: 'cut off' }))
    await kms.send(new Kms.DisableKeyCommand({ KeyId }))
    assert.equal(await stateOf(), 'Unavailable')
  })
  assert.deepEqual(calls, [])
  assert.equal((await connectStore(kms, storeId)).ConnectionState, 'CONNECTED')
  assert.equal(await stateOf(), 'Disabled')
  await assertRefused(kms.send(new Kms.EncryptCommand({ KeyId, Plaintext })), 'DisabledException')
  await kms.send(new Kms.EnableKeyCommand({ KeyId }))
  const opened = await kms.send(new Kms.DecryptCommand({ CiphertextBlob }))
  assert.equal(text(opened.Plaintext), text(Plaintext))
  await kms.send(new Kms.ScheduleKeyDeletionCommand({ KeyId }))
  await kms.send(new Kms.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: storeId }))
  assert.equal(await stateOf(), 'PendingDeletion')
  assert.equal((await connectStore(kms, storeId)).ConnectionState, 'CONNECTED')
})

test('an alias that moves to another key while the proxy works encrypts nothing', async () => {
  const { kms, proxy, world } = stack
  const { KeyId } = await newExternalKey(stack, storeId, 'left')
  const { keyId: other } = await newKey(world)
  const AliasName = 'alias/moved'
  await kms.send(new Kms.CreateAliasCommand({ AliasName, TargetKeyId: KeyId }))
  proxy.trick = (_, response, right) => {
    const moved = kms.send(new Kms.UpdateAliasCommand({ AliasName, TargetKeyId: other }))
    void moved.then(() => send(response, right()))
    return true
  }
  const encrypt = () => kms.send(new Kms.EncryptCommand({ KeyId: AliasName, Plaintext }))
  const output = await encrypt().catch((error: Error) => error.name)
  proxy.trick = undefined
  // The new key is KMS's own and needs no proxy: what was waited for is thrown away.
  assert.equal((output as Kms.EncryptCommandOutput).KeyId?.endsWith(other), true)
  await kms.send(new Kms.UpdateAliasCommand({ AliasName, TargetKeyId: KeyId }))
  const { KeyId: third } = await newExternalKey(stack, storeId, 'right')
  proxy.trick = (_, response, right) => {
    const moved = kms.send(new Kms.UpdateAliasCommand({ AliasName, TargetKeyId: third }))
    void moved.then(() => send(response, right()))
    return true
  }
  const refused = await encrypt().catch((error: Error) => error.name)
  proxy.trick = undefined
  assert.equal(refused, 'DependencyTimeoutException')
})

test('each error of a proxy is the sentence that AWS has for it', async () => {
  const { kms, proxy, world } = stack
  const { KeyId } = await newExternalKey(stack, storeId, 'errors')
  const { CiphertextBlob } = await kms.send(new Kms.EncryptCommand({ KeyId, Plaintext }))
  const cases: readonly (readonly [number, string, RegExp])[] = [
    [400, 'ValidationException', /^AWS KMS cannot interpret the response/],
    [400, 'InvalidStateException', /is not enabled in the external key manager/],
    [400, 'InvalidCiphertextException', /specified ciphertext or encryption context is corrupted/],
    [400, 'InvalidKeyUsageException', /does not support the requested operation\. Enable/],
    [401, 'AuthenticationFailedException', /could not authenticate AWS KMS/],
    [403, 'AccessDeniedException', /denied access to the operation/],
    [404, 'KeyNotFoundException', /was not found in its external key manager/],
    [404, 'InvalidUriPathException', /because of an invalid URI path/],
    [429, 'ThrottlingException', /very high request rate/],
    [500, 'InternalException', /cannot communicate with the external key manager/],
    [501, 'UnsupportedOperationException', /does not support the requested operation\. If you see/],
    [503, 'DependencyTimeoutException', /did not respond to the request in the time allotted/],
    [500, 'toString', /^AWS KMS cannot interpret the response/],
  ]
  for (const [status, name, sentence] of cases) {
    proxy.trick = (_, response) => {
      send(response, refusal(status, name))
      return true
    }
    const decrypt = kms.send(new Kms.DecryptCommand({ CiphertextBlob }))
    await assertRefused(decrypt, 'KMSInvalidStateException', sentence)
  }
  proxy.trick = undefined
  const event = await lastEvent(world, 'Decrypt')
  assert.equal(event.errorCode, 'KMSInvalidStateException')
})
