// A seal is Base64 of:
//
//   version      1 byte   0x02
//   root key     8 bytes  its id (`root-key-id.ts`): which root key opens it
//   salt        32 bytes  random
//   ciphertext            as long as the secret
//   tag         16 bytes
//
// HKDF-SHA-256 over the root key, with the salt, gives the AES-256-GCM key of this seal alone. The
// additional authenticated data is the binding: table, row and generation. Version 0x01 names no
// root key; it is opened and no longer made.

import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import assert from 'node:assert/strict'
import { sameBytes } from '../base/constant-time.ts'
import { SecretBytes } from '../base/secret-bytes.ts'
import type { World } from '../base/world.ts'
import { frame, uint32 } from './framing.ts'
import { ROOT_KEY_BYTES, ROOT_KEY_ID_BYTES, rootKeyId } from './root-key-id.ts'
import type { RotatingSealer, SealBinding } from './seal.ts'

const VERSION = 2
const VERSION_WITHOUT_KEY = 1
const SALT_BYTES = 32
const TAG_BYTES = 16

interface NamedRootKey {
  readonly id: Buffer
  readonly key: SecretBytes
}

/**
 * Works with keys derived from the root key: one for each seal, one for each purpose. `former`:
 * root keys that it replaces, under which seals may still lie.
 */
export function createSealer(
  rootKey: SecretBytes,
  world: Pick<World, 'randomBytes'>,
  former: readonly SecretBytes[] = [],
): RotatingSealer {
  return new RootKeySealer([rootKey, ...former].map(named), world)
}

function named(key: SecretBytes): NamedRootKey {
  assert.equal(
    key.use((bytes) => bytes.length),
    ROOT_KEY_BYTES,
  )
  return { id: rootKeyId(key), key }
}

class RootKeySealer implements RotatingSealer {
  /** The current one first. */
  #rootKeys: readonly NamedRootKey[]
  readonly #world: Pick<World, 'randomBytes'>

  constructor(rootKeys: readonly NamedRootKey[], world: Pick<World, 'randomBytes'>) {
    this.#rootKeys = rootKeys
    this.#world = world
  }

  seal(secret: SecretBytes, binding: SealBinding): string {
    const { id, key } = this.#current()
    const salt = this.#world.randomBytes(SALT_BYTES)
    const body = secret.use((bytes) =>
      encrypt(sealKey(key, salt, SEAL_INFO), bytes, bound(binding)),
    )
    return Buffer.concat([Uint8Array.of(VERSION), id, salt, body]).toString('base64')
  }

  open(sealed: string, binding: SealBinding): SecretBytes {
    const parts = parseSeal(sealed)
    if (!parts) throw notOurs(binding)
    const { rootKeyId: wanted, info, salt, body } = parts
    const able = this.#rootKeys.filter(({ id }) => !wanted || id.equals(wanted))
    let cause: unknown
    for (const { key } of able) {
      try {
        return new SecretBytes(decrypt(sealKey(key, salt, info), body, bound(binding)))
      } catch (fault) {
        cause = fault
      }
    }
    throw doesNotOpen(binding, cause)
  }

  authenticate(message: Uint8Array, purpose: string): Uint8Array {
    return authenticated(this.#current().key, message, purpose)
  }

  isAuthentic(message: Uint8Array, tag: Uint8Array, purpose: string): boolean {
    return this.#rootKeys.some(({ key }) => sameBytes(tag, authenticated(key, message, purpose)))
  }

  isCurrent(sealed: string): boolean {
    return parseSeal(sealed)?.rootKeyId?.equals(this.#current().id) === true
  }

  isCurrentRootKey(rootKey: SecretBytes): boolean {
    return this.#current().key.equals(rootKey)
  }

  replaceRootKey(rootKey: SecretBytes): void {
    this.#rootKeys = [named(rootKey), ...this.#rootKeys.filter(({ key }) => !key.equals(rootKey))]
  }

  #current(): NamedRootKey {
    const [current] = this.#rootKeys
    assert.ok(current)
    return current
  }
}

interface SealParts {
  /** Undefined: version 1 does not say. */
  readonly rootKeyId: Buffer | undefined
  readonly info: string
  readonly salt: Uint8Array
  readonly body: Uint8Array
}

const SEAL_INFO = 'sparekey/seal/v2'
const SEAL_INFO_WITHOUT_KEY = 'sparekey/seal/v1'

function parseSeal(sealed: string): SealParts | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  // One seal has one text: of another one, nobody can tell who wrote it.
  if (bytes.toString('base64') !== sealed) return undefined
  const isNamed = bytes[0] === VERSION
  if (!isNamed && bytes[0] !== VERSION_WITHOUT_KEY) return undefined
  const saltAt = isNamed ? 1 + ROOT_KEY_ID_BYTES : 1
  if (bytes.length < saltAt + SALT_BYTES + TAG_BYTES) return undefined
  return {
    rootKeyId: isNamed ? bytes.subarray(1, saltAt) : undefined,
    info: isNamed ? SEAL_INFO : SEAL_INFO_WITHOUT_KEY,
    salt: bytes.subarray(saltAt, saltAt + SALT_BYTES),
    body: bytes.subarray(saltAt + SALT_BYTES),
  }
}

function authenticated(rootKey: SecretBytes, message: Uint8Array, purpose: string): Uint8Array {
  const info = `sparekey/authenticate/v1/${purpose}`
  const key = new Uint8Array(hkdfSync('sha256', rootKey.asKey(), '', info, 32))
  return createHmac('sha256', key).update(message).digest()
}

const sealKey = (rootKey: SecretBytes, salt: Uint8Array, info: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', rootKey.asKey(), salt, info, 32))

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
