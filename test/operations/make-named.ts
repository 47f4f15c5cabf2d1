// Makes what the inputs in `samples.ts` name.

import * as Athena from '@aws-sdk/client-athena'
import * as Glue from '@aws-sdk/client-glue'
import * as Iam from '@aws-sdk/client-iam'
import * as Kms from '@aws-sdk/client-kms'
import * as S3 from '@aws-sdk/client-s3'
import type {
  CreateOrganizationalUnitOutput,
  CreatePolicyOutput,
  InviteAccountToOrganizationOutput,
  ListRootsOutput,
} from '../../src/services/organizations/model.ts'
import { OrganizationsClient } from '../fixtures/organizations-client.ts'
import type { TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT } from '../fixtures/world.ts'
import { samlMetadata } from './iam/samples.ts'
import type { XksProxyFixture } from '../fixtures/xks-proxy.ts'
import { storeInput } from './kms/external-key-store.ts'
import { wrapped } from './kms/wrapped.ts'
import type { Named } from './named.ts'

/** A stack, wherever it runs, and the external key store proxy that it reaches. */
export interface Reached {
  readonly world: Pick<TestWorld, 'client' | 'root' | 'user'>
  readonly proxy: XksProxyFixture
}

export async function makeNamed({ world, proxy }: Reached): Promise<Named> {
  const kms = world.client(Kms.KMSClient)
  const iam = world.client(Iam.IAMClient)
  const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({}))
  const keyArn = KeyMetadata?.Arn ?? ''
  await kms.send(new Kms.CreateAliasCommand({ AliasName: 'alias/subject', TargetKeyId: keyArn }))
  const Plaintext = Buffer.from('x')
  const sealed = await kms.send(new Kms.EncryptCommand({ KeyId: keyArn, Plaintext }))
  const subject = await world.user('subject', allow('kms:ListKeys'))
  const grant = new Kms.CreateGrantCommand({
    KeyId: keyArn,
    GranteePrincipal: `arn:aws:iam::${ACCOUNT}:user/subject`,
    Operations: ['Encrypt'],
  })
  const { GrantId = '' } = await kms.send(grant)
  const keyOf = async (KeySpec: Kms.KeySpec, KeyUsage: Kms.KeyUsageType) => {
    const made = await kms.send(new Kms.CreateKeyCommand({ KeySpec, KeyUsage }))
    return made.KeyMetadata?.Arn ?? ''
  }
  await iam.send(new Iam.CreateGroupCommand({ GroupName: 'subjects' }))
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'sts:AssumeRole',
      },
    ],
  }
  const { Role } = await iam.send(
    new Iam.CreateRoleCommand({
      RoleName: 'Subject',
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }),
  )
  const s3 = world.client(S3.S3Client)
  await s3.send(new S3.CreateBucketCommand({ Bucket: 'subject-bucket' }))
  await s3.send(new S3.CreateBucketCommand({ Bucket: 'empty-bucket' }))
  const object = { Bucket: 'subject-bucket', Key: 'key' }
  await s3.send(new S3.PutObjectCommand({ ...object, Body: 'x' }))
  const { UploadId } = await s3.send(new S3.CreateMultipartUploadCommand(object))
  await makeIdentityThings(iam)
  const { Policy } = await iam.send(
    new Iam.CreatePolicyCommand({
      PolicyName: 'managed',
      PolicyDocument: JSON.stringify(allow('kms:ListKeys')),
    }),
  )
  return {
    keyArn,
    multiRegionKeyArn: await makeMultiRegionKey(kms),
    ...(await makeImportedKey(kms)),
    ...(await makeKeyStore(kms, proxy)),
    signingKeyArn: await keyOf('ECC_NIST_P256', 'SIGN_VERIFY'),
    macKeyArn: await keyOf('HMAC_256', 'GENERATE_VERIFY_MAC'),
    agreementKeyArn: await keyOf('ECC_NIST_P256', 'KEY_AGREEMENT'),
    encapsulationKeyArn: await keyOf('ML_KEM_512', 'ENCAPSULATE_DECAPSULATE'),
    grantId: GrantId,
    ciphertext: sealed.CiphertextBlob ?? new Uint8Array(),
    policyArn: Policy?.Arn ?? '',
    roleArn: Role?.Arn ?? '',
    accessKeyId: subject.accessKeyId,
    bucket: 'subject-bucket',
    ...(await makeQueries(world)),
    upload: { ...object, UploadId },
    organization: await makeOrganization(world),
  }
}

async function makeMultiRegionKey(kms: Kms.KMSClient): Promise<string> {
  const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({ MultiRegion: true }))
  const KeyId = KeyMetadata?.Arn ?? ''
  await kms.send(new Kms.ReplicateKeyCommand({ KeyId, ReplicaRegion: 'eu-west-1' }))
  return KeyId
}

async function makeKeyStore(
  kms: Kms.KMSClient,
  proxy: XksProxyFixture,
): Promise<Pick<Named, 'keyStoreId' | 'keyStoreInput'>> {
  const keyStoreInput = storeInput(proxy, 'subject')
  const command = new Kms.CreateCustomKeyStoreCommand(keyStoreInput)
  // KMS waits 250 ms for a proxy, which may be slower on a busy machine.
  for (let tries = 1; ; tries += 1) {
    const made = await kms.send(command).catch((thrown: unknown) => {
      if (tries === 20 || !(thrown instanceof Kms.XksProxyUriUnreachableException)) throw thrown
    })
    if (made) return { keyStoreInput, keyStoreId: made.CustomKeyStoreId ?? '' }
  }
}

type ImportedKey = Pick<Named, 'importedKeyArn' | 'importParameters'>

/** The material is a secret that no event may hold. */
async function makeImportedKey(kms: Kms.KMSClient): Promise<ImportedKey> {
  const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({ Origin: 'EXTERNAL' }))
  const importedKeyArn = KeyMetadata?.Arn ?? ''
  const material = Buffer.from('plain secret plain secret plain ')
  return { importedKeyArn, importParameters: await wrapped(kms, importedKeyArn, material) }
}

/** Of the first account, with the second one as a member, for it cannot be deleted then. */
async function makeOrganization(world: Reached['world']): Promise<Named['organization']> {
  const management = world.client(OrganizationsClient)
  await management.call('CreateOrganization')
  const { Roots } = await management.call<ListRootsOutput>('ListRoots')
  const rootId = Roots?.[0]?.Id ?? ''
  const unit = { ParentId: rootId, Name: 'subject' }
  const { OrganizationalUnit } = await management.call<CreateOrganizationalUnitOutput>(
    'CreateOrganizationalUnit',
    unit,
  )
  const { Policy } = await management.call<CreatePolicyOutput>('CreatePolicy', {
    Type: 'SERVICE_CONTROL_POLICY',
    Name: 'subject',
    Description: '',
    Content: JSON.stringify(allow('*')),
  })
  const { Handshake } = await management.call<InviteAccountToOrganizationOutput>(
    'InviteAccountToOrganization',
    { Target: { Id: OTHER_ACCOUNT, Type: 'ACCOUNT' } },
  )
  const handshakeId = Handshake?.Id ?? ''
  const member = world.client(OrganizationsClient, world.root(OTHER_ACCOUNT))
  await member.call('AcceptHandshake', { HandshakeId: handshakeId })
  return {
    rootId,
    unitId: OrganizationalUnit?.Id ?? '',
    policyId: Policy?.PolicySummary?.Id ?? '',
    handshakeId,
  }
}

async function makeQueries(
  world: Reached['world'],
): Promise<Pick<Named, 'queryExecutionId' | 'namedQueryId'>> {
  const athena = world.client(Athena.AthenaClient)
  const glue = world.client(Glue.GlueClient)
  const QueryString = 'SELECT 1'
  const ResultConfiguration = { OutputLocation: 's3://subject-bucket' }
  const { QueryExecutionId: queryExecutionId = '' } = await athena.send(
    new Athena.StartQueryExecutionCommand({ QueryString, ResultConfiguration }),
  )
  const { NamedQueryId: namedQueryId = '' } = await athena.send(
    new Athena.CreateNamedQueryCommand({ Name: 'subject', Database: 'default', QueryString }),
  )
  const PartitionKeys = [{ Name: 'day', Type: 'string' }]
  const TableInput = { Name: 'subject', PartitionKeys }
  await glue.send(new Glue.CreateTableCommand({ DatabaseName: 'default', TableInput }))
  return { queryExecutionId, namedQueryId }
}

async function makeIdentityThings(iam: Iam.IAMClient): Promise<void> {
  const profile = { InstanceProfileName: 'subject-profile' }
  await iam.send(new Iam.CreateInstanceProfileCommand(profile))
  await iam.send(new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'subject' }))
  const Url = 'https://subject.example.com'
  await iam.send(new Iam.CreateOpenIDConnectProviderCommand({ Url }))
  const saml = { Name: 'subject', SAMLMetadataDocument: samlMetadata }
  await iam.send(new Iam.CreateSAMLProviderCommand(saml))
}
