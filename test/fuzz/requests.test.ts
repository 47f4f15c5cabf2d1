// Whole requests against a running stack, from nearly right to plain noise: always an answer in
// AWS's form, never a fault of ours, never a connection that hangs, and the stack goes on.

import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import fc from 'fast-check'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import * as Kms from '@aws-sdk/client-kms'
import { openSocket } from '../fixtures/raw-socket.ts'
import type { RawRequest } from '../fixtures/raw-request.ts'
import { sendRaw } from '../fixtures/raw-request.ts'
import type { TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, allow, startWorld } from '../fixtures/world.ts'
import { assertAwsAnswer } from './answer.ts'
import { inSlices } from './budget.ts'
import { hostileText, spoilt, type Pool } from './shape-values.ts'

let world: TestWorld
let pools = 0

before(async () => {
  world = await startWorld({ requestMsMax: 500 })
})
after(() => world.close())

afterEach(async () => {
  const { status } = await send({ service: 'kms', target: 'TrentService.ListKeys', body: '{}' })
  assert.equal(status, 200, 'the stack does not go on')
})

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Account',
      Effect: 'Allow',
      Principal: { AWS: [ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`] },
      Action: ['kms:*', 'kms:De?crypt'],
      Resource: '*',
      Condition: {
        StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' },
        IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
        DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' },
        'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['a', '${aws:username}'] },
      },
    },
  ],
})

/** New ones for every slice: what is hit may be gone, disabled or locked afterwards. */
async function filledPool(): Promise<Pool> {
  pools += 1
  const [alias, user, RoleName] = [`alias/a${pools}`, `alice${pools}`, `role${pools}`]
  const kms = world.client(Kms.KMSClient)
  const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({}))
  const { KeyId = '', Arn = '' } = KeyMetadata ?? {}
  await kms.send(new Kms.CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }))
  await world.user(user, allow('*'))
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }],
  })
  const role = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument })
  await world.client(IAMClient).send(role)
  const encrypt = new Kms.EncryptCommand({ KeyId, Plaintext: Buffer.from('x') })
  const { CiphertextBlob = new Uint8Array() } = await kms.send(encrypt)
  const arns = [`user/${user}`, `role/${RoleName}`].map((name) => `arn:aws:iam::${ACCOUNT}:${name}`)
  const names = [KeyId, Arn, alias, 'alias/b', user, RoleName, 'default', '/', 'session']
  const policies = [policy, AssumeRolePolicyDocument, JSON.stringify(allow('*'))]
  return { texts: [...names, ...arns, ...policies], blobs: [CiphertextBlob] }
}

const send = (request: Omit<RawRequest, 'credentials'>) =>
  sendRaw(world.endpoint, { credentials: world.root(), ...request })

test('a body that was spoilt after a valid one is answered', async () => {
  const bodies = [
    { service: 'kms', target: 'TrentService.CreateKey', body: JSON.stringify({ Policy: policy }) },
    { service: 'kms', target: 'TrentService.Encrypt', body: '{"KeyId":"alias/a1","Plaintext":""}' },
    { service: 'iam', body: 'Action=ListUsers&Version=2010-05-08&MaxItems=3' },
    { service: 'sts', body: 'Action=GetCallerIdentity&Version=2011-06-15' },
  ]
  const spoiltBodies = fc
    .constantFrom(...bodies)
    .chain((request) => spoilt(request.body).map((body) => ({ ...request, body })))
  await inSlices(() =>
    fc.asyncProperty(spoiltBodies, async (request) => assertAwsAnswer(await send(request))),
  )
})

/** JSON with one of its values, however deep, replaced by another. */
function withSomethingElse(value: unknown, instead: unknown, steps: readonly number[]): unknown {
  const [step, ...more] = steps
  if (step === undefined || typeof value !== 'object' || value === null) return instead
  const keys = Object.keys(value)
  const key = keys[step % Math.max(keys.length, 1)] ?? ''
  const changed = withSomethingElse((value as Record<string, unknown>)[key], instead, more)
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? changed : item))
    : { ...value, [key]: changed }
}

test('a policy in which anything was replaced is stored or refused, and then evaluated', () =>
  inSlices(async () => {
    const pool = await filledPool()
    const [KeyId = ''] = pool.texts
    const policies = fc
      .tuple(fc.oneof(hostileText(pool), fc.jsonValue()), fc.array(fc.nat(9), { maxLength: 6 }))
      .map(([instead, steps]) => withSomethingElse(JSON.parse(policy), instead, steps))
    return fc.asyncProperty(policies, async (document) => {
      const Policy = JSON.stringify(document)
      const kms = (operation: string, input: object) =>
        send({ service: 'kms', target: `TrentService.${operation}`, body: JSON.stringify(input) })
      const BypassPolicyLockoutSafetyCheck = true
      const created = await kms('CreateKey', { Policy, BypassPolicyLockoutSafetyCheck })
      assertAwsAnswer(created)
      const [, made] = /"KeyId":"([^"]+)"/.exec(created.text) ?? []
      assertAwsAnswer(await kms('DescribeKey', { KeyId: made ?? KeyId }))
      const user = { Action: 'PutUserPolicy', Version: '2010-05-08', UserName: pool.texts[4] ?? '' }
      const form = new URLSearchParams({ ...user, PolicyName: 'p', PolicyDocument: Policy })
      assertAwsAnswer(await send({ service: 'iam', body: form.toString() }))
    })
  }))

test('headers that were spoilt after signing are answered', async () => {
  const headers = ['authorization', 'x-amz-date', 'x-amz-target', 'content-type', 'x-amz-extra']
  const spoils = fc.tuple(
    fc.constantFrom(...headers),
    fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)) }),
    fc.nat(300),
    fc.nat(20),
  )
  await inSlices(() =>
    fc.asyncProperty(spoils, async ([name, instead, at, gone]) => {
      const spoil: RawRequest['spoil'] = (sent) => {
        const value = sent.headers[name] ?? ''
        sent.headers[name] = value.slice(0, at) + instead + value.slice(at + gone)
      }
      const target = 'TrentService.ListKeys'
      assertAwsAnswer(await send({ service: 'kms', target, body: '{}', spoil }))
    }),
  )
})

const head = 'POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: TrentService.ListKeys\r\n'
const whole = `${head}content-type: application/x-amz-json-1.1\r\ncontent-length: 2\r\n\r\n{}`

test('bytes that are no request, or hardly one, come to an end', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    spoilt(whole).map((text) => Buffer.from(text, 'latin1')),
    spoilt(`GET /_sparekey/info HTTP/1.1\r\nhost: localhost\r\n\r\n`).map((text) =>
      Buffer.from(text, 'latin1'),
    ),
  )
  await inSlices(() =>
    fc.asyncProperty(bytes, async (sent) => {
      const { send: say, socket, closed } = await openSocket(world.endpoint)
      say(sent)
      socket.end()
      assert.doesNotMatch(await closed(), /^HTTP\/1\.1 5(?!05)/m)
    }),
  )
})

test('paths, methods and queries of every kind are answered', async () => {
  const path = fc.oneof(
    fc
      .webUrl({ withQueryParameters: true })
      .map((url) => new URL(url))
      .map((url) => url.pathname + url.search),
    fc.constantFrom('/_sparekey/', '/_sparekey/info/..', '/_sparekey', '/?Action=ListUsers', '/%'),
  )
  const method = fc.constantFrom('GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST')
  await inSlices(() =>
    fc.asyncProperty(method, path, async (verb, at) => {
      const answer = await fetch(`${world.endpoint}${at}`, { method: verb })
      assert.ok(answer.status < 500, await answer.text())
      assert.ok(answer.headers.get('x-amzn-requestid'))
    }),
  )
})
