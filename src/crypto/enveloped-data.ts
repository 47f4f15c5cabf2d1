// CMS EnvelopedData (RFC 5652) for one recipient, as AWS KMS writes it: in BER with indefinite
// lengths, the recipient named by the SHA-256 of its public key, the content key in RSAES-OAEP with
// SHA-256, the content in AES-256-CBC. Read off recorded answers, as AWS documents none of it.

import { constants, createCipheriv, createHash, publicEncrypt, type KeyObject } from 'node:crypto'
import type { SecretBytes } from '../base/secret-bytes.ts'
import type { World } from '../base/world.ts'
import { der, INTEGER, objectIdentifier, OCTET_STRING, SEQUENCE, SET } from './der.ts'

const CONTENT_KEY_BYTES = 32
const BLOCK_BYTES = 16

const ENVELOPED_DATA = objectIdentifier('1.2.840.113549.1.7.3')
const DATA = objectIdentifier('1.2.840.113549.1.7.1')
const RSAES_OAEP = objectIdentifier('1.2.840.113549.1.1.7')
const MGF1 = objectIdentifier('1.2.840.113549.1.1.8')
const SHA_256 = objectIdentifier('2.16.840.1.101.3.4.2.1')
const AES_256_CBC = objectIdentifier('2.16.840.1.101.3.4.1.42')

const NULL = Uint8Array.of(0x05, 0)
/** Context-specific tags: of a value, and of what other elements are in. */
const CONTEXT_0 = 0x80
const INSIDE_0 = 0xa0
const INSIDE_1 = 0xa1

/** Only the holder of the RSA key's private half reads it. */
export function sealFor(publicKey: KeyObject, plaintext: SecretBytes, world: World): Uint8Array {
  const contentKey = world.randomBytes(CONTENT_KEY_BYTES)
  const iv = world.randomBytes(BLOCK_BYTES)
  const cipher = createCipheriv('aes-256-cbc', contentKey, iv)
  const content = plaintext.use((bytes) => Buffer.concat([cipher.update(bytes), cipher.final()]))
  const algorithm = der(SEQUENCE, AES_256_CBC, der(OCTET_STRING, iv))
  const encryptedContent = indefinite(INSIDE_0, der(OCTET_STRING, content))
  const enveloped = indefinite(
    SEQUENCE,
    VERSION,
    der(SET, recipientOf(publicKey, contentKey)),
    indefinite(SEQUENCE, DATA, algorithm, encryptedContent),
  )
  return indefinite(SEQUENCE, ENVELOPED_DATA, indefinite(INSIDE_0, enveloped))
}

/** That of a recipient who is named by a key identifier, and of what holds one. */
const VERSION = der(INTEGER, Uint8Array.of(2))

const HASH = der(SEQUENCE, SHA_256, NULL)
const KEY_ENCRYPTION = der(
  SEQUENCE,
  RSAES_OAEP,
  der(SEQUENCE, der(INSIDE_0, HASH), der(INSIDE_1, der(SEQUENCE, MGF1, HASH))),
)

function recipientOf(publicKey: KeyObject, contentKey: Uint8Array): Uint8Array {
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const identifier = createHash('sha256').update(spki).digest()
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const key = { key: publicKey, padding, oaepHash: 'sha256' }
  const encryptedKey = der(OCTET_STRING, publicEncrypt(key, contentKey))
  return der(SEQUENCE, VERSION, der(CONTEXT_0, identifier), KEY_ENCRYPTION, encryptedKey)
}

/** An element without its length: two zeros end it. */
const indefinite = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0)])
