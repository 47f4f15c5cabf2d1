import type { KeyMetadata } from '../model.ts'
import type { KeyRow } from '../tables.ts'
import type { Key } from './keys.ts'
import { multiRegionConfiguration } from './multi-region.ts'

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
    // The retired name is sent beside the new one. Every key is of the only spec there is here.
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: key.multiRegion,
    ...(key.multiRegion && { MultiRegionConfiguration: multiRegionConfiguration(key, related) }),
    ...materialMembers(key),
  }
}

/**
 * A replica that is being made is answered without, and so is a key that nothing
 * was imported into; KMS has no material of an external key.
 */
function materialMembers({ customKeyStoreId, xksKeyId, state, currentKeyMaterialId }: Key) {
  if (xksKeyId !== undefined) {
    return { CustomKeyStoreId: customKeyStoreId, XksKeyConfiguration: { Id: xksKeyId } }
  }
  const isThere = state !== 'Creating' && currentKeyMaterialId !== undefined
  return isThere ? { CurrentKeyMaterialId: currentKeyMaterialId } : {}
}
