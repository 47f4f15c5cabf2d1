import { createHmac } from 'node:crypto'
import { sameBytes } from '../base/constant-time.ts'
import { SecretBytes } from '../base/secret-bytes.ts'
import type { World } from '../base/world.ts'

/** The hashes that HMAC (FIPS 198-1) is had with, and how long a MAC and its key are. */
export const MAC_BYTES = { sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const

export type MacHash = keyof typeof MAC_BYTES

export const newMacKey = (hash: MacHash, world: World): SecretBytes =>
  new SecretBytes(world.randomBytes(MAC_BYTES[hash]))

export const generateMac = (key: SecretBytes, hash: MacHash, message: Uint8Array): Uint8Array =>
  createHmac(hash, key.asKey()).update(message).digest()

export function verifyMac(
  key: SecretBytes,
  hash: MacHash,
  message: Uint8Array,
  mac: Uint8Array,
): boolean {
  return sameBytes(mac, generateMac(key, hash, message))
}
