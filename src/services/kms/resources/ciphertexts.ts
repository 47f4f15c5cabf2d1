// Ciphertexts on their way in: which key they say they are of, and what is inside.

import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { openBlob, parseBlob } from '../../../crypto/ciphertext-blob.ts'
import type { CiphertextBlob } from '../../../crypto/ciphertext-blob.ts'
import type { EncryptionContext } from '../../../crypto/encryption-context.ts'
import {
  IncorrectKeyException,
  InvalidCiphertextException,
  ValidationException,
} from '../errors.ts'
import type { DryRunModifierType } from '../model.ts'
import type { KmsScope } from '../scope.ts'
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

/** The plaintext, and the key material that it was encrypted with. */
export function openCiphertext(
  bytes: Uint8Array | undefined,
  key: Key,
  context: EncryptionContext | undefined,
  { keyMaterials }: KmsScope,
): { readonly plaintext: SecretBytes; readonly material: KeyMaterial } {
  const blob = requireBlobOf(key, bytes)
  const material = keyMaterials.find(key, blob.key.generation)
  const plaintext = material && openBlob(blob, material.secret, context)
  if (!plaintext) throw InvalidCiphertextException()
  return { plaintext, material }
}

function requireBlobOf(key: Key, bytes: Uint8Array | undefined): CiphertextBlob {
  const blob = bytes && parseBlob(bytes)
  if (!blob) throw InvalidCiphertextException()
  const { account, region, keyId } = blob.key
  // Keys that are related have one id, and decrypt what any of them has encrypted.
  const isHere = region === key.region || key.multiRegion
  if (account === key.account && isHere && keyId === key.keyId) return blob
  throw IncorrectKeyException(
    'The key ID in the request does not identify a CMK that can perform this operation.',
  )
}
