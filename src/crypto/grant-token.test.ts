import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { SecretBytes } from '../base/secret-bytes.ts'
import type { World } from '../base/world.ts'
import { newGrantToken, openGrantToken } from './grant-token.ts'
import { createSealer } from './sealer.ts'

let drawn = 0
const world: World = {
  now: () => new Date(0),
  randomBytes: (size) => Buffer.alloc(size, (drawn += 1)),
  uuid: () => '1234abcd-12ab-34cd-56ef-1234567890ab',
}
const sealer = createSealer(new SecretBytes(Buffer.alloc(32, 7)), world)
const grant = {
  account: '111122223333',
  region: 'us-east-1',
  keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  grantId: 'f0'.repeat(32),
}

test('a token says which grant it stands for', () => {
  assert.deepEqual(openGrantToken(newGrantToken(grant, sealer, world), sealer), grant)
})

test('two tokens of one grant differ, and both are known again', () => {
  const [one, other] = [newGrantToken(grant, sealer, world), newGrantToken(grant, sealer, world)]
  assert.notEqual(one, other)
  assert.deepEqual(openGrantToken(one, sealer), openGrantToken(other, sealer))
})

test('a token of another root key is not known', () => {
  const stranger = createSealer(new SecretBytes(Buffer.alloc(32, 8)), world)
  assert.equal(openGrantToken(newGrantToken(grant, stranger, world), sealer), undefined)
})

test('a token that was changed anywhere is not known', () => {
  const bytes = Buffer.from(newGrantToken(grant, sealer, world), 'base64url')
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.equal(openGrantToken(changed.toString('base64url'), sealer), undefined)
  }
})

test('a text that is no token is not known, whatever it is', () => {
  const texts = fc.string({ maxLength: 400 })
  fc.assert(fc.property(texts, (text) => openGrantToken(text, sealer) === undefined))
  const padded = `${newGrantToken(grant, sealer, world)}=`
  assert.equal(openGrantToken(padded, sealer), undefined)
})
