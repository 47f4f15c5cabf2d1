import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { sealBlob } from '../../../crypto/ciphertext-blob.ts'
import { encryptOaep, oaepBytesMax } from '../../../crypto/key-pair/rsa-encryption.ts'
import type { OaepHash } from '../../../crypto/key-pair/rsa-encryption.ts'
import { isRsa } from '../../../crypto/key-pair/specs.ts'
import { ValidationException } from '../errors.ts'
import type { EncryptionAlgorithmSpec } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { Encryption } from './encryption-algorithm.ts'
import type { ForKey } from './external-keys.ts'
import { isExternal, ofSameKey, wrapExternally } from './external-keys.ts'
import type { KeyMaterial } from './key-materials.ts'
import { keyPairSpecOf } from './key-usage.ts'
import type { Key } from './keys.ts'

export interface Encrypted {
  readonly CiphertextBlob: Uint8Array
  readonly material: KeyMaterial
}

/** A ciphertext under the key's current key material; the key is known to encrypt so. */
export function encryptUnder(
  key: Key,
  plaintext: SecretBytes,
  { algorithm, context }: Encryption,
  { keyMaterials, world }: KmsScope,
): Encrypted {
  const material = keyMaterials.current(key)
  const hash = oaepHashOf(algorithm)
  if (hash) {
    requireRoom(key, plaintext, algorithm, hash)
    return { CiphertextBlob: encryptOaep(material.secret, hash, plaintext), material }
  }
  const blobKey = { ...key, generation: material.generation }
  const CiphertextBlob = sealBlob(material.secret, blobKey, plaintext, context, world)
  return { CiphertextBlob, material }
}

/** For `prepare`. Undefined: the key is KMS's own, and nobody else has a part in it. */
export function encryptOutside(
  key: Key,
  plaintext: SecretBytes,
  encryption: Encryption,
  operation: string,
  scope: KmsScope,
): Promise<ForKey<Encrypted>> | undefined {
  if (!isExternal(key)) return undefined
  const inner = encryptUnder(key, plaintext, encryption, scope)
  return wrapExternally(key, inner.CiphertextBlob, encryption.context, operation, scope).then(
    (CiphertextBlob) => ({ keyArn: key.arn, value: { ...inner, CiphertextBlob } }),
  )
}

/** For `perform`: what `encryptOutside` prepared, or a ciphertext under KMS's own key material. */
export function encrypted(
  key: Key,
  plaintext: SecretBytes,
  encryption: Encryption,
  scope: KmsScope,
  prepared: unknown,
): Encrypted {
  return isExternal(key)
    ? ofSameKey(prepared as ForKey<Encrypted> | undefined, key.arn)
    : encryptUnder(key, plaintext, encryption, scope)
}

/** Undefined: the algorithm is that of symmetric keys. */
export function oaepHashOf(algorithm: EncryptionAlgorithmSpec): OaepHash | undefined {
  switch (algorithm) {
    case 'RSAES_OAEP_SHA_1':
      return 'sha1'
    case 'RSAES_OAEP_SHA_256':
      return 'sha256'
    case 'SYMMETRIC_DEFAULT':
      return undefined
  }
}

function requireRoom(
  key: Key,
  plaintext: SecretBytes,
  algorithm: EncryptionAlgorithmSpec,
  hash: OaepHash,
): void {
  const spec = keyPairSpecOf(key)
  const bytesMax = isRsa(spec) ? oaepBytesMax(spec, hash) : 0
  if (plaintext.use(({ length }) => length) <= bytesMax) return
  throw ValidationException(
    `Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than ` +
      `${bytesMax} bytes.`,
  )
}
