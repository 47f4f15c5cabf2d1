import assert from 'node:assert/strict'
import { diffieHellman, generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { DeriveSharedSecretCommandInput, KeySpec } from '@aws-sdk/client-kms'
import { DeriveSharedSecretCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  notAllowedByIam,
  statement,
  userArn,
} from './fixture.ts'
import { publicKeyOf, readPublicKey } from './signing.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await agreementKey('ECC_NIST_P256')
})
after(() => world.close())

const agreementKey = (KeySpec: KeySpec, Policy?: string): Promise<TestKey> =>
  newKey(world, { KeySpec, KeyUsage: 'KEY_AGREEMENT', Policy })

const pairOn = (namedCurve: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
  return { privateKey, PublicKey: publicKey.export({ format: 'der', type: 'spki' }) }
}
const { PublicKey } = pairOn('P-256')

const derive = (input: Partial<DeriveSharedSecretCommandInput> = {}, credentials?: Credentials) => {
  const whole = { KeyId: key.keyId, KeyAgreementAlgorithm: 'ECDH', PublicKey, ...input } as const
  return kmsAs(world, credentials).send(new DeriveSharedSecretCommand(whole))
}

// Validation

test('the other public key must be one, and on the same curve', async () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  const wrong = [
    Buffer.from('no public key'),
    pairOn('P-384').PublicKey,
    pairOn('secp256k1').PublicKey,
    rsa.export({ format: 'der', type: 'spki' }),
    Buffer.concat([PublicKey.subarray(0, -1), Buffer.of((PublicKey.at(-1) ?? 0) ^ 1)]),
  ]
  for (const one of wrong) {
    // The SDK writes its own word where there is no message.
    const refused = derive({ PublicKey: one })
    await assertRefused(refused, 'ValidationException', /^(UnknownError|)$/)
  }
})

test('a key of another usage agrees on nothing', async () => {
  const signing = await newKey(world, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  await assertRefused(
    derive({ KeyId: signing.keyId }),
    'InvalidKeyUsageException',
    `${signing.arn} key usage is SIGN_VERIFY which is not valid for DeriveSharedSecret.`,
  )
})

// Authorization

test('it needs the permission on the key', async () => {
  const similar = await world.user('similar', allow('kms:Decrypt'))
  await assertRefused(
    derive({}, similar),
    'AccessDeniedException',
    notAllowedByIam('similar', 'kms:DeriveSharedSecret', key.arn),
  )
})

test('a key policy can ask for the algorithm', async () => {
  const bounded = await world.user('bounded')
  const made = async (algorithm: string): Promise<TestKey> => {
    const Condition = { StringEquals: { 'kms:KeyAgreementAlgorithm': algorithm } }
    const own = statement({ AWS: userArn('bounded') }, 'kms:DeriveSharedSecret', { Condition })
    return agreementKey('ECC_NIST_P256', keyPolicy(accountStatement(), own))
  }
  await derive({ KeyId: (await made('ECDH')).keyId }, bounded)
  const { keyId } = await made('other')
  await assertRefused(derive({ KeyId: keyId }, bounded), 'AccessDeniedException')
})

// Behaviour

const CURVES: readonly [KeySpec, string, number][] = [
  ['ECC_NIST_P256', 'P-256', 32],
  ['ECC_NIST_P384', 'P-384', 48],
  ['ECC_NIST_P521', 'P-521', 66],
]

for (const [spec, curve, bytes] of CURVES) {
  test(`${spec}: the other side derives the same secret outside of KMS`, async () => {
    const { keyId, arn } = await agreementKey(spec)
    const peer = pairOn(curve)
    const answer = await derive({ KeyId: keyId, PublicKey: peer.PublicKey })
    assert.deepEqual(
      [answer.KeyId, answer.KeyAgreementAlgorithm, answer.KeyOrigin],
      [arn, 'ECDH', 'AWS_KMS'],
    )
    assert.equal(answer.SharedSecret?.length, bytes)
    const publicKey = readPublicKey(await publicKeyOf(world, keyId))
    const expected = diffieHellman({ privateKey: peer.privateKey, publicKey })
    assert.deepEqual(Buffer.from(answer.SharedSecret), expected)
  })
}

test('two KMS keys come to one secret', async () => {
  const other = await agreementKey('ECC_NIST_P256')
  const one = await derive({ PublicKey: await publicKeyOf(world, other.keyId) })
  const ours = await publicKeyOf(world, key.keyId)
  assert.deepEqual(
    (await derive({ KeyId: other.keyId, PublicKey: ours })).SharedSecret,
    one.SharedSecret,
  )
})

test('a dry run looks at the public key too, and derives nothing', async () => {
  const DryRun = true
  await assertRefused(derive({ DryRun }), 'DryRunOperationException')
  await assertRefused(derive({ DryRun, PublicKey: Buffer.of(1) }), 'ValidationException')
})

test('the event holds the algorithm and no secret', async () => {
  await derive()
  const event = await lastEvent(world, 'DeriveSharedSecret')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId, keyAgreementAlgorithm: 'ECDH' })
  assert.equal(event.responseElements, null)
  assert.equal(event.resources?.[0]?.ARN, key.arn)
})
