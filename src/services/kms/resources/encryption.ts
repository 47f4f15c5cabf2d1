import type { SecretBytes } from '../../../base/secret-bytes.ts'
import { sealBlob } from '../../../crypto/ciphertext-blob.ts'
import { encryptOaep, oaepBytesMax } from '../../../crypto/key-pair/rsa-encryption.ts'
import type { OaepHash } from '../../../crypto/key-pair/rsa-encryption.ts'
import { isRsa } from '../../../crypto/key-pair/specs.ts'
import type { EventDetails } from '../../operation.ts'
import { ValidationException } from '../errors.ts'
import type { EncryptionAlgorithmSpec } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { Encryption } from './encryption-algorithm.ts'
import type { KeyMaterial } from './key-materials.ts'
import { keyPairSpecOf } from './key-usage.ts'
import type { Key } from './keys.ts'

/** A ciphertext under the key's current key material; the key is known to encrypt so. */
export function encryptUnder(
  key: Key,
  plaintext: SecretBytes,
  { algorithm, context }: Encryption,
  { keyMaterials, world }: KmsScope,
): { readonly CiphertextBlob: Uint8Array; readonly material: KeyMaterial } {
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

/** The name of the material that worked, which only material of symmetric keys has on AWS. */
export const materialIdOf = (key: Key, material: KeyMaterial): string | undefined =>
  key.keySpec === 'SYMMETRIC_DEFAULT' ? material.id : undefined

/** What an event tells of the material that worked. */
export function materialEvent(key: Key, material: KeyMaterial): EventDetails {
  const keyMaterialId = materialIdOf(key, material)
  return keyMaterialId === undefined ? {} : { additionalEventData: { keyMaterialId } }
}
