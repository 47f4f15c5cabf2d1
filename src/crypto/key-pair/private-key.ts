import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { SecretBytes } from '../../base/secret-bytes.ts'

interface Pair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** Parsed once: kept no longer than the secret itself is. */
const parsed = new WeakMap<SecretBytes, Pair>()

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
