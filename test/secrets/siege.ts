// Everything that meets a secret, done once, refused once, and failed once.

import * as CloudTrail from '@aws-sdk/client-cloudtrail'
import * as Iam from '@aws-sdk/client-iam'
import * as Kms from '@aws-sdk/client-kms'
import * as S3 from '@aws-sdk/client-s3'
import * as Sts from '@aws-sdk/client-sts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { ACCOUNT, type Credentials } from '../fixtures/credentials-file.ts'
import { presignedUrl } from '../fixtures/presign.ts'
import { ask, jsonCall, type WireAnswer } from '../fixtures/wire-request.ts'
import { wrapped } from '../operations/kms/wrapped.ts'
import type { PlantedSecrets } from './planted.ts'

export interface Besieger {
  readonly endpoint: string
  readonly credentials: Credentials
  readonly secrets: PlantedSecrets
  /** What was answered to those who have no claim to a secret. */
  readonly refusals: string[]
}

type ClientClass<Client> = new (config: {
  endpoint: string
  region: string
  credentials: Credentials
  maxAttempts: number
  forcePathStyle: boolean
}) => Client

const clientOf = <Client>(type: ClientClass<Client>, { endpoint, credentials }: Besieger): Client =>
  new type({
    ...{ endpoint, region: 'us-east-1', credentials, maxAttempts: 1, forcePathStyle: true },
  })

async function refused({ refusals }: Besieger, attempt: Promise<unknown>): Promise<void> {
  const fault = await attempt.then(
    () => assert.fail('it was not refused'),
    (thrown: unknown) => thrown,
  )
  assert.ok(fault instanceof Error && '$metadata' in fault, String(fault))
  refusals.push(`${fault.name} ${fault.message} ${JSON.stringify(fault)}`)
}

const random = (size = 24): string => randomBytes(size).toString('base64')

export async function useKeys(by: Besieger): Promise<string> {
  const { secrets } = by
  const kms = clientOf(Kms.KMSClient, by)
  const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({}))
  const KeyId = KeyMetadata?.KeyId ?? ''
  const Plaintext = Buffer.from(secrets.text('plaintext of Encrypt', `salaries: ${random()}`))
  const { CiphertextBlob = new Uint8Array() } = await kms.send(
    new Kms.EncryptCommand({ KeyId, Plaintext }),
  )
  await kms.send(new Kms.DecryptCommand({ CiphertextBlob }))
  const dataKey = await kms.send(new Kms.GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }))
  secrets.bytes('data key', dataKey.Plaintext)
  const pair = { KeyId, KeyPairSpec: 'ECC_NIST_P256' } as const
  const keyPair = await kms.send(new Kms.GenerateDataKeyPairCommand(pair))
  // Its last bytes are its public key.
  secrets.bytes('private key of a data key pair', keyPair.PrivateKeyPlaintext?.slice(0, 60))
  const { Plaintext: bytes } = await kms.send(new Kms.GenerateRandomCommand({ NumberOfBytes: 32 }))
  secrets.bytes('random bytes', bytes)
  await kms.send(
    new Kms.CreateGrantCommand({
      ...{ KeyId, Operations: ['Decrypt'], GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root` },
    }),
  )
  const cut = CiphertextBlob.slice(0, -3)
  await refused(by, kms.send(new Kms.DecryptCommand({ CiphertextBlob: cut })))
  const tooMuch = Buffer.concat([Plaintext, randomBytes(5000)])
  await refused(by, kms.send(new Kms.EncryptCommand({ KeyId, Plaintext: tooMuch })))
  const nobody = '1234abcd-12ab-34cd-56ef-1234567890ab'
  await refused(by, kms.send(new Kms.EncryptCommand({ KeyId: nobody, Plaintext })))
  await importMaterial(by, kms)
  await refused(
    by,
    kms.send(
      new Kms.CreateCustomKeyStoreCommand({
        ...{ CustomKeyStoreName: 'hsm', CustomKeyStoreType: 'AWS_CLOUDHSM' },
        KeyStorePassword: secrets.text('password of a key store', random().slice(0, 30)),
      }),
    ),
  )
  const proxy = {
    AccessKeyId: 'ABCDEFGHIJKLMNOPQRST',
    RawSecretAccessKey: secrets.text('secret access key of a key store proxy', random(33)),
  }
  await refused(
    by,
    kms.send(
      new Kms.CreateCustomKeyStoreCommand({
        ...{ CustomKeyStoreName: 'xks', CustomKeyStoreType: 'EXTERNAL_KEY_STORE' },
        ...{ XksProxyConnectivity: 'PUBLIC_ENDPOINT', XksProxyUriPath: '/kms/xks/v1' },
        ...{ XksProxyUriEndpoint: 'https://xks.invalid', XksProxyAuthenticationCredential: proxy },
      }),
    ),
  )
  await sayWrongly(by, KeyId)
  return KeyId
}

async function importMaterial(by: Besieger, kms: Kms.KMSClient): Promise<void> {
  const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({ Origin: 'EXTERNAL' }))
  const KeyId = KeyMetadata?.KeyId ?? ''
  const material = by.secrets.bytes('imported key material', randomBytes(32))
  const brought = await wrapped(kms, KeyId, material)
  const forever = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const
  await kms.send(new Kms.ImportKeyMaterialCommand({ KeyId, ...brought, ...forever }))
  const other = Buffer.from(by.secrets.bytes('material that is not taken', randomBytes(32)))
  const wrong = { ...brought, EncryptedKeyMaterial: other }
  await refused(by, kms.send(new Kms.ImportKeyMaterialCommand({ KeyId, ...wrong, ...forever })))
}

/** What no client sends: secrets where none are looked for. */
async function sayWrongly(by: Besieger, KeyId: string): Promise<void> {
  const { endpoint, credentials, secrets, refusals } = by
  const text = secrets.text('plaintext in a broken request', `payroll/${random()}`)
  const bodies = [
    JSON.stringify({ KeyId, Plaintext: { text } }),
    JSON.stringify({ KeyId, Plaintext: `!${text}!` }),
    JSON.stringify({ KeyId, Plaintext: [text] }),
    `{"KeyId":"${KeyId}","Plaintext":"${text}`,
  ]
  const sends = bodies.map((body) => jsonCall('kms', 'TrentService.Encrypt', body))
  const answers: WireAnswer[] = []
  for (const call of sends) answers.push(await ask(endpoint, call, { credentials }))
  const stranger = { ...credentials, secretAccessKey: random() }
  for (const call of sends) answers.push(await ask(endpoint, call, { credentials: stranger }))
  for (const { status } of answers) assert.ok(status >= 400 && status < 500)
  refusals.push(...answers.map((answer) => answer.text))
}

export async function useIdentities(by: Besieger): Promise<void> {
  const { secrets } = by
  const iam = clientOf(Iam.IAMClient, by)
  const UserName = 'keeper'
  await iam.send(new Iam.CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName }))
  secrets.text('secret access key of a user', AccessKey?.SecretAccessKey)
  const Password = secrets.text('password', `Aa1!${random()}`)
  await iam.send(new Iam.CreateLoginProfileCommand({ UserName, Password }))
  const next = secrets.text('next password', `Bb2?${random()}`)
  await iam.send(new Iam.UpdateLoginProfileCommand({ UserName, Password: next }))
  await refused(by, iam.send(new Iam.CreateLoginProfileCommand({ UserName, Password })))
  const weak = secrets.text('password that is not taken', `${random()}\u0007`)
  await refused(by, iam.send(new Iam.UpdateLoginProfileCommand({ UserName, Password: weak })))
  const asUser = clientOf(Iam.IAMClient, {
    ...by,
    credentials: {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    },
  })
  const change = { OldPassword: Password, NewPassword: next }
  await refused(by, asUser.send(new Iam.ChangePasswordCommand(change)))
  const { VirtualMFADevice: device } = await iam.send(
    new Iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }),
  )
  // The seed is given as Base32 text, in Base64.
  secrets.text('seed of an MFA device', Buffer.from(device?.Base32StringSeed ?? []).toString())
  const { SerialNumber } = device ?? {}
  const codes = { AuthenticationCode1: '000000', AuthenticationCode2: '000001' }
  await refused(by, iam.send(new Iam.EnableMFADeviceCommand({ UserName, SerialNumber, ...codes })))
}

/** Answers credentials of a session. */
export async function openSessions(by: Besieger): Promise<Credentials> {
  const { secrets } = by
  const iam = clientOf(Iam.IAMClient, by)
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/keeper` },
        Action: 'sts:AssumeRole',
      },
    ],
  }
  const AssumeRolePolicyDocument = JSON.stringify(trust)
  const RoleName = 'vault'
  await iam.send(new Iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  const policy = { PolicyName: 'all', PolicyDocument: JSON.stringify(ALL) }
  await iam.send(new Iam.PutRolePolicyCommand({ RoleName, ...policy }))
  const { AccessKey } = await iam.send(new Iam.CreateAccessKeyCommand({ UserName: 'keeper' }))
  const accessKeyId = AccessKey?.AccessKeyId ?? ''
  const secretAccessKey = secrets.text('second secret access key', AccessKey?.SecretAccessKey)
  const sts = clientOf(Sts.STSClient, { ...by, credentials: { accessKeyId, secretAccessKey } })
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/vault`
  const { Credentials: session } = await sts.send(
    new Sts.AssumeRoleCommand({ RoleArn, RoleSessionName: 'planted' }),
  )
  const { Credentials: own } = await sts.send(new Sts.GetSessionTokenCommand({}))
  for (const [of, given] of [['a role', session] as const, ['a user', own] as const]) {
    secrets.text(`secret of a session of ${of}`, given?.SecretAccessKey)
    // What it says of itself is no secret: only who has the end of it has the token.
    secrets.text(`token of a session of ${of}`, given?.SessionToken?.slice(-60))
  }
  await refused(
    by,
    sts.send(new Sts.AssumeRoleCommand({ RoleArn: `${RoleArn}s`, RoleSessionName: 'no' })),
  )
  return {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken ?? '',
  }
}

const ALL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
}

export const BUCKET = 'planted'
export const LOGS = 'planted-logs'

/** Objects that KMS encrypts: small, large, in parts; and a presigned URL, which is one itself. */
export async function keepObjects(
  by: Besieger,
  keyId: string,
  session: Credentials,
): Promise<readonly string[]> {
  const s3 = clientOf(S3.S3Client, by)
  await s3.send(new S3.CreateBucketCommand({ Bucket: BUCKET }))
  const encrypted = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyId } as const
  const put = (Key: string, Body: Buffer) =>
    s3.send(new S3.PutObjectCommand({ Bucket: BUCKET, Key, Body, ...encrypted }))
  const line = by.secrets.text('body of an object', `cardholder ${random(30)}\n`)
  await put('small', Buffer.from(line))
  await put('large', Buffer.from(line.repeat(40_000)))
  const upload = { Bucket: BUCKET, Key: 'parts' }
  const { UploadId } = await s3.send(
    new S3.CreateMultipartUploadCommand({ ...upload, ...encrypted }),
  )
  const part = { ...upload, UploadId, PartNumber: 1, Body: Buffer.from(line.repeat(2000)) }
  const { ETag } = await s3.send(new S3.UploadPartCommand(part))
  const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] }
  await s3.send(new S3.CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }))
  await s3.send(new S3.UploadPartCommand({ ...part, ...(await begin(s3, encrypted)) }))
  const url = await presignedUrl(by.endpoint, session, { method: 'GET', path: `/${BUCKET}/small` })
  const signature = new URL(url).searchParams.get('X-Amz-Signature') ?? ''
  by.secrets.text('signature of a presigned URL', signature)
  assert.equal(await (await fetch(url)).text(), line)
  const broken = await fetch(url.replace('/small', '/large'))
  assert.equal(broken.status, 403)
  // S3 tells whoever signed wrongly what was signed: the request's own words, and no signature
  // that would have been right.
  await broken.text()
  return ['small', 'large', 'parts']
}

/** An upload that is never finished. */
async function begin(s3: S3.S3Client, encrypted: object) {
  const upload = { Bucket: BUCKET, Key: 'unfinished' }
  const { UploadId } = await s3.send(
    new S3.CreateMultipartUploadCommand({ ...upload, ...encrypted }),
  )
  return { ...upload, UploadId }
}

/** From here on events are also files of a bucket, with those of every object. */
export async function openTrail(by: Besieger): Promise<void> {
  const s3 = clientOf(S3.S3Client, by)
  await s3.send(new S3.CreateBucketCommand({ Bucket: LOGS }))
  const Name = 'planted'
  const source = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${Name}`
  const service = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } }
  const Condition = { StringEquals: { 'aws:SourceArn': source } }
  const owner = { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': source }
  const bucket = `arn:aws:s3:::${LOGS}`
  const Statement = [
    { ...service, Action: 's3:GetBucketAcl', Resource: bucket, Condition },
    {
      ...{ ...service, Action: 's3:PutObject', Resource: `${bucket}/AWSLogs/${ACCOUNT}/*` },
      Condition: { StringEquals: owner },
    },
  ]
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
  await s3.send(new S3.PutBucketPolicyCommand({ Bucket: LOGS, Policy }))
  const trails = clientOf(CloudTrail.CloudTrailClient, by)
  await trails.send(new CloudTrail.CreateTrailCommand({ Name, S3BucketName: LOGS }))
  const EventSelectors = [
    {
      ReadWriteType: 'All' as const,
      IncludeManagementEvents: true,
      DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
    },
  ]
  const selected = { TrailName: Name, EventSelectors }
  await trails.send(new CloudTrail.PutEventSelectorsCommand(selected))
  await trails.send(new CloudTrail.StartLoggingCommand({ Name }))
}

/** Every event that there is. */
export async function readEvents(by: Besieger): Promise<readonly string[]> {
  const trails = clientOf(CloudTrail.CloudTrailClient, by)
  const events: string[] = []
  const pages = CloudTrail.paginateLookupEvents({ client: trails }, {})
  for await (const { Events = [] } of pages) {
    events.push(...Events.map(({ CloudTrailEvent }) => CloudTrailEvent ?? ''))
  }
  return events
}

/** How many log files the trail has delivered. */
export async function countLogFiles(by: Besieger): Promise<number> {
  const s3 = clientOf(S3.S3Client, by)
  const Prefix = `AWSLogs/${ACCOUNT}/CloudTrail/`
  return (await s3.send(new S3.ListObjectsV2Command({ Bucket: LOGS, Prefix }))).KeyCount ?? 0
}

/** With what they rest on broken: the stack can only fail. */
export async function failWithin(by: Besieger, keyId: string): Promise<void> {
  const { endpoint, credentials, refusals } = by
  const call = (operation: string, input: object) =>
    ask(endpoint, jsonCall('kms', `TrentService.${operation}`, JSON.stringify(input)), {
      credentials,
    })
  const text = by.secrets.text('plaintext that meets a fault', `bonus ${random()}`)
  const answers = [
    await call('Encrypt', { KeyId: keyId, Plaintext: Buffer.from(text).toString('base64') }),
    await call('GenerateDataKey', { KeyId: keyId, KeySpec: 'AES_256' }),
  ]
  for (const { status, text: says } of answers) assert.equal(status, 500, says)
  const s3 = clientOf(S3.S3Client, by)
  await refused(by, s3.send(new S3.GetObjectCommand({ Bucket: BUCKET, Key: 'small' })))
  refusals.push(...answers.map((answer) => answer.text))
}
