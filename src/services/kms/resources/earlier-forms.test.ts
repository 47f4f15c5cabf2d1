// What earlier versions have given out and stored is read by every later one. Each form stands here
// as a version has written it: whoever changes a form gives it a new version byte, adds it here,
// and leaves what is here as it is.

import assert from 'node:assert/strict'
import test from 'node:test'
import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { World } from '../../../base/world.ts'
import { openBlob, parseBlob } from '../../../crypto/ciphertext-blob.ts'
import type { EncryptionContext } from '../../../crypto/encryption-context.ts'
import { parseExternalBlob } from '../../../crypto/external-blob.ts'
import { openGrantToken } from '../../../crypto/grant-token.ts'
import { openImportToken } from '../../../crypto/import-token.ts'
import { createSealer } from '../../../crypto/sealer.ts'
import { keyMaterialId } from '../../../crypto/symmetric-key.ts'
import type { KeyPlace } from '../tables.ts'
import { keyMaterialRowId, keyMaterials, keyRowId } from '../tables.ts'

const sequence = (length: number, from: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => from + index)

const rootKey = new SecretBytes(sequence(32, 0))
const material = new SecretBytes(sequence(32, 0x40))
const key = {
  account: '111122223333',
  region: 'us-east-1',
  keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
}
const keyPlace = key as KeyPlace

/** Reading takes no randomness. */
const world: World = {
  now: () => new Date(0),
  randomBytes: () => assert.fail('randomness'),
  uuid: () => assert.fail('randomness'),
}
const sealer = createSealer(rootKey, world)

const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64')
const textIn = (secret: SecretBytes | undefined): string | undefined =>
  secret?.use((bytes) => Buffer.from(bytes).toString())

function plaintextIn(bytes: Uint8Array, context?: EncryptionContext): string | undefined {
  const blob = parseBlob(bytes)
  return blob && textIn(openBlob(blob, material, context))
}

const SEAL =
  'AS4rCtXGF5yF4KZvoyDjDtpkB0AWFaVKmxB3bu5wcIXcd7XNRyponnuwyfrjuSiaNsaWQnOR7LUv4VQnhwAkGvbG' +
  'z0VXBeF4EI4RsOf2rDEy'

test('sealed key material, version 1, opens in its row', () => {
  const id = keyMaterialRowId(keyPlace, 1)
  assert.equal(id, '111122223333/us-east-1/1234abcd-12ab-34cd-56ef-1234567890ab/000001')
  assert.equal(keyMaterials.name, 'kms.key-materials')
  const opened = sealer.open(SEAL, { table: keyMaterials.name, id, generation: 1 })
  assert.ok(opened.equals(material))
})

test('key material has the id that it had', () => {
  const id = '0159447b4e9951bf26d75b393a3e1c2099404fdbf63b8eea27ca75a4bb63758e'
  assert.equal(keyMaterialId(material, key.keyId), id)
})

const BLOB =
  'oQAZ32aQ5Ql1cy1lYXN0LTEkMTIzNGFiY2QtMTJhYi0zNGNkLTU2ZWYtMTIzNDU2Nzg5MGFiAAAAASoDedhyGxve' +
  'EPDZ1xe8BoAh889iX1+DJTTjDIPpkstieYLpBSL6nkL5S2rVC3LehLFMwd/D6H7qglweo/Jw5NG1vqxvhJheGbo0' +
  'bUikxFYGyUGaw7BD4Q=='

const BLOB_WITH_CONTEXT =
  'oQAZ32aQ5Ql1cy1lYXN0LTEkMTIzNGFiY2QtMTJhYi0zNGNkLTU2ZWYtMTIzNDU2Nzg5MGFiAAAAAmm5UdpaCkXv' +
  'oHHo/kSt4lMZ2VGbWbZQz9qAgE7oElq/RkESaDyKPIsqgK6DeFi0t7YJrGDmXKgvHF9RpyR0TyA84h3Kaenc3Sng' +
  '0YsY7zIwYcoGKDwWjw=='

test('ciphertext blobs, version 0xa1, decrypt', () => {
  assert.equal(fromBase64(BLOB)[0], 0xa1)
  assert.equal(plaintextIn(fromBase64(BLOB)), 'payroll')
  assert.deepEqual(parseBlob(fromBase64(BLOB))?.key, { ...key, generation: 1 })
  const context = { purpose: 'test', tenant: 'blue' }
  assert.equal(plaintextIn(fromBase64(BLOB_WITH_CONTEXT), context), 'payroll')
  assert.deepEqual(parseBlob(fromBase64(BLOB_WITH_CONTEXT))?.key, { ...key, generation: 2 })
  assert.equal(plaintextIn(fromBase64(BLOB_WITH_CONTEXT)), undefined)
})

const EXTERNAL_BLOB =
  'ogAZ32aQ5Ql1cy1lYXN0LTEkMTIzNGFiY2QtMTJhYi0zNGNkLTU2ZWYtMTIzNDU2Nzg5MGFiAAAAAQwBAgMEBQYH' +
  'CAkKCwwEbWV0YWBhYmNkZWZnaGlqa2xtbm+hABnfZpDlCXVzLWVhc3QtMSQxMjM0YWJjZC0xMmFiLTM0Y2QtNTZl' +
  'Zi0xMjM0NTY3ODkwYWIAAAABFhzso6nbzqOobDA0li9Oe9KNfaz++bAiYmLqoCUPuPVY8dCSIbT7FSkmq35JTSM3' +
  'hHy/5Js/EkyRvrK9wAQxoDd5a4dooFifXTEJG+M1k5nvV4MYeqss'

test('blobs of external keys, version 0xa2, fall into their parts', () => {
  const bytes = fromBase64(EXTERNAL_BLOB)
  assert.equal(bytes[0], 0xa2)
  const blob = parseExternalBlob(bytes)
  assert.ok(blob)
  assert.deepEqual(blob.key, { ...key, generation: 1 })
  assert.deepEqual(Uint8Array.from(blob.initializationVector), sequence(12, 1))
  assert.equal(Buffer.from(blob.metadata).toString(), 'meta')
  assert.deepEqual(Uint8Array.from(blob.tag), sequence(16, 0x60))
  // What stands in for the external manager here has not changed what KMS gave it.
  assert.equal(plaintextIn(blob.ciphertext), 'payroll')
})

const GRANT_TOKEN =
  'AQAAAAwxMTExMjIyMjMzMzMAAAAJdXMtZWFzdC0xAAAAJDEyMzRhYmNkLTEyYWItMzRjZC01NmVmLTEyMzQ1Njc4' +
  'OTBhYgAAAEBhMWExYTFhMWExYTFhMWExYTFhMWExYTFhMWExYTFhMWExYTFhMWExYTFhMWExYTFhMWExYTFhMWEx' +
  'YTFhMWEx340c862uhp47apQRriw-JgTQNpZOHFFU5kd9A3xrrTIRUtXqIhQk-VOZ8pRQoyXe'

test('grant tokens, version 1, name their grant', () => {
  const place = openGrantToken(GRANT_TOKEN, sealer)
  assert.deepEqual(place, { ...key, grantId: 'a1'.repeat(32) })
})

const IMPORT_TOKEN =
  'AQAAABgyMDI2LTExLTI5VDAwOjAwOjAwLjAwMFoAAAASUlNBRVNfT0FFUF9TSEFfMjU2AAAAJDVkNWE4YTNjLTAw' +
  'MDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMAAAAFRBWm1kK1RYR1h0amxyUVFCakhVRnloVFU3cS82UG83dU96Q2JE' +
  'ZnJlOUEyUlFGUmpXUzJCZFd0WFNad2ErQ2E5aWNEY25oOWJML2E2MnBwNlhFRT0='

test('import tokens, version 1, open for their key', () => {
  const parameters = openImportToken(fromBase64(IMPORT_TOKEN), keyRowId(keyPlace), sealer)
  assert.ok(parameters)
  const { privateKey, ...rest } = parameters
  assert.equal(textIn(privateKey), 'a private key')
  const validTo = '2026-11-29T00:00:00.000Z'
  assert.deepEqual(rest, { validTo, wrappingAlgorithm: 'RSAES_OAEP_SHA_256' })
})
