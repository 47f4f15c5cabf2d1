// JSON as no client writes it: each is one value, or refused, in a bounded time and memory.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { startBesiegedStack, type BesiegedStack } from '../fixtures/besieged-stack.ts'
import { jsonCall, type WireAnswer } from '../fixtures/wire-request.ts'

let stack: BesiegedStack
let KeyId: string
before(async () => {
  stack = await startBesiegedStack()
  const { KeyMetadata } = await stack.client(KMSClient).send(new CreateKeyCommand({}))
  KeyId = KeyMetadata?.KeyId ?? ''
})
after(() => stack.close())

const kms = (operation: string, body: string | Uint8Array): Promise<WireAnswer> =>
  stack.ask(jsonCall('kms', `TrentService.${operation}`, body))

const nested = (depth: number, open: string, close: string): string =>
  open.repeat(depth) + close.repeat(depth)

const NO_JSON: Readonly<Record<string, string | Uint8Array>> = {
  'UTF-16': Buffer.from('{}', 'utf16le'),
  'bytes that are no UTF-8': Buffer.from('7b2261223a22ff227d', 'hex'),
  'an overlong slash': Buffer.from('7b2261223a22c0af227d', 'hex'),
  'a surrogate in UTF-8': Buffer.from('7b2261223a22eda080227d', 'hex'),
  'a zero byte': '{}\0',
  'two values': '{}{}',
  'a comment': '{/**/}',
  'a trailing comma': '{"Limit":1,}',
  'single quotes': "{'Limit':1}",
  NaN: '{"Limit":NaN}',
  'a number in hexadecimal': '{"Limit":0x1}',
  'a leading zero': '{"Limit":01}',
  'a line break in a string': '{"Marker":"a\nb"}',
  'a list': '[]',
  null: 'null',
  'a number': '1',
  'a text': '"{}"',
}

for (const [what, body] of Object.entries(NO_JSON)) {
  test(`${what} is refused`, async () => {
    const { status, code, text } = await kms('ListKeys', body)
    assert.deepEqual([status, code], [400, 'SerializationException'], text)
  })
}

test('a byte order mark says nothing, as RFC 8259 allows', async () => {
  assert.equal((await kms('ListKeys', Buffer.from('\ufeff{"Limit":1}'))).status, 200)
})

const NUMBERS = [
  '1e400',
  '-1e400',
  '1e-400',
  '9'.repeat(10_000),
  '2147483648',
  '1.5',
  '-0.1',
  '1e9',
]

test('numbers that no integer holds are refused', async () => {
  for (const number of NUMBERS) {
    const { status, text } = await kms('ListKeys', `{"Limit":${number}}`)
    // What is too small for a double is zero, which is too small for a page.
    assert.equal(status, 400, `${number}: ${text}`)
  }
  assert.equal((await kms('ListKeys', '{"Limit":1.0e1}')).status, 200)
})

test('of a key that is there twice the last counts, in the event and in the deed', async () => {
  const twice = `{"KeyId":"alias/nobody","KeyId":"${KeyId}"}`
  assert.equal((await kms('DescribeKey', twice)).status, 200)
  const other = `{"KeyId":"${KeyId}","KeyId":"alias/nobody"}`
  assert.equal((await kms('DescribeKey', other)).code, 'NotFoundException')
})

test('the names of Object.prototype are names like others', async () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']
  for (const name of names) {
    const ignored = await kms('DescribeKey', `{"KeyId":"${KeyId}","${name}":{"KeyId":"x"}}`)
    assert.equal(ignored.status, 200, ignored.text)
    const context = `{"${name}":"a"}`
    const Plaintext = Buffer.from('secret').toString('base64')
    const input = `"KeyId":"${KeyId}","Plaintext":"${Plaintext}"`
    const sealed = await kms('Encrypt', `{${input},"EncryptionContext":${context}}`)
    assert.equal(sealed.status, 200, sealed.text)
    const [, blob] = /"CiphertextBlob":"([^"]+)"/.exec(sealed.text) ?? []
    // The context is bound: without it, or with another, nothing opens.
    const open = (more: string) => kms('Decrypt', `{"CiphertextBlob":"${blob}"${more}}`)
    assert.equal((await open(`,"EncryptionContext":${context}`)).status, 200)
    assert.equal((await open('')).code, 'InvalidCiphertextException')
    assert.equal((await open(',"EncryptionContext":{"a":"a"}')).code, 'InvalidCiphertextException')
  }
  assert.equal((await kms('__proto__', '{}')).status, 400)
  assert.equal((await kms('constructor', '{}')).status, 400)
  assert.equal((await kms('toString', '{}')).status, 400)
})

test('a lone surrogate is no key, no alias and no context that another text could be', async () => {
  for (const lone of ['\\ud800', '\\udc00', 'a\\ud800b', '\\udc00\\ud800']) {
    const context = `{"KeyId":"${KeyId}","Plaintext":"eA==","EncryptionContext":{"a":"${lone}"}}`
    for (const [operation, body] of [
      ['DescribeKey', `{"KeyId":"${lone}"}`],
      ['CreateAlias', `{"AliasName":"alias/${lone}","TargetKeyId":"${KeyId}"}`],
      ['TagResource', `{"KeyId":"${KeyId}","Tags":[{"TagKey":"${lone}","TagValue":"a"}]}`],
      ['Encrypt', context],
    ] as const) {
      const { status, text } = await kms(operation, body)
      assert.equal(status, 400, text)
    }
  }
})

/** A few of the bodies at once, each of a mebibyte and as many values as that can hold. */
const LARGE = { grownMiBMax: 300 }

test('what is deep or large is refused in a moment, and held by nobody', async (t) => {
  const bodies: readonly string[] = [
    `{"KeyId":${nested(100_000, '[', ']')}}`,
    `{"KeyId":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    '['.repeat(1_000_000),
    `{"Tags":[${'{},'.repeat(300_000)}{}]}`,
    `{"EncryptionContext":{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":"v"`).join()}}}`,
    `{"GrantTokens":[${'"a",'.repeat(200_000)}"a"]}`,
    `{"KeyId":"${'a'.repeat(1_000_000)}"}`,
    `{"KeyId":"${'\\u0061'.repeat(170_000)}"}`,
    `{"Plaintext":"${'A'.repeat(1_000_000)}"}`,
    `{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":1`).join()}}`,
  ]
  const siege = await stack.besiege(async () => {
    for (const operation of ['Encrypt', 'CreateKey', 'DescribeKey']) {
      for (const body of bodies) {
        const { status, text } = await kms(operation, body)
        const isRefused = status >= 400 && status < 500
        // CreateKey takes members that it does not know, as AWS does.
        assert.ok(isRefused || (operation === 'CreateKey' && status === 200), text.slice(0, 200))
        // An answer may give back a value that is refused, once.
        assert.ok(text.length < body.length + 10_000, `${text.length} characters`)
      }
    }
  }, LARGE)
  t.diagnostic(JSON.stringify(siege))
})
