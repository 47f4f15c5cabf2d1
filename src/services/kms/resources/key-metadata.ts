import type { CustomerMasterKeySpec, KeyMetadata } from '../model.ts'
import { ALGORITHMS } from './key-specs.ts'
import type { Key } from './keys.ts'

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
    KeyManager: key.managedFor === undefined ? 'CUSTOMER' : 'AWS',
    ...specMembers(key),
    MultiRegion: key.multiRegion,
    // Of other key specs AWS tells none.
    ...(key.keySpec === 'SYMMETRIC_DEFAULT' && { CurrentKeyMaterialId: key.currentKeyMaterialId }),
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
