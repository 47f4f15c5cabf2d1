import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { GenerateMacCommandInput, KeySpec, MacAlgorithmSpec } from '@aws-sdk/client-kms'
import { GenerateMacCommand, VerifyMacCommand } from '@aws-sdk/client-kms'
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

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await macKey('HMAC_256')
})
after(() => world.close())

const Message = Buffer.from('a message of moderate importance')
const MacAlgorithm = 'HMAC_SHA_256'

const macKey = (KeySpec: KeySpec, Policy?: string): Promise<TestKey> =>
  newKey(world, { KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC', Policy })

const generate = (input: Partial<GenerateMacCommandInput> = {}, credentials?: Credentials) => {
  const whole = { KeyId: key.keyId, MacAlgorithm, Message, ...input } as const
  return kmsAs(world, credentials).send(new GenerateMacCommand(whole))
}

// Validation

test('each spec has one algorithm', async () => {
  await assertRefused(
    generate({ MacAlgorithm: 'HMAC_SHA_512' }),
    'InvalidKeyUsageException',
    'Algorithm HMAC_SHA_512 is incompatible with key spec HMAC_256.',
  )
})

test('a key of another usage makes no MACs', async () => {
  const { keyId, arn } = await newKey(world)
  await assertRefused(
    generate({ KeyId: keyId }),
    'InvalidKeyUsageException',
    `${arn} key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.`,
  )
})

test('a message has 1 to 4096 bytes, and is not echoed', async () => {
  const refused = "1 validation error detected: Value at 'message' failed to satisfy constraint: "
  await assertRefused(
    generate({ Message: Buffer.alloc(4097) }),
    'ValidationException',
    `${refused}Member must have length less than or equal to 4096`,
  )
  await generate({ Message: Buffer.alloc(4096) })
})

// Authorization

test('the permission to verify is none to generate', async () => {
  const similar = await world.user('similar', allow('kms:VerifyMac'))
  await assertRefused(
    generate({}, similar),
    'AccessDeniedException',
    notAllowedByIam('similar', 'kms:GenerateMac', key.arn),
  )
})

test('a key policy can ask for the algorithm', async () => {
  const bounded = await world.user('bounded')
  const policyFor = (algorithm: string): string => {
    const Condition = { StringEquals: { 'kms:MacAlgorithm': algorithm } }
    const own = statement({ AWS: userArn('bounded') }, 'kms:GenerateMac', { Condition })
    return keyPolicy(accountStatement(), own)
  }
  const right = await macKey('HMAC_256', policyFor('HMAC_SHA_256'))
  const wrong = await macKey('HMAC_256', policyFor('HMAC_SHA_512'))
  await generate({ KeyId: right.keyId }, bounded)
  await assertRefused(generate({ KeyId: wrong.keyId }, bounded), 'AccessDeniedException')
})

// Behaviour

const SPECS: readonly [KeySpec, MacAlgorithmSpec, number][] = [
  ['HMAC_224', 'HMAC_SHA_224', 28],
  ['HMAC_256', 'HMAC_SHA_256', 32],
  ['HMAC_384', 'HMAC_SHA_384', 48],
  ['HMAC_512', 'HMAC_SHA_512', 64],
]

for (const [spec, algorithm, bytes] of SPECS) {
  test(`${spec}: the same message has the same MAC, and another key gives another`, async () => {
    const { keyId, arn } = await macKey(spec)
    const input = { KeyId: keyId, MacAlgorithm: algorithm }
    const answer = await generate(input)
    assert.equal(answer.KeyId, arn)
    assert.equal(answer.MacAlgorithm, algorithm)
    const { Mac = new Uint8Array() } = answer
    assert.equal(Mac.length, bytes)
    assert.deepEqual((await generate(input)).Mac, Mac)
    const other = await macKey(spec)
    assert.notDeepEqual((await generate({ ...input, KeyId: other.keyId })).Mac, Mac)
    const verify = new VerifyMacCommand({ ...input, Message, Mac })
    assert.equal((await kmsAs(world).send(verify)).MacValid, true)
  })
}

test('a dry run makes no MAC', async () => {
  await assertRefused(generate({ DryRun: true }), 'DryRunOperationException')
})

test('the event holds the algorithm, and neither message nor MAC', async () => {
  await generate()
  const event = await lastEvent(world, 'GenerateMac')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId, macAlgorithm: MacAlgorithm })
  assert.equal(event.responseElements, null)
  assert.equal(event.additionalEventData, undefined)
  assert.equal(event.resources?.[0]?.ARN, key.arn)
})
