import assert from 'node:assert/strict'
import test from 'node:test'
import { parseBlob } from './ciphertext-blob.ts'
import type { ExternalBlob } from './external-blob.ts'
import { parseExternalBlob, sealExternalBlob } from './external-blob.ts'

const blob = {
  key: {
    account: '111122223333',
    region: 'us-east-1',
    keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
    generation: 1,
  },
  initializationVector: new Uint8Array(12).fill(1),
  metadata: Uint8Array.of(7, 8),
  tag: new Uint8Array(16).fill(2),
  ciphertext: Uint8Array.of(3, 4, 5),
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const plain = (parsed: ExternalBlob | undefined) =>
  parsed && {
    key: parsed.key,
    sealed: [parsed.initializationVector, parsed.metadata, parsed.tag, parsed.ciphertext].map(hex),
  }

test('an external blob comes apart as it was put together', () => {
  for (const one of [
    blob,
    { ...blob, metadata: new Uint8Array() },
    { ...blob, initializationVector: new Uint8Array(16) },
    { ...blob, metadata: new Uint8Array(20), ciphertext: new Uint8Array(4300) },
  ]) {
    const sealed = sealExternalBlob(one)
    assert.deepEqual(plain(parseExternalBlob(sealed)), plain(one))
    assert.equal(parseBlob(sealed), undefined)
  }
})

test('of an external blob’s beginnings only one with the whole tag is one', () => {
  const sealed = sealExternalBlob(blob)
  const shortest = sealed.length - blob.ciphertext.length
  for (let length = 0; length < shortest; length += 1) {
    assert.equal(parseExternalBlob(sealed.subarray(0, length)), undefined, String(length))
  }
  assert.ok(parseExternalBlob(sealed.subarray(0, shortest)))
  assert.equal(parseExternalBlob(Buffer.concat([sealed, Buffer.alloc(6 * 1024)])), undefined)
})

test('lengths that AES-GCM does not have are refused on both ways', () => {
  const wrong = [
    { initializationVector: new Uint8Array(13) },
    { metadata: new Uint8Array(21) },
    { tag: new Uint8Array(15) },
  ]
  for (const part of wrong) assert.throws(() => sealExternalBlob({ ...blob, ...part }))
  const sealed = Buffer.from(sealExternalBlob(blob))
  const ivAt = sealed.indexOf(Buffer.from([12, 1, 1, 1]))
  sealed[ivAt] = 11
  assert.equal(parseExternalBlob(sealed), undefined)
})
