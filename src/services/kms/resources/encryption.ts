import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { sealBlob } from '../../../crypto/ciphertext-blob.ts'
import type { EncryptionContext } from '../../../crypto/encryption-context.ts'
import type { KmsScope } from '../scope.ts'
import type { ForKey } from './external-keys.ts'
import { isExternal, ofSameKey, wrapExternally } from './external-keys.ts'
import type { KeyMaterial } from './key-materials.ts'
import type { Key } from './keys.ts'

export interface Encrypted {
  readonly CiphertextBlob: Uint8Array
  readonly material: KeyMaterial
}

/** A ciphertext under the key's current key material. */
export function encryptUnder(
  key: Key,
  plaintext: SecretBytes,
  context: EncryptionContext | undefined,
  { keyMaterials, world }: KmsScope,
): Encrypted {
  const material = keyMaterials.current(key)
  const blobKey = { ...key, generation: material.generation }
  const CiphertextBlob = sealBlob(material.secret, blobKey, plaintext, context, world)
  return { CiphertextBlob, material }
}

/** For `prepare`. Undefined: the key is KMS's own, and nobody else has a part in it. */
export function encryptOutside(
  key: Key,
  plaintext: SecretBytes,
  context: EncryptionContext | undefined,
  operation: string,
  scope: KmsScope,
): Promise<ForKey<Encrypted>> | undefined {
  if (!isExternal(key)) return undefined
  const inner = encryptUnder(key, plaintext, context, scope)
  return wrapExternally(key, inner.CiphertextBlob, context, operation, scope).then(
    (CiphertextBlob) => ({ keyArn: key.arn, value: { ...inner, CiphertextBlob } }),
  )
}

/** For `perform`: what `encryptOutside` prepared, or a ciphertext under KMS's own key material. */
export function encrypted(
  key: Key,
  plaintext: SecretBytes,
  context: EncryptionContext | undefined,
  scope: KmsScope,
  prepared: unknown,
): Encrypted {
  return isExternal(key)
    ? ofSameKey(prepared as ForKey<Encrypted> | undefined, key.arn)
    : encryptUnder(key, plaintext, context, scope)
}
