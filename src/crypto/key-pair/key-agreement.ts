import { createPublicKey, diffieHellman, type KeyObject } from 'node:crypto'
import { SecretBytes } from '../../base/secret-bytes.ts'
import { pairOf } from './private-key.ts'

/**
 * ECDH: the x coordinate that both sides come to. Undefined when the other side's key, in
 * SubjectPublicKeyInfo, is none or is on another curve.
 */
export function agreeOnSecret(pkcs8: SecretBytes, peer: Uint8Array): SecretBytes | undefined {
  const { privateKey } = pairOf(pkcs8)
  const publicKey = parsePublicKey(peer)
  const curve = privateKey.asymmetricKeyDetails?.namedCurve
  if (!publicKey || publicKey.asymmetricKeyDetails?.namedCurve !== curve) return undefined
  return new SecretBytes(diffieHellman({ privateKey, publicKey }))
}

/** A point that is not on its curve is none. */
function parsePublicKey(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}
