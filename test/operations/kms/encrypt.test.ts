import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { EncryptCommandInput } from '@aws-sdk/client-kms'
import { CreateAliasCommand, EncryptCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

const Plaintext = Buffer.from('a secret of moderate importance')

const encrypt = (input: Partial<EncryptCommandInput> = {}, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new EncryptCommand({ KeyId: key.keyId, Plaintext, ...input }))

// Validation

test('a plaintext has 1 to 4096 bytes, and is not echoed', async () => {
  const refused = "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: "
  await assertRefused(
    encrypt({ Plaintext: Buffer.alloc(4097) }),
    'ValidationException',
    `${refused}Member must have length less than or equal to 4096`,
  )
  await assertRefused(
    encrypt({ Plaintext: new Uint8Array() }),
    'ValidationException',
    `${refused}Member must have length greater than or equal to 1`,
  )
  const { CiphertextBlob } = await encrypt({ Plaintext: Buffer.alloc(4096) })
  assert.ok((CiphertextBlob?.length ?? Infinity) <= 6144)
})

test('an algorithm of other key specs is refused', async () => {
  await assertRefused(
    encrypt({ EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
    'InvalidKeyUsageException',
    'Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT.',
  )
})

test('an encryption context is well-formed and at most 8 KiB', async () => {
  await assertRefused(encrypt({ EncryptionContext: { a: '\ud800' } }), 'ValidationException')
  const long = { a: 'x'.repeat(8192) }
  await assertRefused(encrypt({ EncryptionContext: long }), 'ValidationException', /8192 bytes/)
})

test('a grant token that is none is refused', async () => {
  await assertRefused(encrypt({ GrantTokens: ['eA=='] }), 'InvalidGrantTokenException')
})

test('the key must exist', async () => {
  await assertRefused(encrypt({ KeyId: MISSING_KEY_ID }), 'NotFoundException')
})

// Authorization

test('a key policy can ask for the encryption context', async () => {
  const tenant = await world.user('tenant')
  const Condition = {
    StringEquals: { 'kms:EncryptionContext:tenant': 'blue' },
    'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['tenant', 'purpose'] },
  }
  const bounded = statement({ AWS: userArn('tenant') }, 'kms:Encrypt', { Condition })
  const { keyId } = await newKey(world, { Policy: keyPolicy(accountStatement(), bounded) })
  const as = (EncryptionContext?: Record<string, string>) =>
    encrypt({ KeyId: keyId, ...(EncryptionContext && { EncryptionContext }) }, tenant)
  await as({ tenant: 'blue' })
  await as({ tenant: 'blue', purpose: 'test' })
  await assertRefused(as({ tenant: 'red' }), 'AccessDeniedException')
  await assertRefused(as({ tenant: 'blue', other: 'x' }), 'AccessDeniedException')
  await assertRefused(as(), 'AccessDeniedException')
})

test('an IAM policy can ask for the aliases and the settings of the key', async () => {
  const StringEquals = { 'kms:KeySpec': 'SYMMETRIC_DEFAULT', 'kms:KeyOrigin': 'AWS_KMS' }
  const Condition = {
    StringEquals: { ...StringEquals, 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' },
    'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/app/*' },
    Bool: { 'kms:MultiRegion': 'false' },
  }
  const app = await world.user('app', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*', Condition },
  })
  const { keyId } = await newKey(world)
  await assertRefused(encrypt({ KeyId: keyId }, app), 'AccessDeniedException')
  const alias = new CreateAliasCommand({ AliasName: 'alias/app/main', TargetKeyId: keyId })
  await kmsAs(world).send(alias)
  await encrypt({ KeyId: keyId }, app)
})

test('another account encrypts when both sides allow it', async () => {
  const partner = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:Encrypt')
  const shared = await newKey(world, { Policy: keyPolicy(accountStatement(), partner) })
  const allowed = await world.user('allowed', allow('kms:Encrypt'), OTHER_ACCOUNT)
  const forbidden = await world.user('forbidden', undefined, OTHER_ACCOUNT)
  assert.equal((await encrypt({ KeyId: shared.arn }, allowed)).KeyId, shared.arn)
  await assertRefused(
    encrypt({ KeyId: shared.arn }, forbidden),
    'AccessDeniedException',
    /because no identity-based policy allows the kms:Encrypt action$/,
  )
})

// Behaviour

test('the answer names the key by its ARN, and the blob does not show the plaintext', async () => {
  const { CiphertextBlob, KeyId, EncryptionAlgorithm } = await encrypt()
  assert.equal(KeyId, key.arn)
  assert.equal(EncryptionAlgorithm, 'SYMMETRIC_DEFAULT')
  assert.ok(!Buffer.from(CiphertextBlob ?? []).includes(Plaintext))
})

test('the same plaintext never gives the same blob twice', async () => {
  const [one, other] = await Promise.all([encrypt(), encrypt()])
  assert.notDeepEqual(one.CiphertextBlob, other.CiphertextBlob)
})

test('a dry run answers what would have been, and a refusal stays a refusal', async () => {
  await assertRefused(
    encrypt({ DryRun: true }),
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
  )
  const nobody = await world.user('nobody')
  await assertRefused(encrypt({ DryRun: true }, nobody), 'AccessDeniedException')
  assert.ok((await encrypt({ DryRun: false })).CiphertextBlob)
})

test('the event holds the context and the algorithm, and neither text nor blob', async () => {
  const EncryptionContext = { tenant: 'blue' }
  await encrypt({ EncryptionContext })
  const event = await lastEvent(world, 'Encrypt')
  assert.deepEqual(event.requestParameters, {
    keyId: key.keyId,
    encryptionContext: EncryptionContext,
    encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  })
  assert.equal(event.responseElements, null)
  assert.match(String(event.additionalEventData?.['keyMaterialId']), /^[0-9a-f]{64}$/)
  assert.equal(event.readOnly, true)
  assert.equal(event.resources?.[0]?.ARN, key.arn)
})
