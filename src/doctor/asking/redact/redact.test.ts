import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import test from 'node:test'
import fc from 'fast-check'
import type { JsonObject } from '../../../base/json.ts'
import type { EvidenceFile } from '../evidence-file.ts'
import { withoutAddresses } from './addresses.ts'
import { redact } from './redact.ts'

const salt = Buffer.alloc(32, 7)
const hash = (text: string): Uint8Array => createHmac('sha256', salt).update(text).digest()
const other = (text: string): string => withoutAddresses(text, hash)

const bitsOf = (address: string): string =>
  address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('')

function sharedBits(one: string, another: string): number {
  const [a, b] = [bitsOf(one), bitsOf(another)]
  const at = [...a].findIndex((bit, index) => bit !== b[index])
  return at < 0 ? 32 : at
}

test('two addresses share as many first bits as before', () => {
  const address = fc.ipV4()
  fc.assert(
    fc.property(address, address, (one, another) => {
      assert.equal(sharedBits(other(one), other(another)), sharedBits(one, another))
    }),
  )
})

test('a range stays a range, and an IPv6 address an IPv6 address', () => {
  assert.match(other('203.0.113.0/24'), /^(\d+\.){3}\d+\/24$/)
  for (const address of ['2001:db8::1', '::1', 'fe80::', '::ffff:192.0.2.1', '1:2:3:4:5:6:7:8']) {
    const replaced = other(`(${address}/64)`)
    assert.ok(isIPv6(replaced.slice(1, -4)), replaced)
    assert.notEqual(replaced, `(${address}/64)`)
  }
})

test('what only looks like an address stays', () => {
  for (const text of [
    'arn:aws:iam::111122223333:user/a',
    'arn:aws:s3:::bucket',
    'aws-cli/2.15.30 Python/3.11.8',
    '2024-05-06T07:08:09Z',
    '999.1.1.1',
    'kms.us-east-1.amazonaws.com',
    '1.2.3.4.5',
    '::',
  ]) {
    assert.equal(other(text), text)
  }
})

function redacted(output: JsonObject): string {
  const file: EvidenceFile = {
    format: 'sparekey-evidence',
    version: 1,
    collectedAt: '2024-05-06T07:08:09.000Z',
    where: {
      account: '111122223333',
      region: 'us-east-1',
      endpoint: null,
      profile: 'alice-work',
      credentialsFile: '/people/alice/credentials',
    },
    caller: { account: '111122223333', arn: 'arn:aws:iam::111122223333:root', userId: '1' },
    about: {},
    redacted: false,
    answers: [{ service: 'iam', operation: 'GetUser', input: {}, at: '', output }],
  }
  return JSON.stringify(redact(file, salt))
}

test('a person has one hash, in whatever form the name is written', () => {
  const policy = '{"Condition":{"StringEquals":{"aws:username":"alice"}},"Sid":"of alice"}'
  const event = JSON.stringify({
    userIdentity: { arn: 'arn:aws:sts::111122223333:assumed-role/Admin/alice', type: 'x' },
    requestParameters: { policy },
    sourceIPAddress: '192.0.2.44',
    userAgent: 'aws-cli/2.0 "quoted" md/alice',
  })
  const text = redacted({
    UserName: 'alice',
    Arn: 'arn:aws:iam::111122223333:user/staff/eu/alice',
    PolicyName: 'alice-inline',
    PolicyDocument: encodeURIComponent(policy),
    CloudTrailEvent: event,
    Mail: 'Alice <alice@example.com>',
    AccountAliases: ['acme-payroll'],
    SignIn: 'https://acme-payroll.signin.aws.amazon.com',
    Key: 'AKIAIOSFODNN7EXAMPLE',
    Roles: [{ type: 'Role', userName: 'Admin' }],
  })
  for (const word of [
    'alice',
    '192.0.2.44',
    'example.com',
    'acme',
    'aws-cli',
    'AKIAIOSF',
    'home',
  ]) {
    assert.ok(!text.includes(word), word)
  }
  const hashes = new Set(
    decodeURIComponent(text).match(/(?<=user\/staff\/eu\/|of |Admin\/)anon-\w+/g),
  )
  assert.equal(hashes.size, 1)
  assert.match(text, /"userName":"Admin"/)
})

test('a user whose name is a word of AWS is hidden, and the word still means what it means', () => {
  const text = redacted({
    UserName: 'root',
    Arn: 'arn:aws:iam::111122223333:user/root',
    Policy: '{"Principal":{"AWS":"arn:aws:iam::111122223333:root"}}',
    Other: 'arn:aws:iam::111122223333:user/key',
    Action: 'arn:aws:kms:us-east-1:111122223333:key/1',
  })
  assert.match(text, /"UserName":"anon-\w+","Arn":"arn:aws:iam::111122223333:user\/anon-/)
  assert.ok(text.includes('111122223333:root') && text.includes(':key/1'))
})

test('services that call are named, and so are wildcards', () => {
  const text = redacted({
    CloudTrailEvent: '{"userAgent":"AWS Internal","sourceIPAddress":"kms.amazonaws.com"}',
    Policy: '{"AWS":"arn:aws:iam::111122223333:user/dev*"}',
    PolicyName: 'dev-tools',
  })
  assert.match(text, /AWS Internal.*kms\.amazonaws\.com.*user\/dev\*.*dev-tools/)
})
