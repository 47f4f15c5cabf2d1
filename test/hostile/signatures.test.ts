// Whoever has seen a signed request, and has no secret key: nothing can be made of it but that very
// request, and that for some minutes.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { startBesiegedStack, type BesiegedStack } from '../fixtures/besieged-stack.ts'
import {
  formCall,
  jsonCall,
  presignWire,
  sendWire,
  signWire,
  type Unsigned,
  type Wire,
  type WireAnswer,
} from '../fixtures/wire-request.ts'

let stack: BesiegedStack
before(async () => {
  stack = await startBesiegedStack()
  const s3 = stack.client(S3Client)
  await s3.send(new CreateBucketCommand({ Bucket: 'payroll' }))
  await s3.send(new PutObjectCommand({ Bucket: 'payroll', Key: 'may', Body: 'wages' }))
})
after(() => stack.close())

const minuteMs = 60_000
const json = jsonCall('kms', 'TrentService.ListKeys', '{"Limit":10}')
const form = formCall('sts', 'Action=GetCallerIdentity&Version=2011-06-15')
const object: Unsigned = { service: 's3', method: 'GET', path: '/payroll/may' }
const calls: Readonly<Record<string, Unsigned>> = { KMS: json, STS: form, S3: object }

const sign = (call: Unsigned, signedAt?: Date): Promise<Wire> =>
  signWire(stack.endpoint, call, { credentials: stack.root(), ...(signedAt && { signedAt }) })
const presign = (call: Unsigned, expiresInSeconds = 60, signedAt?: Date): Promise<Wire> =>
  presignWire(stack.endpoint, call, {
    ...{ credentials: stack.root(), expiresInSeconds },
    ...(signedAt && { signedAt }),
  })
const send = (wire: Wire): Promise<WireAnswer> => sendWire(stack.endpoint, wire)

const headerOf = ({ headers }: Wire, name: string): string =>
  headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? ''
const withHeader = (wire: Wire, name: string, value: string): Wire => ({
  ...wire,
  headers: [...wire.headers.filter(([one]) => one.toLowerCase() !== name), [name, value]],
})
const withAnother = (wire: Wire, name: string, value: string): Wire => ({
  ...wire,
  headers: [...wire.headers, [name, value]],
})
const inAuthorization = (wire: Wire, from: RegExp, to: string): Wire =>
  withHeader(wire, 'authorization', headerOf(wire, 'authorization').replace(from, to))

/** Refused as AWS refuses what it cannot believe: as the caller's fault, with a code of its own. */
async function assertRefused(wire: Wire, what: string): Promise<void> {
  const { status, text, code } = await send(wire)
  assert.ok(status >= 400 && status < 500, `${what}: ${status} ${text}`)
  assert.ok(code, `${what}: ${text}`)
}

for (const [service, call] of Object.entries(calls)) {
  test(`a request to ${service} passes as it was signed, and each signed field is`, async () => {
    const wire = await sign(call)
    assert.equal((await send(wire)).status, 200)
    // The same once more: within its minutes a request may be repeated, as on AWS.
    assert.equal((await send(wire)).status, 200)
    const signed = /SignedHeaders=([^,]+)/.exec(headerOf(wire, 'authorization'))?.[1]?.split(';')
    assert.ok(signed && signed.length >= 3)
    for (const name of signed) {
      // Another length would be another message, and another host another connection.
      if (name === 'content-length') continue
      await assertRefused(withHeader(wire, name, `${headerOf(wire, name)}0`), `${name} changed`)
      const without = wire.headers.filter(([one]) => one.toLowerCase() !== name)
      if (name !== 'host') await assertRefused({ ...wire, headers: without }, `no ${name}`)
      if (name !== 'host') await assertRefused(withAnother(wire, name, 'x'), `two of ${name}`)
    }
    await assertRefused({ ...wire, target: `${wire.target}?a=b` }, 'a query')
    await assertRefused({ ...wire, method: call === object ? 'DELETE' : 'PUT' }, 'a method')
  })

  test(`a signature for ${service} is of its key, date, Region, service and bytes`, async () => {
    const wire = await sign(call)
    const changes: Readonly<Record<string, readonly [RegExp, string]>> = {
      'another access key': [/Credential=\w+/, 'Credential=AKIAIOSFODNN7EXAMPLE'],
      'another date': [/\/\d{8}\//, '/20200101/'],
      'another Region': [/us-east-1/, 'eu-west-1'],
      'no Region': [/us-east-1/, ''],
      'another service': [/\/(kms|sts|s3)\//, '/iam/'],
      'another terminator': [/aws4_request/, 'aws4_requests'],
      'another algorithm': [/^AWS4-HMAC-SHA256/, 'AWS4-HMAC-SHA1'],
      'no algorithm': [/^AWS4-HMAC-SHA256 /, ''],
      'no signature': [/Signature=\w+/, 'Signature='],
      'a short signature': [/(Signature=\w{63})\w/, '$1'],
      'a signature in capitals': [/Signature=\w+/, 'Signature=ABCDEF'],
      'zeros for a signature': [/Signature=\w+/, `Signature=${'0'.repeat(64)}`],
      'no signed headers': [/SignedHeaders=[^,]+/, 'SignedHeaders='],
      'fewer signed headers': [/host;/, ''],
      'a signed header that is not there': [/host;/, 'host;x-amz-nothing;'],
      'a signed header of Object.prototype': [/host;/, 'constructor;host;'],
      'two credentials': [
        /Credential=/,
        'Credential=A/20260101/us-east-1/kms/aws4_request, Credential=',
      ],
      'ten thousand signed headers': [/host;/, 'a;'.repeat(10_000) + 'host;'],
    }
    for (const [what, [from, to]] of Object.entries(changes)) {
      const changed = inAuthorization(wire, from, to)
      if (what !== 'two credentials') await assertRefused(changed, what)
      else assert.ok((await send(changed)).status < 500)
    }
    await assertRefused(
      withAnother(wire, 'authorization', 'AWS4-HMAC-SHA256 x=y'),
      'another scheme',
    )
    await assertRefused(withHeader(wire, 'authorization', 'Bearer token'), 'a bearer token')
    await assertRefused(withAnother(wire, 'x-amz-extra', 'x'), 'a header that is not signed')
  })

  test(`a clock that is wrong, forward or back, is told by ${service}`, async () => {
    for (const minutes of [-24 * 60, -16, 16, 24 * 60, 365 * 24 * 60]) {
      const at = new Date(Date.now() + minutes * minuteMs)
      await assertRefused(await sign(call, at), `${minutes} minutes`)
    }
    const wire = await sign(call)
    for (const date of [
      '',
      'now',
      '20261301T000000Z',
      '99999999T999999Z',
      '2026-11-28T00:00:00Z',
    ]) {
      await assertRefused(withHeader(wire, 'x-amz-date', date), `the date ${date}`)
    }
  })
}

test('a signature over one body is worthless over another', async () => {
  const wire = await sign(json)
  for (const body of ['{"Limit":99}', '{"Limit":10} ', ' {"Limit":10', '']) {
    const length = String(Buffer.byteLength(body))
    const replayed = { ...withHeader(wire, 'content-length', length), body }
    await assertRefused(replayed, `replayed over ${body}`)
    // Whoever changes the body can declare its hash as well.
    const hash = createHash('sha256').update(body).digest('hex')
    await assertRefused(withHeader(replayed, 'x-amz-content-sha256', hash), 'its hash')
    await assertRefused(withHeader(replayed, 'x-amz-content-sha256', 'UNSIGNED-PAYLOAD'), 'none')
  }
  const put = await sign({ service: 's3', method: 'PUT', path: '/payroll/may', body: 'wages' })
  await assertRefused({ ...put, body: 'bonus' }, 'an object')
  await assertRefused({ ...put, target: '/payroll/june' }, 'another key')
  const { text } = await send(await sign(object))
  assert.equal(text, 'wages')
})

test('a presigned URL opens what it is for, as long as it says, and nothing else', async () => {
  const wire = await presign(object)
  assert.equal((await send(wire)).text, 'wages')
  const { target } = wire
  const changes: Readonly<Record<string, string>> = {
    'another key': target.replace('/may', '/june'),
    'the bucket': target.replace('/may', '/'),
    'a dot segment': target.replace('/may', '/./may'),
    'a longer life': target.replace('X-Amz-Expires=60', 'X-Amz-Expires=600000'),
    'a life without end': target.replace('X-Amz-Expires=60', 'X-Amz-Expires=99999999'),
    'a life that is no number': target.replace('X-Amz-Expires=60', 'X-Amz-Expires=1e9'),
    'no life': target.replace('&X-Amz-Expires=60', ''),
    'another date': target.replace(/X-Amz-Date=\d{8}/, 'X-Amz-Date=20990101'),
    'another parameter': `${target}&response-content-type=text%2Fhtml`,
    'a sub-resource': `${target}&acl`,
    'a second signature': `${target}&X-Amz-Signature=${'0'.repeat(64)}`,
    'a second life': `${target}&X-Amz-Expires=600`,
    'other signed headers': target.replace('SignedHeaders=host', 'SignedHeaders=host%3Brange'),
    'no signed headers': target.replace('SignedHeaders=host', 'SignedHeaders='),
    'a signature of version 2': '/payroll/may?AWSAccessKeyId=A&Signature=B&Expires=9999999999',
    'a token that nobody was given': `${target}&X-Amz-Security-Token=x`,
  }
  for (const [what, changed] of Object.entries(changes)) {
    await assertRefused({ ...wire, target: changed }, what)
  }
  for (const method of ['PUT', 'DELETE', 'POST', 'HEAD']) {
    const { status } = await send({ ...wire, method })
    assert.ok(status >= 400 && status < 500, `${method}: ${status}`)
  }
  await assertRefused(withAnother(wire, 'authorization', 'AWS4-HMAC-SHA256 x'), 'two mechanisms')
  await assertRefused(withAnother(wire, 'x-amz-acl', 'public-read'), 'a header that is not signed')
  const old = new Date(Date.now() - 2 * minuteMs)
  await assertRefused(await presign(object, 60, old), 'a life that is over')
  await assertRefused(await presign(object, 60, new Date(Date.now() + 20 * minuteMs)), 'not yet')
})

test('a presigned call of another service lives no longer than its signature may', async () => {
  const call: Unsigned = {
    ...{ service: 'sts', method: 'GET' },
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
  }
  const wire = await presign(call)
  assert.equal((await send(wire)).status, 200)
  const other = wire.target.replace('GetCallerIdentity', 'GetSessionToken')
  await assertRefused({ ...wire, target: other }, 'another action')
  await assertRefused({ ...wire, target: `${wire.target}&Action=GetSessionToken` }, 'two actions')
  const hourAgo = new Date(Date.now() - 60 * minuteMs)
  await assertRefused(await presign(call, 7 * 24 * 3600, hourAgo), 'an hour old')
  const posted = { ...wire, method: 'POST', body: 'Action=GetSessionToken&Version=2011-06-15' }
  const type = 'application/x-www-form-urlencoded'
  await assertRefused(withHeader(posted, 'content-type', type), 'a body')
})
