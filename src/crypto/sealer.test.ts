import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import test from 'node:test'
import { SecretBytes } from '../base/secret-bytes.ts'
import type { World } from '../base/world.ts'
import type { SealBinding } from './seal.ts'
import { createSealer } from './sealer.ts'

const world: World = { now: () => new Date(0), randomBytes, uuid: randomUUID }
const rootKey = new SecretBytes(randomBytes(32))
const sealer = createSealer(rootKey, world)
const binding: SealBinding = { table: 'kms-key-material', id: '1/us-east-1/k', generation: 1 }
const secret = new SecretBytes(Buffer.from('the secret access key of Alice'))

test('what was sealed opens at the same place', () => {
  assert.ok(sealer.open(sealer.seal(secret, binding), binding).equals(secret))
})

test('an empty secret can be sealed', () => {
  const empty = new SecretBytes(new Uint8Array())
  assert.ok(sealer.open(sealer.seal(empty, binding), binding).equals(empty))
})

test('the same secret never gives the same seal twice', () => {
  assert.notEqual(sealer.seal(secret, binding), sealer.seal(secret, binding))
})

test('a seal does not open in another table, row or generation', () => {
  const sealed = sealer.seal(secret, binding)
  const elsewhere: readonly SealBinding[] = [
    { ...binding, table: 'iam-access-key' },
    { ...binding, id: '1/us-east-1/l' },
    { ...binding, generation: 2 },
    { ...binding, table: 'kms-key-material1', id: '/us-east-1/k' },
  ]
  for (const other of elsewhere) assert.throws(() => sealer.open(sealed, other), /does not open/)
})

test('a seal does not open under another root key', () => {
  const other = createSealer(new SecretBytes(randomBytes(32)), world)
  const sealed = sealer.seal(secret, binding)
  assert.throws(() => other.open(sealed, binding), /another root key sealed it/)
})

test('a seal with any byte changed does not open', () => {
  const sealed = Buffer.from(sealer.seal(secret, binding), 'base64')
  for (const index of sealed.keys()) {
    const tampered = Uint8Array.from(sealed)
    tampered[index] = (tampered[index] ?? 0) ^ 1
    assert.throws(() => sealer.open(Buffer.from(tampered).toString('base64'), binding))
  }
})

test('a seal that is written in another way does not open', () => {
  const sealed = sealer.seal(secret, binding)
  const others = [`${sealed} `, sealed.replaceAll('=', ''), `\n${sealed}`, `${sealed}AA`]
  for (const other of others.filter((text) => text !== sealed)) {
    assert.throws(() => sealer.open(other, binding), /not ours|seal/i)
  }
})

test('a seal that was cut off does not open', () => {
  const sealed = Buffer.from(sealer.seal(secret, binding), 'base64')
  for (const length of [0, 1, 33, 48, sealed.length - 1]) {
    const cut = sealed.subarray(0, length).toString('base64')
    assert.throws(() => sealer.open(cut, binding))
  }
})

test('neither the seal nor the error shows the secret', () => {
  const sealed = sealer.seal(secret, binding)
  assert.ok(!Buffer.from(sealed, 'base64').includes('Alice'))
  assert.throws(
    () => sealer.open(sealed, { ...binding, generation: 9 }),
    (error: Error) => !error.message.includes('Alice') && !error.message.includes(sealed),
  )
})

test('what is authenticated for one purpose is not for another', () => {
  const message = Buffer.from('message')
  const one = sealer.authenticate(message, 'one')
  assert.deepEqual(sealer.authenticate(message, 'one'), one)
  assert.equal(one.length, 32)
  assert.notDeepEqual(sealer.authenticate(message, 'other'), one)
  assert.notDeepEqual(sealer.authenticate(Buffer.from('massage'), 'one'), one)
})

test('another root key seals from now on, and what the former one sealed opens as before', () => {
  const rotating = createSealer(rootKey, world)
  const before = rotating.seal(secret, binding)
  const [message, next] = [Buffer.from('message'), new SecretBytes(randomBytes(32))]
  const tag = rotating.authenticate(message, 'one')
  assert.ok(rotating.isCurrent(before) && rotating.isCurrentRootKey(rootKey))
  rotating.replaceRootKey(next)
  const after = rotating.seal(secret, binding)
  assert.ok(rotating.isCurrent(after) && !rotating.isCurrent(before))
  assert.ok(rotating.isCurrentRootKey(next) && !rotating.isCurrentRootKey(rootKey))
  for (const sealed of [before, after]) assert.ok(rotating.open(sealed, binding).equals(secret))
  assert.ok(rotating.isAuthentic(message, tag, 'one'))
  assert.ok(!rotating.isAuthentic(message, tag, 'other'))
  assert.ok(createSealer(next, world).open(after, binding).equals(secret))
  assert.throws(() => createSealer(next, world).open(before, binding), /another root key/)
  assert.ok(createSealer(next, world, [rootKey]).open(before, binding).equals(secret))
})

test('a seal of the first version, which names no root key, opens under any that is there', () => {
  const zeros = new SecretBytes(new Uint8Array(32))
  // Made by the first version: root key, salt and secret of zeros.
  const sealed = 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACcGd0SghecH7wQwvktoIq+kNu3E='
  const sealer = createSealer(rootKey, world, [zeros])
  assert.ok(sealer.open(sealed, binding).equals(new SecretBytes(new Uint8Array(4))))
  assert.ok(!sealer.isCurrent(sealed) && !createSealer(zeros, world).isCurrent(sealed))
  assert.throws(() => createSealer(rootKey, world).open(sealed, binding), /another root key/)
})
