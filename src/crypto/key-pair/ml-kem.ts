import * as nodeCrypto from 'node:crypto'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { halvesOf, hasNativeLattices, ML_KEM } from './lattice-key.ts'
import { pairOf } from './private-key.ts'
import type { MlKemSpec } from './specs.ts'

const CIPHERTEXT_BYTES: Readonly<Record<MlKemSpec, number>> = {
  ML_KEM_512: 768,
  ML_KEM_768: 1088,
  ML_KEM_1024: 1568,
}

export interface Encapsulated {
  readonly sharedSecret: SecretBytes
  readonly ciphertext: Uint8Array
}

/** A fresh secret, and what lets the holder of the private key have it. */
export function encapsulate(
  spec: MlKemSpec,
  pkcs8: SecretBytes,
  native = hasNativeLattices,
): Encapsulated {
  if (native) {
    const { sharedKey, ciphertext } = nodeCrypto.encapsulate(pairOf(pkcs8).publicKey)
    return { sharedSecret: new SecretBytes(sharedKey), ciphertext }
  }
  const { publicKey } = halvesOf(spec, pkcs8)
  const { cipherText, sharedSecret } = ML_KEM[spec]().encapsulate(publicKey)
  return { sharedSecret: new SecretBytes(sharedSecret), ciphertext: cipherText }
}

/**
 * The secret of a ciphertext; undefined when its length is wrong. Any other ciphertext gives one:
 * which is not that of the other side if it was changed, and nobody can tell (implicit rejection).
 */
export function decapsulate(
  spec: MlKemSpec,
  pkcs8: SecretBytes,
  ciphertext: Uint8Array,
  native = hasNativeLattices,
): SecretBytes | undefined {
  if (ciphertext.length !== CIPHERTEXT_BYTES[spec]) return undefined
  if (native) return new SecretBytes(nodeCrypto.decapsulate(pairOf(pkcs8).privateKey, ciphertext))
  return new SecretBytes(ML_KEM[spec]().decapsulate(ciphertext, halvesOf(spec, pkcs8).secretKey))
}
