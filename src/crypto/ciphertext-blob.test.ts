import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import test from 'node:test'
import fc from 'fast-check'
import { SecretBytes } from '../base/secret-bytes.ts'
import type { World } from '../base/world.ts'
import type { BlobKey } from './ciphertext-blob.ts'
import { CIPHERTEXT_BLOB_BYTES_MAX, openBlob, parseBlob, sealBlob } from './ciphertext-blob.ts'
import type { EncryptionContext } from './encryption-context.ts'

const world: World = { now: () => new Date(0), randomBytes, uuid: randomUUID }
const material = new SecretBytes(randomBytes(32))
const key: BlobKey = {
  account: '000000000012',
  region: 'us-east-1',
  keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  generation: 3,
}
const context = { tenant: 'blue', purpose: 'test' }

const seal = (text: string, given: EncryptionContext | undefined = context) =>
  sealBlob(material, key, new SecretBytes(Buffer.from(text)), given, world)

function open(
  bytes: Uint8Array,
  given: EncryptionContext | undefined = context,
  under = material,
): string | undefined {
  const blob = parseBlob(bytes)
  const plaintext = blob && openBlob(blob, under, given)
  return plaintext?.use((opened) => Buffer.from(opened).toString())
}

function tampered(bytes: Uint8Array, index: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[index] = (copy[index] ?? 0) ^ 1
  return copy
}

test('every plaintext comes back under the same context, whatever the order of its pairs', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 20 })
  const contexts = fc.dictionary(texts, texts, { maxKeys: 5 })
  const plaintexts = fc.uint8Array({ minLength: 1, maxLength: 4096 })
  fc.assert(
    fc.property(plaintexts, contexts, (plaintext, pairs) => {
      const reversed = Object.fromEntries(Object.entries(pairs).toReversed())
      const blob = parseBlob(sealBlob(material, key, new SecretBytes(plaintext), pairs, world))
      assert.ok(blob)
      assert.deepEqual(blob.key, key)
      assert.ok(openBlob(blob, material, reversed)?.equals(new SecretBytes(plaintext)))
    }),
    { numRuns: 50 },
  )
})

test('the longest plaintext fits into the longest blob', () => {
  const blob = seal('x'.repeat(4096))
  assert.ok(blob.length <= CIPHERTEXT_BLOB_BYTES_MAX)
  assert.equal(open(blob)?.length, 4096)
})

test('a plaintext that is too long is a bug of the caller', () => {
  assert.throws(() => seal('x'.repeat(4097)), { name: 'AssertionError' })
})

test('a blob with any byte changed does not open', () => {
  const blob = seal('the plaintext')
  for (const index of blob.keys()) assert.equal(open(tampered(blob, index)), undefined)
})

test('a blob that was cut off or made longer does not open', () => {
  const blob = seal('the plaintext')
  for (const length of blob.keys()) assert.equal(open(blob.subarray(0, length)), undefined)
  assert.equal(open(Buffer.concat([blob, Buffer.alloc(1)])), undefined)
})

test('a blob opens under exactly its own context', () => {
  const blob = seal('the plaintext')
  const others: readonly EncryptionContext[] = [
    {},
    { tenant: 'blue' },
    { ...context, more: '' },
    { tenant: 'Blue', purpose: 'test' },
    { Tenant: 'blue', purpose: 'test' },
    { tenant: 'bluep', urpose: 'test' },
  ]
  for (const other of others) assert.equal(open(blob, other), undefined)
})

test('no context and an empty one are the same', () => {
  const blob = sealBlob(material, key, new SecretBytes(Buffer.from('x')), undefined, world)
  assert.equal(open(blob, {}), 'x')
})

test('a blob does not open under other key material', () => {
  assert.equal(open(seal('x'), context, new SecretBytes(randomBytes(32))), undefined)
})

test('a header moved to another key does not open even under the same material', () => {
  const salt = { ...world, randomBytes: () => Buffer.alloc(32, 7) }
  const plaintext = new SecretBytes(Buffer.from('x'))
  const ours = parseBlob(sealBlob(material, key, plaintext, context, salt))
  const other = { ...key, keyId: '1234abcd-12ab-34cd-56ef-000000000000' }
  const theirs = parseBlob(sealBlob(material, other, plaintext, context, salt))
  assert.ok(ours && theirs)
  assert.equal(openBlob({ ...ours, header: theirs.header }, material, context), undefined)
})

test('the commitment is checked, not only the tag', () => {
  const blob = parseBlob(seal('x'))
  assert.ok(blob)
  const commitment = tampered(blob.commitment, 0)
  assert.equal(openBlob({ ...blob, commitment }, material, context), undefined)
})

test('two materials give two commitments, so that no blob opens under both', () => {
  const fixed = { ...world, randomBytes: () => Buffer.alloc(32) }
  const plaintext = new SecretBytes(Buffer.from('x'))
  const commitments = [material, new SecretBytes(randomBytes(32))].map(
    (each) => parseBlob(sealBlob(each, key, plaintext, context, fixed))?.commitment,
  )
  assert.notDeepEqual(commitments[0], commitments[1])
})

test('the salt makes every blob of the same plaintext another', () => {
  assert.notDeepEqual(seal('x'), seal('x'))
})

test('random bytes, AWS blobs and nothing at all are no blobs', () => {
  const awsBlob = Buffer.concat([Buffer.from('01020200', 'hex'), randomBytes(180)])
  for (const bytes of [new Uint8Array(), awsBlob, Buffer.alloc(200, 0xa1), Buffer.alloc(7, 0xa1)]) {
    assert.equal(parseBlob(bytes), undefined)
  }
  assert.equal(parseBlob(Buffer.concat([seal('x'), Buffer.alloc(6144)])), undefined)
})
