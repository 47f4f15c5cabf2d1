// Ciphertexts on their way in: which key they say they are of, and what is inside.

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import type { BlobKey } from '../../../crypto/ciphertext-blob.ts'
import { openBlob, parseBlob } from '../../../crypto/ciphertext-blob.ts'
import { parseExternalBlob } from '../../../crypto/external-blob.ts'
import { decryptOaep } from '../../../crypto/key-pair/rsa-encryption.ts'
import {
  IncorrectKeyException,
  InvalidCiphertextException,
  ValidationException,
} from '../errors.ts'
import type { DryRunModifierType, EncryptionAlgorithmSpec } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import { DEFAULT_ALGORITHM, requireEncryption } from './encryption-algorithm.ts'
import type { Encryption } from './encryption-algorithm.ts'
import { oaepHashOf } from './encryption.ts'
import type { ForKey } from './external-keys.ts'
import { isExternal, ofSameKey, unwrapExternally, wrongPlaintext } from './external-keys.ts'
import type { KeyMaterial } from './key-materials.ts'
import type { Key, KeyTarget } from './keys.ts'

interface DryRunInput {
  readonly DryRun?: boolean | undefined
  readonly DryRunModifiers?: readonly DryRunModifierType[] | undefined
}

/** A ciphertext and the key that the request says it is of. */
export interface NamedCiphertext {
  readonly blob: Uint8Array | undefined
  readonly keyId: string | undefined
}

/** With DryRun a caller may ask for the permission alone; otherwise there must be a ciphertext. */
export const ignoresCiphertext = ({ DryRun, DryRunModifiers }: DryRunInput): boolean =>
  DryRun === true && DryRunModifiers?.includes('IGNORE_CIPHERTEXT') === true

/** The ciphertext of a request; one that is to be ignored is as good as none, whatever it is. */
export const blobToOpen = (
  input: DryRunInput & { readonly CiphertextBlob?: Uint8Array | undefined },
): Uint8Array | undefined => (ignoresCiphertext(input) ? undefined : input.CiphertextBlob)

/** `keyMember` is the name of the member with the key, as sentences have it. */
export function requireSomethingToAskAbout(
  { blob, keyId }: NamedCiphertext,
  input: DryRunInput,
  keyMember: 'keyId' | 'sourceKeyId',
): void {
  const missing = ignoresCiphertext(input)
    ? keyId === undefined && keyMember
    : blob === undefined && 'ciphertextBlob'
  if (!missing) return
  throw ValidationException(
    `1 validation error detected: Value null at '${missing}' failed to satisfy constraint: ` +
      'Member must not be null',
  )
}

/** Of the ciphertexts only those of symmetric keys say which key they are of. */
export function requireNamedKey(
  { blob, keyId }: NamedCiphertext,
  algorithm: EncryptionAlgorithmSpec,
  keyMember: 'KeyId' | 'SourceKeyId',
): void {
  if (keyId !== undefined || algorithm === DEFAULT_ALGORITHM) return
  if (blob && blobKeyOf(blob)) return
  // The sentence is ours: AWS documents the refusal and not its words.
  throw ValidationException(
    `${keyMember} is required to decrypt a ciphertext that was encrypted with ${algorithm}.`,
  )
}

/** The key that a ciphertext is to be opened with. */
export function findKeyOfCiphertext(
  { blob: bytes, keyId }: NamedCiphertext,
  { keys, account }: KmsScope,
): KeyTarget {
  const blobKey = bytes && blobKeyOf(bytes)
  if (keyId === undefined) {
    if (!blobKey) throw InvalidCiphertextException()
    return keys.findOfCiphertext(blobKey)
  }
  // AWS takes the bare id of another account's key where the ciphertext tells which account.
  const isForeignId = keyId === blobKey?.keyId && blobKey.account !== account
  return isForeignId ? keys.findOfCiphertext(blobKey) : keys.findByAnyName(keyId)
}

/** For `prepare`. Undefined: the key is KMS's own, and nobody else has a part in it. */
export function openOutside(
  bytes: Uint8Array | undefined,
  key: Key,
  { context }: Encryption,
  operation: string,
  scope: KmsScope,
): Promise<ForKey<SecretBytes>> | undefined {
  if (!isExternal(key)) return undefined
  const blob = requireOf(key, bytes, parseExternalBlob)
  return unwrapExternally(key, blob, context, operation, scope).then((value) => ({
    keyArn: key.arn,
    value,
  }))
}

/** A dry run asks no proxy: it tells whether the ciphertext is the key's, not whether it opens. */
export function requireExternalBlob(bytes: Uint8Array | undefined, key: Key): void {
  if (isExternal(key)) requireOf(key, bytes, parseExternalBlob)
}

/** Throws for a key that has not encrypted so, whatever is in the ciphertext. */
export function requireDecryption(
  key: Key,
  bytes: Uint8Array | undefined,
  encryption: Encryption,
  operation: string,
): void {
  const blobKey = bytes && blobKeyOf(bytes)
  // Another key's ciphertext is told before the usage, even where the key is of another type.
  if (blobKey) requireKeyOf(key, blobKey)
  requireEncryption(key, encryption, operation)
}

/**
 * The plaintext, and the key material that it was encrypted with. `prepared` is what `openOutside`
 * has prepared.
 */
export function openCiphertext(
  bytes: Uint8Array | undefined,
  key: Key,
  { algorithm, context }: Encryption,
  { keyMaterials }: KmsScope,
  prepared?: unknown,
): Opened {
  const hash = oaepHashOf(algorithm)
  if (hash) {
    const material = keyMaterials.current(key)
    const plaintext = bytes && decryptOaep(material.secret, hash, bytes)
    if (!plaintext) throw InvalidCiphertextException()
    return { plaintext, material }
  }
  const inner = isExternal(key)
    ? ofSameKey(prepared as ForKey<SecretBytes> | undefined, key.arn).use((own) => own)
    : bytes
  const blob = requireOf(key, inner, parseBlob)
  const material = keyMaterials.find(key, blob.key.generation)
  const plaintext = material && openBlob(blob, material.secret, context)
  if (!plaintext) throw isExternal(key) ? wrongPlaintext() : InvalidCiphertextException()
  return { plaintext, material }
}

export interface Opened {
  readonly plaintext: SecretBytes
  readonly material: KeyMaterial
}

/** Of ciphertexts of late: a request asks several times which key its own is of. */
const keysOfBlobs = new WeakMap<Uint8Array, { readonly key: BlobKey | undefined }>()

function blobKeyOf(bytes: Uint8Array): BlobKey | undefined {
  const known = keysOfBlobs.get(bytes)
  if (known) return known.key
  const key = (parseBlob(bytes) ?? parseExternalBlob(bytes))?.key
  keysOfBlobs.set(bytes, { key })
  return key
}

/** Which key a ciphertext is of is told before whether it is of the kind that the key makes. */
function requireOf<Blob extends { readonly key: BlobKey }>(
  key: Key,
  bytes: Uint8Array | undefined,
  parse: (bytes: Uint8Array) => Blob | undefined,
): Blob {
  const blob = bytes && parse(bytes)
  const blobKey = blob?.key ?? (bytes && blobKeyOf(bytes))
  if (!blobKey) throw InvalidCiphertextException()
  requireKeyOf(key, blobKey)
  if (!blob) throw InvalidCiphertextException()
  return blob
}

function requireKeyOf(key: Key, blobKey: BlobKey): void {
  const { account, region, keyId } = blobKey
  // Keys that are related have one id, and decrypt what any of them has encrypted.
  const isHere = region === key.region || key.multiRegion
  if (account !== key.account || !isHere || keyId !== key.keyId) {
    throw IncorrectKeyException(
      'The key ID in the request does not identify a CMK that can perform this operation.',
    )
  }
}
