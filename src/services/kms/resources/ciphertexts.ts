// Ciphertexts on their way in: which key they say they are of, and what is inside.

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { openBlob, parseBlob } from '../../../crypto/ciphertext-blob.ts'
import type { CiphertextBlob } from '../../../crypto/ciphertext-blob.ts'
import { decryptOaep } from '../../../crypto/key-pair/rsa-encryption.ts'
import {
  IncorrectKeyException,
  InvalidCiphertextException,
  ValidationException,
} from '../errors.ts'
import type { DryRunModifierType, EncryptionAlgorithmSpec } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import { DEFAULT_ALGORITHM, requireEncryption, type Encryption } from './encryption-algorithm.ts'
import { oaepHashOf } from './encryption.ts'
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
  if (blob && parseBlob(blob)) return
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
  const blob = bytes && parseBlob(bytes)
  if (keyId === undefined) {
    if (!blob) throw InvalidCiphertextException()
    return keys.findOfCiphertext(blob.key)
  }
  // AWS takes the bare id of another account's key where the ciphertext tells which account.
  const isForeignId = keyId === blob?.key.keyId && blob.key.account !== account
  return isForeignId ? keys.findOfCiphertext(blob.key) : keys.findByAnyName(keyId)
}

/** Throws for a key that has not encrypted so, whatever is in the ciphertext. */
export function requireDecryption(
  key: Key,
  bytes: Uint8Array | undefined,
  encryption: Encryption,
  operation: string,
): void {
  const blob = bytes && parseBlob(bytes)
  // Another key's ciphertext is told before the usage, even where the key is of another type.
  if (blob) requireBlobOf(key, blob)
  requireEncryption(key, encryption, operation)
}

/** The plaintext, and the key material that it was encrypted with. */
export function openCiphertext(
  bytes: Uint8Array | undefined,
  key: Key,
  { algorithm, context }: Encryption,
  { keyMaterials }: KmsScope,
): { readonly plaintext: SecretBytes; readonly material: KeyMaterial } {
  const hash = oaepHashOf(algorithm)
  if (hash) {
    const material = keyMaterials.current(key)
    const plaintext = bytes && decryptOaep(material.secret, hash, bytes)
    if (!plaintext) throw InvalidCiphertextException()
    return { plaintext, material }
  }
  const blob = bytes && parseBlob(bytes)
  if (!blob) throw InvalidCiphertextException()
  requireBlobOf(key, blob)
  const material = keyMaterials.find(key, blob.key.generation)
  const plaintext = material && openBlob(blob, material.secret, context)
  if (!plaintext) throw InvalidCiphertextException()
  return { plaintext, material }
}

function requireBlobOf(key: Key, blob: CiphertextBlob): void {
  const { account, region, keyId } = blob.key
  if (account === key.account && region === key.region && keyId === key.keyId) return
  throw IncorrectKeyException(
    'The key ID in the request does not identify a CMK that can perform this operation.',
  )
}
