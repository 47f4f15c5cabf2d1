// One valid input for every operation that is built: what `every-operation.test.ts` sends.

import { generateKeyPairSync } from 'node:crypto'
import { catalogSamples } from './catalog-samples.ts'
import { iamSamples } from './iam/samples.ts'
import type { ServiceSamples } from './named.ts'
import { organizationSamples } from './organizations/samples.ts'

const KeyPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
})

const BucketPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::subject-bucket',
    },
  ],
})

const peerPublicKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
  format: 'der',
  type: 'spki',
})

const tags = [{ Key: 'team', Value: 'payroll' }]
const samlProvider = { SAMLProviderArn: 'arn:aws:iam::111122223333:saml-provider/subject' }
const trail = { Name: 'subject' }
const trailArn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/subject'

type Samples = Readonly<Record<string, ServiceSamples>>

/** By signing name and operation. */
export const samples: Samples = {
  kms: {
    CancelKeyDeletion: ({ keyArn }) => ({ KeyId: keyArn }),
    ConnectCustomKeyStore: ({ keyStoreId }) => ({ CustomKeyStoreId: keyStoreId }),
    CreateAlias: ({ keyArn }) => ({ AliasName: 'alias/new', TargetKeyId: keyArn }),
    CreateCustomKeyStore: ({ keyStoreInput }) => ({
      ...keyStoreInput,
      CustomKeyStoreName: 'another',
    }),
    CreateGrant: ({ keyArn }) => ({
      KeyId: keyArn,
      GranteePrincipal: 'arn:aws:iam::111122223333:user/subject',
      Operations: ['Decrypt'],
    }),
    CreateKey: () => ({ Description: 'sample' }),
    Decapsulate: ({ encapsulationKeyArn }) => ({
      KeyId: encapsulationKeyArn,
      EncapsulationAlgorithm: 'ML_KEM',
      SharedSecretCiphertextBlob: Buffer.alloc(768, 'plain secret'),
    }),
    Decrypt: ({ ciphertext }) => ({ CiphertextBlob: ciphertext }),
    DeleteAlias: () => ({ AliasName: 'alias/subject' }),
    DeleteCustomKeyStore: ({ keyStoreId }) => ({ CustomKeyStoreId: keyStoreId }),
    DeleteImportedKeyMaterial: ({ importedKeyArn }) => ({ KeyId: importedKeyArn }),
    DescribeCustomKeyStores: () => ({}),
    DeriveSharedSecret: ({ agreementKeyArn }) => ({
      KeyId: agreementKeyArn,
      KeyAgreementAlgorithm: 'ECDH',
      PublicKey: peerPublicKey,
    }),
    DescribeKey: ({ keyArn }) => ({ KeyId: keyArn }),
    DisableKey: ({ keyArn }) => ({ KeyId: keyArn }),
    DisableKeyRotation: ({ keyArn }) => ({ KeyId: keyArn }),
    DisconnectCustomKeyStore: ({ keyStoreId }) => ({ CustomKeyStoreId: keyStoreId }),
    EnableKey: ({ keyArn }) => ({ KeyId: keyArn }),
    EnableKeyRotation: ({ keyArn }) => ({ KeyId: keyArn, RotationPeriodInDays: 90 }),
    Encapsulate: ({ encapsulationKeyArn }) => ({
      KeyId: encapsulationKeyArn,
      EncapsulationAlgorithm: 'ML_KEM',
    }),
    Encrypt: ({ keyArn }) => ({ KeyId: keyArn, Plaintext: Buffer.from('plain secret') }),
    GenerateDataKey: ({ keyArn }) => ({ KeyId: keyArn, KeySpec: 'AES_256' }),
    GenerateDataKeyPair: ({ keyArn }) => ({ KeyId: keyArn, KeyPairSpec: 'ECC_NIST_P256' }),
    GenerateDataKeyPairWithoutPlaintext: ({ keyArn }) => ({
      KeyId: keyArn,
      KeyPairSpec: 'ECC_NIST_EDWARDS25519',
    }),
    GenerateDataKeyWithoutPlaintext: ({ keyArn }) => ({ KeyId: keyArn, NumberOfBytes: 64 }),
    GenerateMac: ({ macKeyArn }) => ({
      KeyId: macKeyArn,
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from('plain secret'),
    }),
    GenerateRandom: () => ({ NumberOfBytes: 32 }),
    GetKeyLastUsage: ({ keyArn }) => ({ KeyId: keyArn }),
    GetKeyPolicy: ({ keyArn }) => ({ KeyId: keyArn }),
    GetPublicKey: ({ signingKeyArn }) => ({ KeyId: signingKeyArn }),
    GetKeyRotationStatus: ({ keyArn }) => ({ KeyId: keyArn }),
    GetParametersForImport: ({ importedKeyArn }) => ({
      KeyId: importedKeyArn,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    }),
    ImportKeyMaterial: ({ importedKeyArn, importParameters }) => ({
      KeyId: importedKeyArn,
      ...importParameters,
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    }),
    ListAliases: () => ({}),
    ListGrants: ({ keyArn }) => ({ KeyId: keyArn }),
    ListKeyPolicies: ({ keyArn }) => ({ KeyId: keyArn }),
    ListKeyRotations: ({ keyArn }) => ({ KeyId: keyArn }),
    ListKeys: () => ({}),
    ListResourceTags: ({ keyArn }) => ({ KeyId: keyArn }),
    ListRetirableGrants: () => ({ RetiringPrincipal: 'arn:aws:iam::111122223333:user/subject' }),
    PutKeyPolicy: ({ keyArn }) => ({ KeyId: keyArn, Policy: KeyPolicy }),
    ReEncrypt: ({ keyArn, ciphertext }) => ({
      CiphertextBlob: ciphertext,
      DestinationKeyId: keyArn,
    }),
    ReplicateKey: ({ multiRegionKeyArn }) => ({
      KeyId: multiRegionKeyArn,
      ReplicaRegion: 'ap-south-1',
    }),
    RetireGrant: ({ keyArn, grantId }) => ({ KeyId: keyArn, GrantId: grantId }),
    RevokeGrant: ({ keyArn, grantId }) => ({ KeyId: keyArn, GrantId: grantId }),
    RotateKeyOnDemand: ({ keyArn }) => ({ KeyId: keyArn }),
    ScheduleKeyDeletion: ({ keyArn }) => ({ KeyId: keyArn, PendingWindowInDays: 7 }),
    Sign: ({ signingKeyArn }) => ({
      KeyId: signingKeyArn,
      SigningAlgorithm: 'ECDSA_SHA_256',
      Message: Buffer.from('plain secret'),
    }),
    TagResource: ({ keyArn }) => ({
      KeyId: keyArn,
      Tags: [{ TagKey: 'team', TagValue: 'payroll' }],
    }),
    UntagResource: ({ keyArn }) => ({ KeyId: keyArn, TagKeys: ['team'] }),
    UpdateAlias: ({ keyArn }) => ({ AliasName: 'alias/subject', TargetKeyId: keyArn }),
    UpdateCustomKeyStore: ({ keyStoreId, keyStoreInput }) => ({
      CustomKeyStoreId: keyStoreId,
      XksProxyAuthenticationCredential: keyStoreInput.XksProxyAuthenticationCredential,
    }),
    UpdateKeyDescription: ({ keyArn }) => ({ KeyId: keyArn, Description: 'new' }),
    UpdatePrimaryRegion: ({ multiRegionKeyArn }) => ({
      KeyId: multiRegionKeyArn,
      PrimaryRegion: 'eu-west-1',
    }),
    Verify: ({ signingKeyArn }) => ({
      KeyId: signingKeyArn,
      SigningAlgorithm: 'ECDSA_SHA_256',
      Message: Buffer.from('plain secret'),
      Signature: Buffer.from('plain secret'),
    }),
    VerifyMac: ({ macKeyArn }) => ({
      KeyId: macKeyArn,
      MacAlgorithm: 'HMAC_SHA_256',
      Message: Buffer.from('plain secret'),
      Mac: Buffer.from('plain secret'),
    }),
  },
  iam: iamSamples,
  sts: {
    AssumeRole: ({ roleArn }) => ({ RoleArn: roleArn, RoleSessionName: 'sample' }),
    AssumeRoleWithSAML: ({ roleArn }) => ({
      RoleArn: roleArn,
      PrincipalArn: samlProvider.SAMLProviderArn,
      SAMLAssertion: 'plain secret',
    }),
    AssumeRoleWithWebIdentity: ({ roleArn }) => ({
      RoleArn: roleArn,
      RoleSessionName: 'sample',
      WebIdentityToken: 'plain secret',
    }),
    DecodeAuthorizationMessage: () => ({ EncodedMessage: 'sample' }),
    GetAccessKeyInfo: ({ accessKeyId }) => ({ AccessKeyId: accessKeyId }),
    GetCallerIdentity: () => ({}),
    GetFederationToken: () => ({ Name: 'visitor' }),
    GetSessionToken: () => ({}),
  },
  cloudtrail: {
    AddTags: () => ({ ResourceId: trailArn, TagsList: tags }),
    CreateTrail: () => ({ Name: 'new-trail', S3BucketName: 'subject-logs' }),
    DeleteTrail: () => trail,
    DescribeTrails: () => ({}),
    GetEventSelectors: () => ({ TrailName: trail.Name }),
    GetInsightSelectors: () => ({ TrailName: trail.Name }),
    GetTrail: () => trail,
    GetTrailStatus: () => trail,
    ListPublicKeys: () => ({}),
    ListTags: () => ({ ResourceIdList: [trailArn] }),
    ListTrails: () => ({}),
    LookupEvents: () => ({}),
    PutEventSelectors: () => ({
      TrailName: trail.Name,
      EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
    }),
    PutInsightSelectors: () => ({ TrailName: trail.Name, InsightSelectors: [] }),
    RemoveTags: () => ({ ResourceId: trailArn, TagsList: tags }),
    StartLogging: () => trail,
    StopLogging: () => trail,
    UpdateTrail: () => ({ ...trail, EnableLogFileValidation: true }),
  },
  s3: {
    AbortMultipartUpload: ({ upload }) => upload,
    CompleteMultipartUpload: ({ upload }) => ({
      ...upload,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: 'x' }] },
    }),
    CopyObject: ({ bucket }) => ({ Bucket: bucket, Key: 'copy', CopySource: `${bucket}/key` }),
    CreateBucket: () => ({ Bucket: 'new-bucket' }),
    CreateMultipartUpload: ({ bucket }) => ({ Bucket: bucket, Key: 'key' }),
    DeleteBucket: () => ({ Bucket: 'empty-bucket' }),
    DeleteBucketEncryption: ({ bucket }) => ({ Bucket: bucket }),
    DeleteBucketLifecycle: ({ bucket }) => ({ Bucket: bucket }),
    DeleteBucketOwnershipControls: ({ bucket }) => ({ Bucket: bucket }),
    DeleteBucketPolicy: ({ bucket }) => ({ Bucket: bucket }),
    DeleteBucketTagging: ({ bucket }) => ({ Bucket: bucket }),
    DeleteObject: ({ bucket }) => ({ Bucket: bucket, Key: 'key' }),
    DeleteObjectTagging: ({ bucket }) => ({ Bucket: bucket, Key: 'key' }),
    DeleteObjects: ({ bucket }) => ({ Bucket: bucket, Delete: { Objects: [{ Key: 'key' }] } }),
    DeletePublicAccessBlock: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketAccelerateConfiguration: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketAcl: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketCors: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketEncryption: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketLifecycleConfiguration: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketLocation: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketLogging: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketNotificationConfiguration: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketOwnershipControls: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketPolicy: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketPolicyStatus: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketReplication: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketRequestPayment: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketTagging: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketVersioning: ({ bucket }) => ({ Bucket: bucket }),
    GetBucketWebsite: ({ bucket }) => ({ Bucket: bucket }),
    GetObject: ({ bucket }) => ({ Bucket: bucket, Key: 'key' }),
    GetObjectAcl: ({ bucket }) => ({ Bucket: bucket, Key: 'key' }),
    GetObjectAttributes: ({ bucket }) => ({
      Bucket: bucket,
      Key: 'key',
      ObjectAttributes: ['ETag'],
    }),
    GetObjectLockConfiguration: ({ bucket }) => ({ Bucket: bucket }),
    GetObjectTagging: ({ bucket }) => ({ Bucket: bucket, Key: 'key' }),
    GetPublicAccessBlock: ({ bucket }) => ({ Bucket: bucket }),
    HeadBucket: ({ bucket }) => ({ Bucket: bucket }),
    HeadObject: ({ bucket }) => ({ Bucket: bucket, Key: 'key' }),
    ListBuckets: () => ({}),
    ListMultipartUploads: ({ bucket }) => ({ Bucket: bucket }),
    ListObjectVersions: ({ bucket }) => ({ Bucket: bucket }),
    ListObjects: ({ bucket }) => ({ Bucket: bucket }),
    ListObjectsV2: ({ bucket }) => ({ Bucket: bucket }),
    ListParts: ({ upload }) => upload,
    PutBucketAcl: ({ bucket }) => ({ Bucket: bucket, ACL: 'private' }),
    PutBucketEncryption: ({ bucket }) => ({
      Bucket: bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    }),
    PutBucketLifecycleConfiguration: ({ bucket }) => ({
      Bucket: bucket,
      LifecycleConfiguration: {
        Rules: [{ Status: 'Enabled', Filter: { Prefix: 'old/' }, Expiration: { Days: 30 } }],
      },
    }),
    PutBucketOwnershipControls: ({ bucket }) => ({
      Bucket: bucket,
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    }),
    PutBucketPolicy: ({ bucket }) => ({ Bucket: bucket, Policy: BucketPolicy }),
    PutBucketTagging: ({ bucket }) => ({ Bucket: bucket, Tagging: { TagSet: tags } }),
    PutBucketVersioning: ({ bucket }) => ({
      Bucket: bucket,
      VersioningConfiguration: { Status: 'Suspended' },
    }),
    PutObject: ({ bucket }) => ({ Bucket: bucket, Key: 'key', Body: 'plain secret' }),
    PutObjectAcl: ({ bucket }) => ({
      Bucket: bucket,
      Key: 'key',
      ACL: 'bucket-owner-full-control',
    }),
    PutObjectTagging: ({ bucket }) => ({ Bucket: bucket, Key: 'key', Tagging: { TagSet: tags } }),
    PutPublicAccessBlock: ({ bucket }) => ({
      Bucket: bucket,
      PublicAccessBlockConfiguration: { BlockPublicPolicy: true },
    }),
    UploadPart: ({ upload }) => ({ ...upload, PartNumber: 1, Body: 'plain secret' }),
    UploadPartCopy: ({ upload, bucket }) => ({
      ...upload,
      PartNumber: 1,
      CopySource: `${bucket}/key`,
    }),
  },
  ...catalogSamples,
  organizations: organizationSamples,
}

/** Operations that AWS answers to everybody who can sign. */
export const needNoPermission: ReadonlySet<string> = new Set([
  'sts:GetCallerIdentity',
  'sts:GetSessionToken',
])

/** Operations that ask for each thing by itself, and answer which were refused. */
export const refuseInside: ReadonlySet<string> = new Set(['s3:DeleteObjects'])

/** The permission that an operation needs, where it has another name. */
export const actionNames: Readonly<Record<string, string>> = {
  's3:CompleteMultipartUpload': 's3:PutObject',
  's3:CopyObject': 's3:GetObject',
  's3:CreateMultipartUpload': 's3:PutObject',
  's3:DeleteBucketEncryption': 's3:PutEncryptionConfiguration',
  's3:DeleteBucketLifecycle': 's3:PutLifecycleConfiguration',
  's3:DeleteBucketOwnershipControls': 's3:PutBucketOwnershipControls',
  's3:DeleteBucketTagging': 's3:PutBucketTagging',
  's3:DeletePublicAccessBlock': 's3:PutBucketPublicAccessBlock',
  's3:GetBucketAccelerateConfiguration': 's3:GetAccelerateConfiguration',
  's3:GetBucketCors': 's3:GetBucketCORS',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetBucketNotificationConfiguration': 's3:GetBucketNotification',
  's3:GetBucketReplication': 's3:GetReplicationConfiguration',
  's3:GetObjectAttributes': 's3:GetObject',
  's3:GetObjectLockConfiguration': 's3:GetBucketObjectLockConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:HeadBucket': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:ListMultipartUploads': 's3:ListBucketMultipartUploads',
  's3:ListObjectVersions': 's3:ListBucketVersions',
  's3:ListObjects': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:ListParts': 's3:ListMultipartUploadParts',
  's3:PutBucketEncryption': 's3:PutEncryptionConfiguration',
  's3:PutBucketLifecycleConfiguration': 's3:PutLifecycleConfiguration',
  's3:PutPublicAccessBlock': 's3:PutBucketPublicAccessBlock',
  's3:UploadPart': 's3:PutObject',
  's3:UploadPartCopy': 's3:GetObject',
}

/** The name of an operation's event, where it has another one. */
export const eventNames: Readonly<Record<string, string>> = {
  's3:DeletePublicAccessBlock': 'DeleteBucketPublicAccessBlock',
  's3:GetBucketAccelerateConfiguration': 'GetAccelerateConfiguration',
  's3:GetBucketLifecycleConfiguration': 'GetBucketLifecycle',
  's3:GetBucketNotificationConfiguration': 'GetBucketNotification',
  's3:GetObjectLockConfiguration': 'GetBucketObjectLockConfiguration',
  's3:GetPublicAccessBlock': 'GetBucketPublicAccessBlock',
  's3:PutBucketLifecycleConfiguration': 'PutBucketLifecycle',
  's3:PutPublicAccessBlock': 'PutBucketPublicAccessBlock',
}
