// How each operation with a key is asked for, of the kind of key that it is for.

import { generateKeyPairSync } from 'node:crypto'
import * as Kms from '@aws-sdk/client-kms'
import { accountStatement, keyPolicy, rootArn } from './fixture.ts'
import type { Kind, Subject } from './key-state-subjects.ts'
import { AWAY, MAC, Message, ML_KEM, SIGNING } from './key-state-subjects.ts'

const GranteePrincipal = rootArn()
const Operations = ['DescribeKey' as const]
const Policy = keyPolicy(accountStatement())
const Tags = [{ TagKey: 'team', TagValue: 'payroll' }]
const KeyPairSpec = 'ECC_NIST_P256'
const PublicKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
  format: 'der',
  type: 'spki',
})
const ECDH = { KeyAgreementAlgorithm: 'ECDH', PublicKey } as const
const WRAPPING = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const
const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE'

type Call = (subject: Subject) => object

/** A name may end in a word of its own, behind a space. */
const SYMMETRIC: Readonly<Record<string, Call>> = {
  CancelKeyDeletion: ({ KeyId }) => new Kms.CancelKeyDeletionCommand({ KeyId }),
  CreateAlias: ({ KeyId, alias }) =>
    new Kms.CreateAliasCommand({ AliasName: `${alias}/more`, TargetKeyId: KeyId }),
  CreateGrant: ({ KeyId }) => new Kms.CreateGrantCommand({ KeyId, GranteePrincipal, Operations }),
  Decrypt: ({ CiphertextBlob }) => new Kms.DecryptCommand({ CiphertextBlob }),
  DeleteAlias: ({ alias }) => new Kms.DeleteAliasCommand({ AliasName: alias }),
  'DeleteImportedKeyMaterial of others': ({ KeyId }) =>
    new Kms.DeleteImportedKeyMaterialCommand({ KeyId }),
  DescribeKey: ({ alias }) => new Kms.DescribeKeyCommand({ KeyId: alias }),
  DisableKey: ({ KeyId }) => new Kms.DisableKeyCommand({ KeyId }),
  DisableKeyRotation: ({ KeyId }) => new Kms.DisableKeyRotationCommand({ KeyId }),
  EnableKey: ({ KeyId }) => new Kms.EnableKeyCommand({ KeyId }),
  EnableKeyRotation: ({ KeyId }) => new Kms.EnableKeyRotationCommand({ KeyId }),
  Encrypt: ({ alias }) => new Kms.EncryptCommand({ KeyId: alias, Plaintext: Message }),
  GenerateDataKey: ({ KeyId }) => new Kms.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }),
  GenerateDataKeyPair: ({ KeyId }) => new Kms.GenerateDataKeyPairCommand({ KeyId, KeyPairSpec }),
  GenerateDataKeyPairWithoutPlaintext: ({ KeyId }) =>
    new Kms.GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec }),
  GenerateDataKeyWithoutPlaintext: ({ KeyId }) =>
    new Kms.GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_256' }),
  GetKeyLastUsage: ({ KeyId }) => new Kms.GetKeyLastUsageCommand({ KeyId }),
  GetKeyPolicy: ({ KeyId }) => new Kms.GetKeyPolicyCommand({ KeyId }),
  GetKeyRotationStatus: ({ KeyId }) => new Kms.GetKeyRotationStatusCommand({ KeyId }),
  'GetParametersForImport of others': ({ KeyId }) =>
    new Kms.GetParametersForImportCommand({ KeyId, ...WRAPPING }),
  'ImportKeyMaterial of others': ({ KeyId, material }) =>
    new Kms.ImportKeyMaterialCommand({ KeyId, ...material, ExpirationModel }),
  ListAliases: ({ KeyId }) => new Kms.ListAliasesCommand({ KeyId }),
  ListGrants: ({ KeyId }) => new Kms.ListGrantsCommand({ KeyId }),
  ListKeyPolicies: ({ KeyId }) => new Kms.ListKeyPoliciesCommand({ KeyId }),
  ListKeyRotations: ({ KeyId }) => new Kms.ListKeyRotationsCommand({ KeyId }),
  ListResourceTags: ({ KeyId }) => new Kms.ListResourceTagsCommand({ KeyId }),
  PutKeyPolicy: ({ KeyId }) => new Kms.PutKeyPolicyCommand({ KeyId, Policy }),
  ReEncrypt: ({ CiphertextBlob, KeyId }) =>
    new Kms.ReEncryptCommand({ CiphertextBlob, DestinationKeyId: KeyId }),
  RetireGrant: ({ arn, GrantId }) => new Kms.RetireGrantCommand({ KeyId: arn, GrantId }),
  RevokeGrant: ({ KeyId, GrantId }) => new Kms.RevokeGrantCommand({ KeyId, GrantId }),
  RotateKeyOnDemand: ({ KeyId }) => new Kms.RotateKeyOnDemandCommand({ KeyId }),
  ScheduleKeyDeletion: ({ KeyId }) => new Kms.ScheduleKeyDeletionCommand({ KeyId }),
  TagResource: ({ KeyId }) => new Kms.TagResourceCommand({ KeyId, Tags }),
  UntagResource: ({ KeyId }) => new Kms.UntagResourceCommand({ KeyId, TagKeys: ['team'] }),
  UpdateAlias: ({ KeyId, alias }) =>
    new Kms.UpdateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }),
  UpdateKeyDescription: ({ KeyId }) =>
    new Kms.UpdateKeyDescriptionCommand({ KeyId, Description: 'new' }),
}

/** By the kind of key that the operations are asked of. */
export const CALLS: Readonly<Record<Kind, Readonly<Record<string, Call>>>> = {
  symmetric: SYMMETRIC,
  imported: {
    DeleteImportedKeyMaterial: ({ KeyId }) => new Kms.DeleteImportedKeyMaterialCommand({ KeyId }),
    GetParametersForImport: ({ KeyId }) =>
      new Kms.GetParametersForImportCommand({ KeyId, ...WRAPPING }),
    ImportKeyMaterial: ({ KeyId, material }) =>
      new Kms.ImportKeyMaterialCommand({
        ...{ KeyId, ...material, ExpirationModel },
        ImportType: 'NEW_KEY_MATERIAL',
      }),
  },
  multiRegion: {
    ReplicateKey: ({ KeyId }) =>
      new Kms.ReplicateKeyCommand({ KeyId, ReplicaRegion: 'ap-south-1' }),
    UpdatePrimaryRegion: ({ KeyId }) =>
      new Kms.UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion: AWAY }),
  },
  signing: {
    GetPublicKey: ({ KeyId }) => new Kms.GetPublicKeyCommand({ KeyId }),
    Sign: ({ KeyId }) => new Kms.SignCommand({ KeyId, ...SIGNING }),
    Verify: ({ KeyId, Signature }) => new Kms.VerifyCommand({ KeyId, ...SIGNING, Signature }),
  },
  mac: {
    GenerateMac: ({ KeyId }) => new Kms.GenerateMacCommand({ KeyId, ...MAC }),
    VerifyMac: ({ KeyId, Mac }) => new Kms.VerifyMacCommand({ KeyId, ...MAC, Mac }),
  },
  agreement: {
    DeriveSharedSecret: ({ KeyId }) => new Kms.DeriveSharedSecretCommand({ KeyId, ...ECDH }),
  },
  encapsulation: {
    Decapsulate: ({ KeyId, SharedSecretCiphertextBlob }) =>
      new Kms.DecapsulateCommand({ KeyId, ...ML_KEM, SharedSecretCiphertextBlob }),
    Encapsulate: ({ KeyId }) => new Kms.EncapsulateCommand({ KeyId, ...ML_KEM }),
  },
}
