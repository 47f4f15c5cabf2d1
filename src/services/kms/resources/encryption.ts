import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { sealBlob } from '../../../crypto/ciphertext-blob.ts'
import type { EncryptionContext } from '../../../crypto/encryption-context.ts'
import type { KmsScope } from '../scope.ts'
import type { KeyMaterial } from './key-materials.ts'
import type { Key } from './keys.ts'

/** A ciphertext under the key's current key material. */
export function encryptUnder(
  key: Key,
  plaintext: SecretBytes,
  context: EncryptionContext | undefined,
  { keyMaterials, world }: KmsScope,
): { readonly CiphertextBlob: Uint8Array; readonly material: KeyMaterial } {
  const material = keyMaterials.current(key)
  const blobKey = { ...key, generation: material.generation }
  const CiphertextBlob = sealBlob(material.secret, blobKey, plaintext, context, world)
  return { CiphertextBlob, material }
}
