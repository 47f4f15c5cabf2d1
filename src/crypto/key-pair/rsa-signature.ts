// RSA signatures (RFC 8017) over a message or over a digest that the caller has made. Of a digest
// `node:crypto` only has the bare RSA operation: the encoding around it is written here.

import {
  constants,
  createHash,
  privateEncrypt,
  publicDecrypt,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto'
import assert from 'node:assert/strict'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import { uint32 } from '../framing.ts'
import { der, objectIdentifier, OCTET_STRING, SEQUENCE } from '../der.ts'
import { HASH_BYTES, type HashName } from './hash.ts'
import { pairOf, publicKeyIn, type VerifyingKey } from './private-key.ts'

export type RsaPadding = 'pss' | 'pkcs1'

export interface RsaScheme {
  readonly padding: RsaPadding
  readonly hash: HashName
}

const { RSA_NO_PADDING, RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = constants

const nodeOptions = (key: KeyObject, { padding, hash }: RsaScheme) =>
  padding === 'pss'
    ? { key, padding: RSA_PKCS1_PSS_PADDING, saltLength: HASH_BYTES[hash] }
    : { key, padding: RSA_PKCS1_PADDING }

export const signRsa = (pkcs8: SecretBytes, scheme: RsaScheme, message: Uint8Array): Uint8Array =>
  sign(scheme.hash, message, nodeOptions(pairOf(pkcs8).privateKey, scheme))

export const verifyRsa = (
  key: VerifyingKey,
  scheme: RsaScheme,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => verify(scheme.hash, message, nodeOptions(publicKeyIn(key), scheme), signature)

export function signRsaDigest(
  pkcs8: SecretBytes,
  scheme: RsaScheme,
  digest: Uint8Array,
): Uint8Array {
  const { privateKey: key } = pairOf(pkcs8)
  const encoded = encode(scheme, digest, modulusBytes(key))
  return privateEncrypt({ key, padding: RSA_NO_PADDING }, encoded)
}

export function verifyRsaDigest(
  verifyingKey: VerifyingKey,
  scheme: RsaScheme,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = publicKeyIn(verifyingKey)
  const bytes = modulusBytes(key)
  if (signature.length !== bytes) return false
  const encoded = rawPublic(key, signature)
  if (!encoded) return false
  return scheme.padding === 'pss'
    ? fitsPss(scheme.hash, digest, encoded)
    : timingSafeEqual(encoded, encodePkcs1(scheme.hash, digest, bytes))
}

/** Undefined for a number that is not below the modulus. */
function rawPublic(key: KeyObject, signature: Uint8Array): Buffer | undefined {
  try {
    return publicDecrypt({ key, padding: RSA_NO_PADDING }, signature)
  } catch {
    return undefined
  }
}

function modulusBytes(key: KeyObject): number {
  const bits = key.asymmetricKeyDetails?.modulusLength
  // Of another length the first bits of an encoded message would have to be cleared differently.
  assert.ok(bits !== undefined && bits % 8 === 0)
  return bits / 8
}

function encode({ padding, hash }: RsaScheme, digest: Uint8Array, bytes: number): Uint8Array {
  assert.equal(digest.length, HASH_BYTES[hash])
  return padding === 'pss' ? encodePss(hash, digest, bytes) : encodePkcs1(hash, digest, bytes)
}

const NIST_HASHES = '2.16.840.1.101.3.4.2'
const HASH_IDENTIFIERS: Readonly<Record<HashName, string>> = {
  sha256: `${NIST_HASHES}.1`,
  sha384: `${NIST_HASHES}.2`,
  sha512: `${NIST_HASHES}.3`,
}
const NULL = Uint8Array.of(0x05, 0)

/** EMSA-PKCS1-v1_5, section 9.2. */
function encodePkcs1(hash: HashName, digest: Uint8Array, bytes: number): Uint8Array {
  const algorithm = der(SEQUENCE, objectIdentifier(HASH_IDENTIFIERS[hash]), NULL)
  const info = der(SEQUENCE, algorithm, der(OCTET_STRING, digest))
  const filler = Buffer.alloc(bytes - info.length - 3, 0xff)
  return Buffer.concat([Uint8Array.of(0, 1), filler, Uint8Array.of(0), info])
}

const TRAILER = 0xbc

/** EMSA-PSS, section 9.1.1, with a salt as long as the hash. */
function encodePss(hash: HashName, digest: Uint8Array, bytes: number): Uint8Array {
  const salt = randomBytes(HASH_BYTES[hash])
  const seed = saltedHash(hash, digest, salt)
  const block = Buffer.alloc(bytes - seed.length - 1)
  block[block.length - salt.length - 1] = 1
  block.set(salt, block.length - salt.length)
  const masked = xor(block, mask(hash, seed, block.length))
  clearFirstBit(masked)
  return Buffer.concat([masked, seed, Uint8Array.of(TRAILER)])
}

/** EMSA-PSS-VERIFY, section 9.1.2. */
function fitsPss(hash: HashName, digest: Uint8Array, encoded: Buffer): boolean {
  const hashBytes = HASH_BYTES[hash]
  const seedAt = encoded.length - hashBytes - 1
  const masked = encoded.subarray(0, seedAt)
  const seed = encoded.subarray(seedAt, -1)
  if (encoded.at(-1) !== TRAILER || ((masked[0] ?? 0) & 0x80) !== 0) return false
  const block = xor(masked, mask(hash, seed, masked.length))
  clearFirstBit(block)
  const saltAt = block.length - hashBytes
  if (block.subarray(0, saltAt - 1).some((byte) => byte !== 0)) return false
  if (block[saltAt - 1] !== 1) return false
  return timingSafeEqual(seed, saltedHash(hash, digest, block.subarray(saltAt)))
}

const saltedHash = (hash: HashName, digest: Uint8Array, salt: Uint8Array): Buffer =>
  createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest()

/** MGF1, appendix B.2.1. */
function mask(hash: HashName, seed: Uint8Array, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / HASH_BYTES[hash]) }, (_, counter) =>
    createHash(hash).update(seed).update(uint32(counter)).digest(),
  )
  return Buffer.concat(blocks).subarray(0, length)
}

const xor = (one: Uint8Array, other: Uint8Array): Buffer =>
  Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)))

/** The encoded message is one bit shorter than the modulus. */
function clearFirstBit(bytes: Buffer): void {
  bytes[0] = (bytes[0] ?? 0) & 0x7f
}
