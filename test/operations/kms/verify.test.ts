import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { VerifyCommandInput } from '@aws-sdk/client-kms'
import { SignCommand, VerifyCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { assertRefused, kmsAs, lastEvent, newKey, notAllowedByIam } from './fixture.ts'

let world: TestWorld
let key: TestKey
let Signature: Uint8Array

const Message = Buffer.from('a message of moderate importance')
const SigningAlgorithm = 'ECDSA_SHA_256'

before(async () => {
  world = await startWorld()
  key = await newKey(world, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  const command = new SignCommand({ KeyId: key.keyId, SigningAlgorithm, Message })
  Signature = (await kmsAs(world).send(command)).Signature ?? new Uint8Array()
})
after(() => world.close())

const verify = (input: Partial<VerifyCommandInput> = {}, credentials?: Credentials) => {
  const whole = { KeyId: key.keyId, SigningAlgorithm, Message, Signature, ...input } as const
  return kmsAs(world, credentials).send(new VerifyCommand(whole))
}

// Validation

test('a wrong digest and a wrong algorithm are refused before the signature', async () => {
  const Wrong = Buffer.from('no signature')
  await assertRefused(
    verify({ Signature: Wrong, MessageType: 'DIGEST', Message: Buffer.alloc(31) }),
    'ValidationException',
    'Digest is invalid length for algorithm ECDSA_SHA_256.',
  )
  await assertRefused(
    verify({ Signature: Wrong, SigningAlgorithm: 'RSASSA_PSS_SHA_256' }),
    'InvalidKeyUsageException',
    'Algorithm RSASSA_PSS_SHA_256 is incompatible with key spec ECC_NIST_P256.',
  )
})

test('a key of another usage does not verify', async () => {
  const agreement = await newKey(world, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' })
  await assertRefused(
    verify({ KeyId: agreement.keyId }),
    'InvalidKeyUsageException',
    `${agreement.arn} key usage is KEY_AGREEMENT which is not valid for Verify.`,
  )
})

// Authorization

test('the permission to sign is none to verify', async () => {
  const similar = await world.user('similar', allow('kms:Sign'))
  await assertRefused(
    verify({}, similar),
    'AccessDeniedException',
    notAllowedByIam('similar', 'kms:Verify', key.arn),
  )
})

// Behaviour

test('a signature that fits is valid', async () => {
  const { KeyId, SignatureValid, SigningAlgorithm: algorithm } = await verify()
  assert.deepEqual([KeyId, SignatureValid, algorithm], [key.arn, true, SigningAlgorithm])
})

test('one that does not is an exception without a message, also in a dry run', async () => {
  const wrong = [Buffer.from('no signature'), Signature.subarray(1), Buffer.alloc(6144)]
  for (const one of wrong) {
    // The SDK writes its own word where there is no message.
    const refused = verify({ Signature: one })
    await assertRefused(refused, 'KMSInvalidSignatureException', /^(UnknownError|)$/)
  }
  const other = await newKey(world, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  await assertRefused(verify({ KeyId: other.keyId }), 'KMSInvalidSignatureException')
  const DryRun = true
  await assertRefused(verify({ DryRun, Signature: wrong[0] }), 'KMSInvalidSignatureException')
  await assertRefused(verify({ DryRun }), 'DryRunOperationException')
})

test('the event of a failure names the exception and holds no signature', async () => {
  await assertRefused(
    verify({ Signature: Buffer.from('no signature') }),
    'KMSInvalidSignatureException',
  )
  const event = await lastEvent(world, 'Verify')
  assert.equal(event.errorCode, 'KMSInvalidSignatureException')
  assert.deepEqual(event.requestParameters, {
    keyId: key.keyId,
    messageType: 'RAW',
    signingAlgorithm: SigningAlgorithm,
  })
})
