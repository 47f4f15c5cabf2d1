import { randomBytes, sign, verify } from 'node:crypto'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { halvesOf, hasNativeLattices, ML_DSA } from './lattice-key.ts'
import { pairOf, publicKeyIn, type VerifyingKey } from './private-key.ts'
import type { MlDsaSpec } from './specs.ts'

/** The length of a message representative that the caller has worked out. */
export const EXTERNAL_MU_BYTES = 64

export function signMlDsa(
  spec: MlDsaSpec,
  pkcs8: SecretBytes,
  message: Uint8Array,
  native = hasNativeLattices,
): Uint8Array {
  if (native) return sign(null, message, pairOf(pkcs8).privateKey)
  return ML_DSA[spec]().sign(message, halvesOf(spec, pkcs8).secretKey)
}

export function verifyMlDsa(
  spec: MlDsaSpec,
  key: VerifyingKey,
  message: Uint8Array,
  signature: Uint8Array,
  native = hasNativeLattices,
): boolean {
  if (native) return verify(null, message, publicKeyIn(key), signature)
  // It throws for a public key or a signature of another length.
  if (signature.length !== ML_DSA[spec]().lengths.signature) return false
  return ML_DSA[spec]().verify(signature, message, publicBytesOf(spec, key))
}

/** Over the message representative (µ of FIPS 204), which `node:crypto` does not take. */
export const signMu = (spec: MlDsaSpec, pkcs8: SecretBytes, mu: Uint8Array): Uint8Array =>
  ML_DSA[spec]().internal.sign(mu, halvesOf(spec, pkcs8).secretKey, {
    externalMu: true,
    extraEntropy: randomBytes(32),
  })

export function verifyMu(
  spec: MlDsaSpec,
  key: VerifyingKey,
  mu: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { internal, lengths } = ML_DSA[spec]()
  if (signature.length !== lengths.signature) return false
  return internal.verify(signature, mu, publicBytesOf(spec, key), { externalMu: true })
}

/** As FIPS 204 writes it, which is the end of SubjectPublicKeyInfo. */
function publicBytesOf(spec: MlDsaSpec, key: VerifyingKey): Uint8Array {
  if (key instanceof SecretBytes) return halvesOf(spec, key).publicKey
  const spki = key.export({ format: 'der', type: 'spki' })
  return Uint8Array.from(spki).slice(-(ML_DSA[spec]().lengths.publicKey ?? 0))
}
