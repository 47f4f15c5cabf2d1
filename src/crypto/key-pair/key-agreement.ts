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
  try {
    return new SecretBytes(diffieHellman({ privateKey, publicKey }))
  } catch {
    return undefined // The point at infinity, which node reads as a key like any other.
  }
}

/** A point that is not on its curve is none; nor is a key with something behind it. */
function parsePublicKey(spki: Uint8Array): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    return key.export({ format: 'der', type: 'spki' }).length === spki.length ? key : undefined
  } catch {
    return undefined
  }
}
