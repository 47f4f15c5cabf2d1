import type { KeyMetadata } from '../model.ts'
import type { Key } from './keys.ts'

/** What CreateKey and DescribeKey tell. Which members are there follows recorded answers of AWS. */
export function keyMetadata(key: Key): KeyMetadata {
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
    Origin: key.origin,
    ...(key.expirationModel !== undefined && { ExpirationModel: key.expirationModel }),
    ...(key.validTo !== undefined && { ValidTo: new Date(key.validTo) }),
    KeyManager: key.managedFor === undefined ? 'CUSTOMER' : 'AWS',
    // The retired name is sent beside the new one. Every key is of the only spec there is here.
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: key.multiRegion,
    ...(key.currentKeyMaterialId !== undefined && {
      CurrentKeyMaterialId: key.currentKeyMaterialId,
    }),
  }
}
