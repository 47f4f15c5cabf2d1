// The keys that sign digests: RSA, 2048 bits, one pair a Region.

import { createHash, createPrivateKey, createPublicKey, generateKeyPair, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { SecretBytes } from '../../base/secret-bytes.ts'

const BITS = 2048

export interface DigestKeyPair {
  /** PKCS#8 DER. */
  readonly privateKey: SecretBytes
  /** PKCS#1 DER: what ListPublicKeys answers. */
  readonly publicKey: Uint8Array
  readonly fingerprint: string
}

/** Slow: not for a synchronous step. */
export async function newDigestKeyPair(): Promise<DigestKeyPair> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: BITS })
  const publicKey = pair.publicKey.export({ type: 'pkcs1', format: 'der' })
  return {
    privateKey: new SecretBytes(pair.privateKey.export({ type: 'pkcs8', format: 'der' })),
    publicKey,
    fingerprint: fingerprintOf(publicKey),
  }
}

/** AWS's have 32 hexadecimal digits too; what they are made of is not told. */
const fingerprintOf = (publicKey: Uint8Array): string =>
  createHash('md5').update(publicKey).digest('hex')

export interface DigestSigner {
  readonly fingerprint: string
  /** SHA256withRSA, that is RSASSA-PKCS1-v1_5, in hexadecimal. */
  readonly sign: (text: string) => string
}

export function digestSigner(privateKey: SecretBytes): DigestSigner {
  const key = privateKey.use((bytes) =>
    createPrivateKey({ key: Buffer.from(bytes), type: 'pkcs8', format: 'der' }),
  )
  const publicKey = createPublicKey(key).export({ type: 'pkcs1', format: 'der' })
  return {
    fingerprint: fingerprintOf(publicKey),
    sign: (text) => sign('sha256', Buffer.from(text), key).toString('hex'),
  }
}
