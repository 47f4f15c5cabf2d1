// A stack with one of most things in it, and their names: random requests that hit nothing say
// little.

import { randomBytes } from 'node:crypto'
import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena'
import { CloudTrailClient, CreateTrailCommand } from '@aws-sdk/client-cloudtrail'
import { CreateDatabaseCommand, GlueClient } from '@aws-sdk/client-glue'
import * as Iam from '@aws-sdk/client-iam'
import * as Kms from '@aws-sdk/client-kms'
import { CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { BesiegedStack } from '../fixtures/besieged-stack.ts'
import { ACCOUNT } from '../fixtures/credentials-file.ts'
import type { Pool } from './shape-values.ts'

const statement = (Principal: object | undefined, Action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action,
        ...(Principal ? { Principal } : {}),
        ...(Action === 'sts:AssumeRole' ? {} : { Resource: '*' }),
      },
    ],
  })

const KEYS: readonly Kms.CreateKeyCommandInput[] = [
  {},
  { MultiRegion: true },
  { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
  { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
  { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
  { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
  { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' },
  { Origin: 'EXTERNAL' },
]

/** A new one for every slice: what is hit may be gone, disabled or locked afterwards. */
export async function richPool(stack: BesiegedStack, round: number): Promise<Pool> {
  const { keyIds, arns, blobs, tokens } = await makeKeys(stack, round)
  const names = await makeNames(stack, round)
  const { user, role, bucket } = names
  const principals = [
    ...[ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:user/${user}`],
    `arn:aws:iam::${ACCOUNT}:role/${role}`,
  ]
  const keys = [...keyIds, ...arns, `alias/a${round}`]
  const policies = [
    statement({ AWS: principals }, 'kms:*'),
    statement({ AWS: ACCOUNT }, 'sts:AssumeRole'),
    statement(undefined, '*'),
  ]
  const sql = ['SELECT 1', `SHOW TABLES IN db${round}`, 'CREATE TABLE t AS SELECT 1 AS a']
  return {
    texts: [...keys, ...principals, ...policies, ...tokens, ...sql, bucket, user, role, 'a/b.txt'],
    blobs,
    named: {
      KeyId: keys,
      TargetKeyId: keyIds,
      SourceKeyId: keys,
      DestinationKeyId: keys,
      AliasName: [`alias/a${round}`, `alias/b${round}`],
      GranteePrincipal: principals,
      RetiringPrincipal: principals,
      UserName: [user],
      RoleName: [role],
      RoleArn: principals.slice(3),
      Bucket: [bucket],
      Key: ['a/b.txt', 'c'],
      Policy: policies,
      PolicyDocument: policies,
      AssumeRolePolicyDocument: policies,
      WorkGroup: [`group${round}`, 'primary'],
      DatabaseName: [`db${round}`],
      Database: [`db${round}`],
      QueryString: sql,
    },
  }
}

async function makeKeys(stack: BesiegedStack, round: number) {
  const kms = stack.client(Kms.KMSClient)
  const made = await Promise.all(KEYS.map((input) => kms.send(new Kms.CreateKeyCommand(input))))
  const keyIds = made.map(({ KeyMetadata }) => KeyMetadata?.KeyId ?? '')
  const arns = made.map(({ KeyMetadata }) => KeyMetadata?.Arn ?? '').slice(0, 3)
  const [KeyId = ''] = keyIds
  const AliasName = `alias/a${round}`
  await kms.send(new Kms.CreateAliasCommand({ AliasName, TargetKeyId: KeyId }))
  const sealed = await kms.send(new Kms.EncryptCommand({ KeyId, Plaintext: randomBytes(16) }))
  const grant = await kms.send(
    new Kms.CreateGrantCommand({
      ...{ KeyId, Operations: ['Decrypt'] },
      GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root`,
    }),
  )
  const tokens = [grant.GrantToken ?? '', grant.GrantId ?? '']
  const blobs = [sealed.CiphertextBlob ?? new Uint8Array(), randomBytes(32)]
  return { keyIds, arns, blobs, tokens }
}

async function makeNames(stack: BesiegedStack, round: number) {
  const [user, role, bucket] = [`alice${round}`, `role${round}`, `bucket-${round}`]
  const iam = stack.client(Iam.IAMClient)
  await iam.send(new Iam.CreateUserCommand({ UserName: user }))
  const AssumeRolePolicyDocument = statement({ AWS: ACCOUNT }, 'sts:AssumeRole')
  await iam.send(new Iam.CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument }))
  const s3 = stack.client(S3Client)
  await s3.send(new CreateBucketCommand({ Bucket: bucket }))
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'a/b.txt', Body: 'hello' }))
  const glue = stack.client(GlueClient)
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: `db${round}` } }))
  const group = new CreateWorkGroupCommand({ Name: `group${round}` })
  await stack.client(AthenaClient).send(group)
  if (round === 1) {
    await stack.client(OrganizationsClient).send(new CreateOrganizationCommand({}))
    const trail = new CreateTrailCommand({ Name: 'trail', S3BucketName: bucket })
    // Refused for want of a bucket policy, which random requests may well put there.
    await stack
      .client(CloudTrailClient)
      .send(trail)
      .catch(() => undefined)
  }
  return { user, role, bucket }
}
