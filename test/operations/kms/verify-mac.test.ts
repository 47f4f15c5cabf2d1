import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { VerifyMacCommandInput } from '@aws-sdk/client-kms'
import { GenerateMacCommand, VerifyMacCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { assertRefused, kmsAs, lastEvent, newKey, notAllowedByIam } from './fixture.ts'

let world: TestWorld
let key: TestKey
let Mac: Uint8Array

const Message = Buffer.from('a message of moderate importance')
const MacAlgorithm = 'HMAC_SHA_384'
const spec = { KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC' } as const

before(async () => {
  world = await startWorld()
  key = await newKey(world, spec)
  const command = new GenerateMacCommand({ KeyId: key.keyId, MacAlgorithm, Message })
  Mac = (await kmsAs(world).send(command)).Mac ?? new Uint8Array()
})
after(() => world.close())

const verify = (input: Partial<VerifyMacCommandInput> = {}, credentials?: Credentials) => {
  const whole = { KeyId: key.keyId, MacAlgorithm, Message, Mac, ...input } as const
  return kmsAs(world, credentials).send(new VerifyMacCommand(whole))
}

// Validation

test('a wrong algorithm and a key of another usage are refused before the MAC', async () => {
  const Wrong = Buffer.from('no MAC')
  await assertRefused(
    verify({ MacAlgorithm: 'HMAC_SHA_256', Mac: Wrong }),
    'InvalidKeyUsageException',
    'Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_384.',
  )
  const signing = await newKey(world, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })
  await assertRefused(
    verify({ KeyId: signing.keyId, Mac: Wrong }),
    'InvalidKeyUsageException',
    `${signing.arn} key usage is SIGN_VERIFY which is not valid for VerifyMac.`,
  )
})

// Authorization

test('the permission to generate is none to verify', async () => {
  const similar = await world.user('similar', allow('kms:GenerateMac'))
  await assertRefused(
    verify({}, similar),
    'AccessDeniedException',
    notAllowedByIam('similar', 'kms:VerifyMac', key.arn),
  )
})

// Behaviour

test('a MAC that fits is valid', async () => {
  const { KeyId, MacValid, MacAlgorithm: algorithm } = await verify()
  assert.deepEqual([KeyId, MacValid, algorithm], [key.arn, true, MacAlgorithm])
})

test('one that does not is an exception without a message, also in a dry run', async () => {
  const flipped = Uint8Array.from(Mac)
  flipped[0] = (flipped[0] ?? 0) ^ 1
  for (const one of [flipped, Mac.subarray(1), Buffer.concat([Mac, Buffer.alloc(1)])]) {
    // The SDK writes its own word where there is no message.
    await assertRefused(verify({ Mac: one }), 'KMSInvalidMacException', /^(UnknownError|)$/)
  }
  await assertRefused(verify({ Message: Buffer.from('other') }), 'KMSInvalidMacException')
  const other = await newKey(world, spec)
  await assertRefused(verify({ KeyId: other.keyId }), 'KMSInvalidMacException')
  const DryRun = true
  await assertRefused(verify({ DryRun, Mac: flipped }), 'KMSInvalidMacException')
  await assertRefused(verify({ DryRun }), 'DryRunOperationException')
})

test('the event of a failure names the exception and holds no MAC', async () => {
  await assertRefused(verify({ Mac: Buffer.from('no MAC') }), 'KMSInvalidMacException')
  const event = await lastEvent(world, 'VerifyMac')
  assert.equal(event.errorCode, 'KMSInvalidMacException')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId, macAlgorithm: MacAlgorithm })
})
