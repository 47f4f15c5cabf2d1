import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { SecretBytes } from './secret-bytes.ts'

const secret = new SecretBytes(Buffer.from('open sesame'))

test('a secret is not printed, whichever way, and neither is its key', () => {
  const printed = [
    `${secret}`,
    JSON.stringify({ secret }),
    inspect(secret),
    inspect(secret.asKey()),
  ]
  for (const text of printed) assert.doesNotMatch(text, /sesame|111, 112/)
})

test('the key is made of the same bytes, once', () => {
  assert.deepEqual(
    secret.use((bytes) => Buffer.from(bytes)),
    secret.asKey().export(),
  )
  assert.equal(secret.asKey(), secret.asKey())
})

test('nobody changes a secret through the bytes that they gave or were given', () => {
  const given = Buffer.from('open sesame')
  const kept = new SecretBytes(given)
  given.fill(0)
  kept.use((bytes) => bytes.fill(0))
  assert.ok(kept.equals(secret))
})
