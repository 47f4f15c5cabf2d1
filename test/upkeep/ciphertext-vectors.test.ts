// The formats of docs/internals/ciphertext.md, opened as the page describes them, with none of the
// code that makes them.

import assert from 'node:assert/strict'
import { createDecipheriv, createHmac, hkdfSync, scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const path = new URL('../../docs/internals/ciphertext-vectors.json', import.meta.url)
const vectors = JSON.parse(readFileSync(path, 'utf8'))

type Bytes = Buffer<ArrayBuffer>
const fromHex = (text: string): Bytes => Buffer.from(text, 'hex')
const rootKey = fromHex(vectors.rootKey.rootKey)

const hkdf = (key: Bytes, salt: Bytes | string, info: Bytes | string, length: number): Bytes =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length))

function frame(...parts: readonly (Bytes | string)[]): Bytes {
  const lengths = parts.map((part) => Buffer.from([0, 0, 0, 0, ...Buffer.from(part)]))
  for (const part of lengths) part.writeUInt32BE(part.length - 4)
  return Buffer.concat(lengths)
}

function unframe(bytes: Bytes): readonly Bytes[] {
  if (bytes.length === 0) return []
  const end = 4 + bytes.readUInt32BE()
  return [bytes.subarray(4, end), ...unframe(bytes.subarray(end))]
}

/** Throws unless the tag at the end fits. */
function gcm(key: Bytes, body: Bytes, nonce = Buffer.alloc(12), additional = Buffer.alloc(0)) {
  const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
  cipher.setAAD(additional)
  cipher.setAuthTag(body.subarray(-16))
  return Buffer.concat([cipher.update(body.subarray(0, -16)), cipher.final()])
}

function openSeal(sealed: string, key: Bytes, table: string, id: string): Bytes {
  const bytes = Buffer.from(sealed, 'base64')
  assert.equal(bytes[0], 2)
  assert.deepEqual(bytes.subarray(1, 9), hkdf(key, '', 'sparekey/root-key-id/v1', 8))
  const salt = bytes.subarray(9, 41)
  const additional = frame(table, id, Buffer.of(0, 0, 0, 1))
  return gcm(hkdf(key, salt, 'sparekey/seal/v2', 32), bytes.subarray(41), undefined, additional)
}

test('a root key has its id, and lies in its file in clear', () => {
  const { id } = vectors.rootKey
  assert.equal(hkdf(rootKey, '', 'sparekey/root-key-id/v1', 8).toString('hex'), id)
  const [, base64] = vectors.rootKeyFile.plain.split(':')
  assert.deepEqual(Buffer.from(base64, 'base64'), rootKey)
})

test('a root key lies in its file under a passphrase', () => {
  const { passphrase, line } = vectors.rootKeyFile.passphrase
  const { rootKeyId, kdf, cost, blockSize, parallelization, salt, wrapped } = JSON.parse(line)
  assert.equal(kdf, 'scrypt')
  const settings = { N: cost, r: blockSize, p: parallelization, maxmem: 2 ** 30 }
  const key = scryptSync(passphrase, Buffer.from(salt, 'base64'), 32, settings)
  const id = JSON.stringify([rootKeyId, cost, blockSize, parallelization])
  assert.deepEqual(openSeal(wrapped, key, 'root-key', id), rootKey)
})

test('a seal opens', () => {
  const { binding, secret, sealed } = vectors.seal
  assert.equal(openSeal(sealed, rootKey, binding.table, binding.id).toString('hex'), secret)
})

test('a ciphertext blob opens', () => {
  const { material, key, encryptionContext, plaintext, blob } = vectors.ciphertextBlob
  const bytes = fromHex(blob)
  const header = headerOf(0xa1, key)
  assert.deepEqual(bytes.subarray(0, header.length), header)
  const rest = bytes.subarray(header.length)
  const info = Buffer.concat([Buffer.from('sparekey/ciphertext-blob/v1'), header])
  const keys = hkdf(fromHex(material), rest.subarray(0, 32), info, 64)
  assert.deepEqual(rest.subarray(32, 64), keys.subarray(32))
  const pairs = Object.entries<string>(encryptionContext).toSorted()
  const additional = frame(...pairs.flat())
  assert.equal(additional.toString('hex'), vectors.encryptionContext.encoded)
  const opened = gcm(keys.subarray(0, 32), rest.subarray(64), undefined, additional)
  assert.equal(opened.toString('hex'), plaintext)
})

interface BlobKey {
  readonly account: string
  readonly region: string
  readonly keyId: string
}

function headerOf(version: number, { account, region, keyId }: BlobKey): Bytes {
  const number = Buffer.alloc(6)
  number.writeUIntBE(Number(account), 0, 6)
  const short = (text: string) => Buffer.from([text.length, ...Buffer.from(text)])
  const generation = Buffer.of(0, 0, 0, 1)
  return Buffer.concat([Buffer.of(version), number, short(region), short(keyId), generation])
}

test('a blob of an external key store is made of its parts', () => {
  const { key, initializationVector, metadata, tag, ciphertext, blob } = vectors.externalBlob
  const parts = [initializationVector, metadata].map(fromHex)
  const short = parts.map((part) => Buffer.concat([Buffer.of(part.length), part]))
  const rest = [tag, ciphertext].map(fromHex)
  assert.equal(Buffer.concat([headerOf(0xa2, key), ...short, ...rest]).toString('hex'), blob)
})

test('key material has its id', () => {
  const { material, keyId, id } = vectors.keyMaterialId
  const made = hkdf(fromHex(material), keyId, 'sparekey/key-material-id/v1', 32)
  assert.equal(made.toString('hex'), id)
})

test('the content of an object opens, segment by segment', () => {
  const { dataKey, begins, ends } = vectors.content
  const head = fromHex(begins)
  assert.equal(head[0], 1)
  const key = hkdf(fromHex(dataKey), head.subarray(1, 33), 'sparekey/content/v1', 32)
  const last = Buffer.concat([Buffer.alloc(7), Buffer.of(0, 0, 0, 1), Buffer.of(1)])
  assert.deepEqual(gcm(key, fromHex(ends), last), Buffer.alloc(64, 0x61))
  // Without its tag the first segment can be read, and not believed.
  const first = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12), { authTagLength: 16 })
  assert.deepEqual(first.update(head.subarray(33)), Buffer.alloc(31, 0x61))
})

test('a grant token is authentic', () => {
  const { grant, token } = vectors.grantToken
  const bytes = Buffer.from(token, 'base64url')
  const body = bytes.subarray(0, -32)
  const key = hkdf(rootKey, '', 'sparekey/authenticate/v1/grant-token', 32)
  assert.deepEqual(createHmac('sha256', key).update(body).digest(), bytes.subarray(-32))
  assert.equal(body[0], 1)
  const parts = unframe(body.subarray(1, -16)).map(String)
  assert.deepEqual(parts, [grant.account, grant.region, grant.keyId, grant.grantId])
})

test('an import token opens', () => {
  const { keyPlace, privateKey, token } = vectors.importToken
  const bytes = fromHex(token)
  assert.equal(bytes[0], 1)
  const [validTo, algorithm, random, seal = ''] = unframe(bytes.subarray(1)).map(String)
  const id = JSON.stringify([keyPlace, validTo, algorithm, random])
  assert.equal(openSeal(seal, rootKey, 'kms.import-tokens', id).toString('hex'), privateKey)
})
