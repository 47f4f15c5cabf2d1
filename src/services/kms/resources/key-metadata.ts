import type { CustomerMasterKeySpec, KeyMetadata } from '../model.ts'
import type { KeyRow } from '../tables.ts'
import { ALGORITHMS } from './key-specs.ts'
import type { Key } from './keys.ts'
import { multiRegionConfiguration } from './multi-region.ts'

type SpecMembers = Pick<
  KeyMetadata,
  | 'CustomerMasterKeySpec'
  | 'KeySpec'
  | 'EncryptionAlgorithms'
  | 'SigningAlgorithms'
  | 'MacAlgorithms'
  | 'KeyAgreementAlgorithms'
  | 'EncapsulationAlgorithms'
>

/**
 * What CreateKey and DescribeKey tell. Which members are there follows recorded answers of AWS.
 * `related` are a multi-Region key and those related to it.
 */
export function keyMetadata(key: Key, related: readonly KeyRow[]): KeyMetadata {
  const { multiRegionPendingWindowInDays: window } = key
  return {
    AWSAccountId: key.account,
    KeyId: key.keyId,
    Arn: key.arn,
    CreationDate: new Date(key.createdAt),
    Enabled: key.state === 'Enabled',
    Description: key.description,
    KeyUsage: key.keyUsage,
    KeyState: key.state,
    ...(key.deletionDate !== undefined && { DeletionDate: new Date(key.deletionDate) }),
    ...(window !== undefined && { PendingDeletionWindowInDays: window }),
    Origin: key.origin,
    ...(key.expirationModel !== undefined && { ExpirationModel: key.expirationModel }),
    ...(key.validTo !== undefined && { ValidTo: new Date(key.validTo) }),
    KeyManager: key.managedFor === undefined ? 'CUSTOMER' : 'AWS',
    ...specMembers(key),
    MultiRegion: key.multiRegion,
    ...(key.multiRegion && { MultiRegionConfiguration: multiRegionConfiguration(key, related) }),
    ...materialMembers(key),
  }
}

/** The key spec and what it can be used with: one list, that of the key's usage. */
export function specMembers({ keySpec, keyUsage }: Key): SpecMembers {
  const algorithms = ALGORITHMS[keySpec]
  return {
    // The retired name is sent beside the new one, also of specs that came after it.
    CustomerMasterKeySpec: keySpec as CustomerMasterKeySpec,
    KeySpec: keySpec,
    ...(keyUsage === 'ENCRYPT_DECRYPT' && { EncryptionAlgorithms: algorithms.ENCRYPT_DECRYPT }),
    ...(keyUsage === 'SIGN_VERIFY' && { SigningAlgorithms: algorithms.SIGN_VERIFY }),
    ...(keyUsage === 'GENERATE_VERIFY_MAC' && { MacAlgorithms: algorithms.GENERATE_VERIFY_MAC }),
    ...(keyUsage === 'KEY_AGREEMENT' && { KeyAgreementAlgorithms: algorithms.KEY_AGREEMENT }),
    ...(keyUsage === 'ENCAPSULATE_DECAPSULATE' && {
      EncapsulationAlgorithms: algorithms.ENCAPSULATE_DECAPSULATE,
    }),
  }
}

/**
 * Only of symmetric keys. A replica that is being made is answered without, and so is a key that
 * nothing was imported into; KMS has no material of an external key.
 */
function materialMembers(key: Key) {
  const { customKeyStoreId, keySpec, xksKeyId, state, currentKeyMaterialId } = key
  if (xksKeyId !== undefined) {
    return { CustomKeyStoreId: customKeyStoreId, XksKeyConfiguration: { Id: xksKeyId } }
  }
  const isTold = keySpec === 'SYMMETRIC_DEFAULT' && state !== 'Creating'
  return isTold && currentKeyMaterialId !== undefined
    ? { CurrentKeyMaterialId: currentKeyMaterialId }
    : {}
}
