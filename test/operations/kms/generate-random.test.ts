import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { GenerateRandomCommandInput } from '@aws-sdk/client-kms'
import { GenerateRandomCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow, startWorld } from '../../fixtures/world.ts'
import { assertRefused, kmsAs, lastEvent, userArn } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const random = (input: GenerateRandomCommandInput = {}, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new GenerateRandomCommand(input))

// Validation

test('the number of bytes is given, and is 1 to 1024', async () => {
  await assertRefused(random(), 'ValidationException', 'NumberOfBytes is required.')
  const refused = (bytes: number, words: string) =>
    assertRefused(
      random({ NumberOfBytes: bytes }),
      'ValidationException',
      `1 validation error detected: Value '${bytes}' at 'numberOfBytes' failed to satisfy ` +
        `constraint: Member must have value ${words}`,
    )
  await refused(0, 'greater than or equal to 1')
  await refused(1025, 'less than or equal to 1024')
})

test('there are no custom key stores', async () => {
  const NumberOfBytes = 8
  await assertRefused(
    random({ NumberOfBytes, CustomKeyStoreId: 'cks-1234567890abcdef0' }),
    'CustomKeyStoreNotFoundException',
  )
})

// Authorization

test('it needs the permission on everything: no key has a part in it', async () => {
  const byKey = await world.user('by-key', allow('kms:*', 'arn:aws:kms:us-east-1:*:key/*'))
  await assertRefused(
    random({ NumberOfBytes: 8 }, byKey),
    'AccessDeniedException',
    `User: ${userArn('by-key')} is not authorized to perform: kms:GenerateRandom on resource: * ` +
      'because no identity-based policy allows the kms:GenerateRandom action',
  )
  await random({ NumberOfBytes: 8 }, await world.user('drawer', allow('kms:GenerateRandom')))
})

// Behaviour

test('the bytes are as many as asked for, and others each time', async () => {
  const [one, other] = [await random({ NumberOfBytes: 32 }), await random({ NumberOfBytes: 32 })]
  assert.equal(one.Plaintext?.length, 32)
  assert.notDeepEqual(one.Plaintext, other.Plaintext)
  assert.equal((await random({ NumberOfBytes: 1024 })).Plaintext?.length, 1024)
})

test('the event holds no more than that it happened', async () => {
  await random({ NumberOfBytes: 32 })
  const event = await lastEvent(world, 'GenerateRandom')
  assert.equal(event.requestParameters, null)
  assert.equal(event.responseElements, null)
  assert.equal(event.resources, undefined)
  assert.equal(event.readOnly, true)
})
