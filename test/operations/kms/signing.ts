// What the tests of Sign and Verify share: every spec that signs, and OpenSSL as another verifier.

import { execFileSync } from 'node:child_process'
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { KeySpec, SigningAlgorithmSpec } from '@aws-sdk/client-kms'
import { GetPublicKeyCommand } from '@aws-sdk/client-kms'
import type { TestWorld } from '../../fixtures/world.ts'
import { kmsAs } from './fixture.ts'

const RSA_ALGORITHMS: readonly SigningAlgorithmSpec[] = [
  ...(['RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PKCS1_V1_5_SHA_384'] as const),
  ...(['RSASSA_PKCS1_V1_5_SHA_512', 'RSASSA_PSS_SHA_256'] as const),
  ...(['RSASSA_PSS_SHA_384', 'RSASSA_PSS_SHA_512'] as const),
]

/** AWS's table, and how long a signature is; DER has no fixed length. */
export const SIGNING_SPECS: readonly [KeySpec, readonly SigningAlgorithmSpec[], number?][] = [
  ['RSA_2048', RSA_ALGORITHMS, 256],
  ['RSA_3072', RSA_ALGORITHMS, 384],
  ['RSA_4096', RSA_ALGORITHMS, 512],
  ['ECC_NIST_P256', ['ECDSA_SHA_256']],
  ['ECC_NIST_P384', ['ECDSA_SHA_384']],
  ['ECC_NIST_P521', ['ECDSA_SHA_512']],
  ['ECC_SECG_P256K1', ['ECDSA_SHA_256']],
  ['ECC_NIST_EDWARDS25519', ['ED25519_SHA_512', 'ED25519_PH_SHA_512'], 64],
  ['ML_DSA_44', ['ML_DSA_SHAKE_256'], 2420],
  ['ML_DSA_65', ['ML_DSA_SHAKE_256'], 3309],
  ['ML_DSA_87', ['ML_DSA_SHAKE_256'], 4627],
]

export const hashOf = (algorithm: string): string => `sha${algorithm.slice(-3)}`

/** What takes part in a signature of this algorithm besides or instead of the message itself. */
export const digestOf = (algorithm: string, message: Uint8Array): Uint8Array =>
  createHash(hashOf(algorithm)).update(message).digest()

/** µ of FIPS 204, algorithm 7, line 6, with an empty context. */
export function messageRepresentative(spki: Uint8Array, message: Uint8Array): Uint8Array {
  const raw = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  const { pub = '' } = raw.export({ format: 'jwk' }) as { pub?: string }
  const shake = (...parts: readonly Uint8Array[]) => {
    const hash = createHash('shake256', { outputLength: 64 })
    for (const part of parts) hash.update(part)
    return hash.digest()
  }
  return shake(shake(Buffer.from(pub, 'base64url')), Uint8Array.of(0, 0), message)
}

export async function publicKeyOf(world: TestWorld, KeyId: string): Promise<Uint8Array> {
  const { PublicKey } = await kmsAs(world).send(new GetPublicKeyCommand({ KeyId }))
  return PublicKey ?? new Uint8Array()
}

export const readPublicKey = (spki: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })

/** Why OpenSSL cannot be asked; undefined: it can. */
export function opensslMissing(): string | undefined {
  try {
    const version = execFileSync('openssl', ['version'], { encoding: 'utf8' })
    return version.startsWith('OpenSSL 3') ? undefined : `${version.trim()} is another OpenSSL`
  } catch {
    return 'there is no openssl'
  }
}

/** Whether the `openssl` of the system, not node's, takes the signature. */
export function opensslVerifies(
  spki: Uint8Array,
  algorithm: SigningAlgorithmSpec,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return inFolder({ 'key.der': spki, message, signature }, (file) => {
    const isRaw = algorithm.startsWith('ED25519')
    const pss = algorithm.includes('PSS')
      ? ['-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest']
      : []
    const hash = isRaw ? [] : ['-digest', hashOf(algorithm), ...pss]
    const key = ['-pubin', '-keyform', 'DER', '-inkey', file('key.der')]
    const files = ['-in', file('message'), '-sigfile', file('signature')]
    try {
      execFileSync('openssl', ['pkeyutl', '-verify', ...key, '-rawin', ...hash, ...files], {
        stdio: 'pipe',
      })
      return true
    } catch {
      return false
    }
  })
}

export function inFolder<Result>(
  files: Readonly<Record<string, Uint8Array>>,
  use: (file: (name: string) => string) => Result,
): Result {
  const folder = mkdtempSync(path.join(tmpdir(), 'sparekey-openssl-'))
  try {
    const file = (name: string): string => path.join(folder, name)
    for (const [name, bytes] of Object.entries(files)) writeFileSync(file(name), bytes)
    return use(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
