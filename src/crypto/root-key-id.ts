import { hkdfSync } from 'node:crypto'
import type { SecretBytes } from '../base/secret-bytes.ts'

export const ROOT_KEY_BYTES = 32
export const ROOT_KEY_ID_BYTES = 8

/** The public name of a root key: it tells root keys apart, and nothing about them. */
export const rootKeyId = (rootKey: SecretBytes): Buffer =>
  Buffer.from(hkdfSync('sha256', rootKey.asKey(), '', 'sparekey/root-key-id/v1', ROOT_KEY_ID_BYTES))
