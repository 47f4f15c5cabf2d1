// Ed25519 (RFC 8032) over a message, and Ed25519ph over a SHA-512 digest of it.

import type { EdDSA } from '@noble/curves/abstract/edwards.js'
import { createHash, sign, verify, type KeyObject } from 'node:crypto'
import type { SecretBytes } from '../../base/secret-bytes.ts'
import { noble } from './noble.ts'
import { pairOf, publicKeyIn, type VerifyingKey } from './private-key.ts'

export const signEd25519 = (pkcs8: SecretBytes, message: Uint8Array): Uint8Array =>
  sign(null, message, pairOf(pkcs8).privateKey)

export const verifyEd25519 = (
  key: VerifyingKey,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => verify(null, message, publicKeyIn(key), signature)

const DOMAIN = Buffer.from('SigEd25519 no Ed25519 collisions')

const sha512 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha512').update(bytes).digest())

let made: EdDSA | undefined

/** The package's own `ed25519ph` hashes the message; here the caller has done that. */
const ed25519ph = (): EdDSA =>
  (made ??= noble.edwards().eddsa(noble.ed25519().ed25519.Point, sha512, {
    adjustScalarBytes: clamp,
    domain: (bytes: Uint8Array, context: Uint8Array) =>
      new Uint8Array(Buffer.concat([DOMAIN, Uint8Array.of(1, context.length), context, bytes])),
    prehash: (digest: Uint8Array) => digest,
  }))

/** Section 5.1.5, step 2. */
function clamp(bytes: Uint8Array): Uint8Array {
  const clamped = Uint8Array.from(bytes)
  clamped[0] = (clamped[0] ?? 0) & 0xf8
  clamped[31] = ((clamped[31] ?? 0) & 0x7f) | 0x40
  return clamped
}

export const signEd25519ph = (pkcs8: SecretBytes, digest: Uint8Array): Uint8Array =>
  ed25519ph().sign(digest, bytesIn(pairOf(pkcs8).privateKey, 'd'))

export function verifyEd25519ph(
  key: VerifyingKey,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const publicKey = bytesIn(publicKeyIn(key), 'x')
  try {
    // Not by the rules of ZIP 215, which let points pass that RFC 8032 does not.
    return ed25519ph().verify(signature, digest, publicKey, { zip215: false })
  } catch {
    return false // What has not the length of a signature.
  }
}

const bytesIn = (key: KeyObject, member: 'd' | 'x'): Uint8Array =>
  new Uint8Array(Buffer.from(key.export({ format: 'jwk' })[member] ?? '', 'base64url'))
