import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { GetPublicKeyCommandInput, KeySpec, KeyUsageType } from '@aws-sdk/client-kms'
import {
  CreateAliasCommand,
  CreateGrantCommand,
  DisableKeyCommand,
  GetPublicKeyCommand,
} from '@aws-sdk/client-kms'
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
  notAllowedByIam,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world, { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' })
})
after(() => world.close())

const get = (input: Partial<GetPublicKeyCommandInput> = {}, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new GetPublicKeyCommand({ KeyId: key.keyId, ...input }))

// Validation

test('keys without a key pair have no public key', async () => {
  const mac = await newKey(world, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })
  for (const { keyId } of [await newKey(world), mac]) {
    await assertRefused(get({ KeyId: keyId }), 'UnsupportedOperationException')
  }
})

test('the key must exist and be enabled', async () => {
  await assertRefused(get({ KeyId: MISSING_KEY_ID }), 'NotFoundException')
  const { keyId, arn } = await newKey(world, { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' })
  await kmsAs(world).send(new DisableKeyCommand({ KeyId: keyId }))
  await assertRefused(get({ KeyId: keyId }), 'DisabledException', `${arn} is disabled.`)
})

// Authorization

test('it needs the permission on the key, which a grant can give', async () => {
  const grantee = await world.user('grantee')
  await assertRefused(
    get({}, grantee),
    'AccessDeniedException',
    notAllowedByIam('grantee', 'kms:GetPublicKey', key.arn),
  )
  const grant = new CreateGrantCommand({
    KeyId: key.keyId,
    GranteePrincipal: userArn('grantee'),
    Operations: ['GetPublicKey', 'Sign'],
  })
  const { GrantToken = '' } = await kmsAs(world).send(grant)
  assert.equal((await get({ GrantTokens: [GrantToken] }, grantee)).KeyId, key.arn)
})

test('another account gets it when both sides allow it', async () => {
  const partner = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:GetPublicKey')
  const shared = await newKey(world, {
    KeySpec: 'ECC_SECG_P256K1',
    KeyUsage: 'SIGN_VERIFY',
    Policy: keyPolicy(accountStatement(), partner),
  })
  const allowed = await world.user('allowed', allow('kms:GetPublicKey'), OTHER_ACCOUNT)
  assert.equal((await get({ KeyId: shared.arn }, allowed)).KeyId, shared.arn)
})

// Behaviour

const ALGORITHM_LISTS = [
  'EncryptionAlgorithms',
  'SigningAlgorithms',
  'KeyAgreementAlgorithms',
  'EncapsulationAlgorithms',
] as const

const SPECS: readonly [KeySpec, KeyUsageType, (typeof ALGORITHM_LISTS)[number], string, object][] =
  [
    ['RSA_2048', 'ENCRYPT_DECRYPT', 'EncryptionAlgorithms', 'rsa', { modulusLength: 2048 }],
    ['RSA_3072', 'SIGN_VERIFY', 'SigningAlgorithms', 'rsa', { modulusLength: 3072 }],
    ['ECC_NIST_P256', 'SIGN_VERIFY', 'SigningAlgorithms', 'ec', { namedCurve: 'prime256v1' }],
    ['ECC_NIST_P384', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', 'ec', { namedCurve: 'secp384r1' }],
    ['ECC_NIST_P521', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', 'ec', { namedCurve: 'secp521r1' }],
    ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'SigningAlgorithms', 'ec', { namedCurve: 'secp256k1' }],
    ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'SigningAlgorithms', 'ed25519', {}],
    ['ML_DSA_87', 'SIGN_VERIFY', 'SigningAlgorithms', 'ml-dsa-87', {}],
    ['ML_KEM_1024', 'ENCAPSULATE_DECAPSULATE', 'EncapsulationAlgorithms', 'ml-kem-1024', {}],
  ]

for (const [KeySpec, KeyUsage, list, type, details] of SPECS) {
  test(`${KeySpec}: the public key is one of its kind, and stays the same`, async () => {
    const { keyId, arn } = await newKey(world, { KeySpec, KeyUsage })
    const answer = await get({ KeyId: keyId })
    assert.equal(answer.KeyId, arn)
    assert.deepEqual([answer.KeySpec, answer.CustomerMasterKeySpec], [KeySpec, KeySpec])
    assert.equal(answer.KeyUsage, KeyUsage)
    const told = ALGORITHM_LISTS.filter((member) => answer[member] !== undefined)
    assert.deepEqual(told, [list])
    const key = Buffer.from(answer.PublicKey ?? new Uint8Array())
    const read = createPublicKey({ key, format: 'der', type: 'spki' })
    assert.equal(read.asymmetricKeyType, type)
    for (const [name, value] of Object.entries(details)) {
      assert.equal({ ...read.asymmetricKeyDetails }[name as 'modulusLength'], value)
    }
    assert.deepEqual((await get({ KeyId: keyId })).PublicKey, answer.PublicKey)
  })
}

test('an alias names the key as well, and the event keeps the name', async () => {
  const AliasName = 'alias/signer'
  await kmsAs(world).send(new CreateAliasCommand({ AliasName, TargetKeyId: key.keyId }))
  assert.equal((await get({ KeyId: AliasName })).KeyId, key.arn)
  const event = await lastEvent(world, 'GetPublicKey')
  assert.deepEqual(event.requestParameters, { keyId: AliasName })
  assert.equal(event.responseElements, null)
  assert.equal(event.resources?.[0]?.ARN, key.arn)
})
