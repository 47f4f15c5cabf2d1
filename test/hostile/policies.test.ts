// Policies that are made to be slow: stored or refused, each decision takes milliseconds, and who
// asks for something else meanwhile does not notice.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { wildcard } from '../../src/policy/match/wildcard.ts'
import { readPolicy } from '../../src/policy/index.ts'
import { startBesiegedStack, type BesiegedStack } from '../fixtures/besieged-stack.ts'
import { ACCOUNT, type Credentials } from '../fixtures/credentials-file.ts'
import { formCall, jsonCall } from '../fixtures/wire-request.ts'

let stack: BesiegedStack
let mallory: Credentials
before(async () => {
  stack = await startBesiegedStack()
  const iam = stack.client(Iam.IAMClient)
  await iam.send(new Iam.CreateUserCommand({ UserName: 'mallory' }))
  const everything = policyOf([{ Effect: 'Allow', Action: '*', Resource: '*' }])
  const own = { UserName: 'mallory', PolicyName: 'p', PolicyDocument: everything }
  await iam.send(new Iam.PutUserPolicyCommand(own))
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName: 'mallory' }))
  mallory = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  }
})
after(() => stack.close())

const policyOf = (Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement })

const account = {
  ...{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } },
  ...{ Action: 'kms:*', Resource: '*' },
}
const nobody = { Effect: 'Deny', Principal: '*', Resource: '*' }
const stars = (count: number): string => '*a'.repeat(count)

/** Each below the 32 KiB of a key policy, and as bad as so many bytes can be. */
const SLOW: Readonly<Record<string, object>> = {
  'an action of a thousand stars': { ...nobody, Action: `kms:${stars(1000)}b` },
  'many actions of many stars': {
    ...nobody,
    Action: Array.from({ length: 200 }, (_, i) => `kms:${stars(60)}${i}`),
  },
  'question marks by the thousand': { ...nobody, Action: `kms:*${'?'.repeat(2000)}*z` },
  'a condition of a thousand stars': {
    ...{ ...nobody, Action: 'kms:*' },
    Condition: { StringLike: { 'aws:UserAgent': `${stars(4000)}b` } },
  },
  'a thousand values to compare': {
    ...{ ...nobody, Action: 'kms:*' },
    Condition: {
      'ForAnyValue:StringLike': {
        'aws:UserAgent': Array.from({ length: 500 }, (_, i) => `${stars(20)}${i}`),
      },
    },
  },
  'variables by the hundred': {
    ...{ ...nobody, Action: 'kms:*' },
    Condition: { StringLike: { 'aws:UserAgent': `${'*${aws:username}'.repeat(500)}b` } },
  },
  'a hundred thousand addresses’ worth of blocks': {
    ...{ ...nobody, Action: 'kms:*' },
    Condition: {
      IpAddress: { 'aws:SourceIp': Array.from({ length: 900 }, (_, i) => `10.${i % 256}.0.0/16`) },
    },
  },
}

for (const [what, statement] of Object.entries(SLOW)) {
  test(`${what}: a request under it takes no longer than it may`, async (t) => {
    const Policy = policyOf([account, statement])
    assert.ok(Policy.length < 32 * 1024)
    const siege = await stack.besiege(async () => {
      const { status, text } = await stack.ask(
        jsonCall('kms', 'TrentService.CreateKey', JSON.stringify({ Policy })),
        mallory,
      )
      assert.ok(status === 200 || status === 400, text)
      const [, KeyId] = /"KeyId":"([^"]+)"/.exec(text) ?? []
      if (KeyId === undefined) return
      for (let times = 0; times < 20; times += 1) {
        const call = jsonCall('kms', 'TrentService.DescribeKey', JSON.stringify({ KeyId }))
        const headers = { ...call.headers, 'user-agent': 'a'.repeat(8000) }
        const answer = await stack.ask({ ...call, headers }, mallory)
        assert.ok([200, 400].includes(answer.status), answer.text)
      }
    })
    t.diagnostic(JSON.stringify(siege))
  })
}

test('a simulation of everything under everything is done in turns with others', async (t) => {
  const statements = Array.from({ length: 600 }, (_, i) => ({
    ...{ Effect: 'Allow', Action: [`s3:*Object${i}*`, 'kms:*a*b*c*d*'] },
    Resource: `arn:aws:s3:::${'a*'.repeat(40)}${i}`,
  }))
  const form = new URLSearchParams({ Action: 'SimulateCustomPolicy', Version: '2010-05-08' })
  form.set('PolicyInputList.member.1', policyOf(statements))
  for (let at = 1; at <= 100; at += 1) form.set(`ActionNames.member.${at}`, `s3:GetObject${at}`)
  for (let at = 1; at <= 100; at += 1) {
    form.set(`ResourceArns.member.${at}`, `arn:aws:s3:::${'a'.repeat(900)}${at}`)
  }
  const siege = await stack.besiege(async () => {
    const { status, text } = await stack.ask(formCall('iam', form.toString()), mallory)
    assert.equal(status, 200, text)
    assert.equal(text.match(/<EvalActionName>/g)?.length, 50)
  })
  t.diagnostic(JSON.stringify(siege))
})

test('no pattern is slow over a text that nearly fits', () => {
  const text = 'a'.repeat(20_000)
  for (const pattern of [
    `${stars(5000)}b`,
    `${'*?'.repeat(5000)}b`,
    `${'?*'.repeat(5000)}b`,
    `*${'a'.repeat(5000)}b*`,
    `*${'a?'.repeat(2000)}b*`,
    `${'*'.repeat(10_000)}b`,
  ]) {
    const startMs = performance.now()
    assert.equal(wildcard(pattern)(text), false)
    assert.ok(performance.now() - startMs < 1000, pattern.slice(0, 20))
  }
})

test('no text takes its reader long, however it is made', () => {
  const quotes = '"a":'.repeat(20_000)
  for (const text of [
    '['.repeat(500_000),
    `{"Statement":[${'{},'.repeat(100_000)}{}]}`,
    `{"Statement":{"Condition":{${'"a":{'.repeat(50_000)}`,
    `{${quotes}`,
    `{"Statement":[{"Action":[${'"kms:*",'.repeat(50_000)}"a"]}]}`,
    `{"Version":"2012-10-17","Statement":${'{"Statement":'.repeat(1000)}1${'}'.repeat(1000)}}`,
    `"${'\\u0061'.repeat(100_000)}"`,
  ]) {
    const startMs = performance.now()
    readPolicy(text, { positions: true })
    assert.ok(performance.now() - startMs < 2000, text.slice(0, 40))
  }
})

test('what is too large is refused by every service that takes a policy', async () => {
  const large = policyOf(Array.from({ length: 3000 }, () => account))
  const key = jsonCall('kms', 'TrentService.CreateKey', JSON.stringify({ Policy: large }))
  const form = new URLSearchParams({
    ...{ Action: 'PutUserPolicy', Version: '2010-05-08', UserName: 'mallory' },
    ...{ PolicyName: 'q', PolicyDocument: large },
  })
  for (const call of [key, formCall('iam', form.toString())]) {
    const { status, code, text } = await stack.ask(call)
    assert.ok(status >= 400 && status < 500 && code, text.slice(0, 300))
  }
})
