import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { SecretBytes } from '../../base/secret-bytes.ts'

interface Pair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** Parsed once: kept no longer than the secret itself is. */
const parsed = new WeakMap<SecretBytes, Pair>()

/** What a signature is held against: a key pair as PKCS#8, or its public half alone. */
export type VerifyingKey = SecretBytes | KeyObject

export const publicKeyIn = (key: VerifyingKey): KeyObject =>
  key instanceof SecretBytes ? pairOf(key).publicKey : key

/** A key pair out of its PKCS#8, as `node:crypto` takes it. */
export function pairOf(pkcs8: SecretBytes): Pair {
  const known = parsed.get(pkcs8)
  if (known) return known
  const privateKey = pkcs8.use((bytes) =>
    createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' }),
  )
  const pair = { privateKey, publicKey: createPublicKey(privateKey) }
  parsed.set(pkcs8, pair)
  return pair
}
