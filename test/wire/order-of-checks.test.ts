// The order of checks is part of the API: with two things wrong, a client sees the first.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import type { RawAnswer, RawRequest } from '../fixtures/raw-request.ts'
import { sendRaw } from '../fixtures/raw-request.ts'
import type { Credentials, TestWorld } from '../fixtures/world.ts'
import { allow, startWorld } from '../fixtures/world.ts'

let world: TestWorld
let nobody: Credentials
let keyId: string

before(async () => {
  world = await startWorld()
  nobody = await world.user('nobody', allow('kms:ListKeys'))
  const created = await world.client(KMSClient).send(new CreateKeyCommand({}))
  keyId = created.KeyMetadata?.KeyId ?? ''
})
after(() => world.close())

const MISSING_KEY = '1234abcd-12ab-34cd-56ef-1234567890ab'
const wrongSecret = (credentials: Credentials): Credentials => ({
  ...credentials,
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
})

const send = (request: Partial<RawRequest>): Promise<RawAnswer> =>
  sendRaw(world.endpoint, {
    service: 'kms',
    target: 'TrentService.PutKeyPolicy',
    body: '{}',
    credentials: nobody,
    ...request,
  })

test('an unknown operation is told before the signature is looked at', async () => {
  const answer = await send({ target: 'TrentService.Nothing', credentials: wrongSecret(nobody) })
  assert.equal(answer.code, 'UnknownOperationException')
  assert.equal(answer.status, 400)
})

test('a body that is no JSON is told before a missing signature', async () => {
  const answer = await sendRaw(world.endpoint, {
    service: 'kms',
    target: 'TrentService.PutKeyPolicy',
    body: '{',
  })
  assert.equal(answer.code, 'SerializationException')
})

test('a missing signature is told before invalid input', async () => {
  const answer = await sendRaw(world.endpoint, {
    service: 'kms',
    target: 'TrentService.PutKeyPolicy',
    body: '{}',
  })
  assert.equal(answer.code, 'MissingAuthenticationTokenException')
})

test('a wrong signature is told before invalid input', async () => {
  const answer = await send({ credentials: wrongSecret(nobody) })
  assert.equal(answer.code, 'InvalidSignatureException')
})

test('a changed body is a wrong signature', async () => {
  const answer = await send({
    spoil: (sent) => {
      sent.body = '{"KeyId":"x"}'
    },
  })
  assert.equal(answer.code, 'InvalidSignatureException')
})

test('invalid input is told before a key that does not exist', async () => {
  const answer = await send({ body: JSON.stringify({ KeyId: MISSING_KEY }) })
  assert.equal(answer.code, 'ValidationException')
  assert.match(answer.text, /1 validation error detected: Value null at 'policy' failed/)
})

test('a key that does not exist is told before the lack of permission', async () => {
  const answer = await send({ body: JSON.stringify({ KeyId: MISSING_KEY, Policy: '{}' }) })
  assert.equal(answer.code, 'NotFoundException')
})

test('the lack of permission is told before a malformed policy', async () => {
  const answer = await send({ body: JSON.stringify({ KeyId: keyId, Policy: 'no policy' }) })
  assert.equal(answer.code, 'AccessDeniedException')
  assert.equal(answer.status, 400)
})

test('the body of an access-denied answer spells Message with a capital', async () => {
  const answer = await send({ body: JSON.stringify({ KeyId: keyId, Policy: '{}' }) })
  assert.match(answer.text, /"Message":"User: arn:aws:iam::111122223333:user\/nobody is not/)
})

test('a signature of six minutes ago is too old for KMS and young enough for STS', async () => {
  const signedAt = new Date(Date.now() - 6 * 60_000)
  const kms = await send({ signedAt })
  assert.equal(kms.code, 'InvalidSignatureException')
  assert.match(kms.text, /Signature expired: \d{8}T\d{6}Z is now earlier than/)
  const sts = await sendRaw(world.endpoint, {
    service: 'sts',
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
    credentials: nobody,
    signedAt,
  })
  assert.equal(sts.status, 200)
})

test('every answer carries a request id, refusals included', async () => {
  for (const answer of [await send({}), await send({ target: 'TrentService.Nothing' })]) {
    assert.match(answer.requestId ?? '', /^[0-9a-f-]{36}$/)
  }
})

test('a body over the limit is refused, and the server goes on', async () => {
  const answer = await send({ body: JSON.stringify({ KeyId: 'x'.repeat(2 * 1024 * 1024) }) }).catch(
    (cause: unknown) => cause,
  )
  if (!(answer instanceof Error)) assert.equal((answer as RawAnswer).status, 413)
  assert.equal((await send({ target: 'TrentService.ListKeys' })).status, 200)
})
