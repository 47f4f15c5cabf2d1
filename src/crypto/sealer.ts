import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import assert from 'node:assert/strict'
import { SecretBytes } from '../base/secret-bytes.ts'
import type { World } from '../base/world.ts'
import { frame, uint32 } from './framing.ts'
import type { SealBinding, Sealer } from './seal.ts'

// A seal is Base64 of: version 1 (1 byte), salt (32), ciphertext, GCM tag (16).
const VERSION = 1
const SALT_BYTES = 32
const TAG_BYTES = 16
const HEADER_BYTES = 1 + SALT_BYTES

export const ROOT_KEY_BYTES = 32

/** Works with keys derived from the root key: one for each seal, one for each purpose. */
export function createSealer(rootKey: SecretBytes, world: World): Sealer {
  assert.equal(
    rootKey.use((bytes) => bytes.length),
    ROOT_KEY_BYTES,
  )
  return {
    seal: (secret, binding) => {
      const salt = world.randomBytes(SALT_BYTES)
      const body = secret.use((bytes) => encrypt(sealKey(rootKey, salt), bytes, bound(binding)))
      return Buffer.concat([Uint8Array.of(VERSION), salt, body]).toString('base64')
    },
    open: (sealed, binding) => {
      const bytes = Buffer.from(sealed, 'base64')
      // One seal has one text: of another one, nobody can tell who wrote it.
      if (bytes.toString('base64') !== sealed) throw notOurs(binding)
      if (bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] !== VERSION) throw notOurs(binding)
      const salt = bytes.subarray(1, HEADER_BYTES)
      try {
        const key = sealKey(rootKey, salt)
        return new SecretBytes(decrypt(key, bytes.subarray(HEADER_BYTES), bound(binding)))
      } catch (cause) {
        throw doesNotOpen(binding, cause)
      }
    },
    authenticate: (message, purpose) =>
      createHmac('sha256', authenticationKey(rootKey, purpose)).update(message).digest(),
  }
}

function authenticationKey(rootKey: SecretBytes, purpose: string): Uint8Array {
  const info = `sparekey/authenticate/v1/${purpose}`
  return rootKey.use((key) => new Uint8Array(hkdfSync('sha256', key, '', info, 32)))
}

function sealKey(rootKey: SecretBytes, salt: Uint8Array): Uint8Array {
  return rootKey.use((key) => new Uint8Array(hkdfSync('sha256', key, salt, 'sparekey/seal/v1', 32)))
}

const bound = ({ table, id, generation }: SealBinding): Uint8Array =>
  frame([Buffer.from(table), Buffer.from(id), uint32(generation)])

// The nonce is zero because the key comes from a fresh salt and seals this secret only. A second
// secret under the same key would reveal both: never keep a seal's key.
const NONCE = Buffer.alloc(12)

function encrypt(key: Uint8Array, secret: Uint8Array, binding: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, NONCE, { authTagLength: TAG_BYTES })
  cipher.setAAD(binding)
  return Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Uint8Array, body: Uint8Array, binding: Uint8Array): Uint8Array {
  const tagAt = body.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, NONCE, { authTagLength: TAG_BYTES })
  decipher.setAAD(binding)
  decipher.setAuthTag(body.subarray(tagAt))
  return Buffer.concat([decipher.update(body.subarray(0, tagAt)), decipher.final()])
}

const place = ({ table, id, generation }: SealBinding): string =>
  `\`${id}\` of \`${table}\` (generation ${generation})`

const notOurs = (binding: SealBinding): Error =>
  new Error(`the sealed secret of ${place(binding)} is in no format that this version knows`)

const doesNotOpen = (binding: SealBinding, cause: unknown): Error =>
  new Error(
    `the sealed secret of ${place(binding)} does not open: another root key sealed it, ` +
      'or the row was changed',
    { cause },
  )
