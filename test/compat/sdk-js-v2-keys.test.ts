// Keys of every kind with the AWS SDK for JavaScript's second version: `NODE_PATH` as in
// sdk-js-v2.test.ts.

import assert from 'node:assert/strict'
import { createHash, randomBytes, verify } from 'node:crypto'
import { createRequire } from 'node:module'
import test from 'node:test'
import { advance } from '../fixtures/clock.ts'
import { wrapUnder } from '../operations/kms/wrapped.ts'
import { mayAssume, roleArn, served, trusting, userArn } from './story.ts'

type Answer = Readonly<Record<string, string>> & Readonly<Record<string, Buffer>> & Nested
interface Nested {
  readonly KeyMetadata: Readonly<Record<string, string>>
  readonly AccessKey: Readonly<Record<string, string>>
}
type Client = Readonly<Record<string, (input?: object) => { promise: () => Promise<Answer> }>>
type ClientClass = new (config: object) => Client

/** What this story uses of it. */
interface Sdk {
  readonly KMS: ClientClass
  readonly IAM: ClientClass
  readonly STS: ClientClass
  readonly ChainableTemporaryCredentials: new (options: object) => object
}

const sdk = ((): Sdk | undefined => {
  process.env['AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE'] = '1'
  try {
    return createRequire(import.meta.url)('aws-sdk') as Sdk
  } catch {
    return undefined
  }
})()

const call = async (client: Client, operation: string, input?: object): Promise<Answer> => {
  const send = client[operation]
  assert.ok(send, `the SDK has no ${operation}`)
  return send.call(client, input).promise()
}

async function signs(kms: Client): Promise<void> {
  const settings = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }
  const { KeyId } = (await call(kms, 'createKey', settings)).KeyMetadata
  const SigningAlgorithm = 'RSASSA_PKCS1_V1_5_SHA_256'
  const digest = createHash('sha256').update('dear all').digest()
  const asked = { KeyId, Message: digest, MessageType: 'DIGEST', SigningAlgorithm }
  const { Signature } = await call(kms, 'sign', asked)
  const { PublicKey } = await call(kms, 'getPublicKey', { KeyId })
  assert.ok(Signature && PublicKey)
  const key = { key: PublicKey, format: 'der', type: 'spki' } as const
  assert.ok(verify('sha256', Buffer.from('dear all'), key, Signature))
  assert.equal((await call(kms, 'verify', { ...asked, Signature }))['SignatureValid'], true)
  const wrong = call(kms, 'verify', { ...asked, Signature: Buffer.from('no') })
  await assert.rejects(wrong, { code: 'KMSInvalidSignatureException', statusCode: 400 })
}

async function imports(kms: Client): Promise<void> {
  const { KeyId } = (await call(kms, 'createKey', { Origin: 'EXTERNAL' })).KeyMetadata
  const wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' }
  const answer = await call(kms, 'getParametersForImport', { KeyId, ...wrapping })
  const { ImportToken, PublicKey } = answer
  assert.ok(PublicKey)
  const EncryptedKeyMaterial = wrapUnder(PublicKey, randomBytes(32), 'RSAES_OAEP_SHA_256')
  const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE'
  const material = { KeyId, ImportToken, EncryptedKeyMaterial, ExpirationModel }
  await call(kms, 'importKeyMaterial', material)
  const { KeyMetadata } = await call(kms, 'describeKey', { KeyId })
  assert.equal(KeyMetadata['KeyState'], 'Enabled')
}

const name = sdk
  ? 'the SDK for JavaScript (v2) signs, imports and replicates as a role that it assumes'
  : 'the SDK for JavaScript (v2): skipped, aws-sdk is not installed'

test(name, { skip: sdk === undefined }, async (t) => {
  assert.ok(sdk)
  const { endpoint, root } = await served(t, ['--insecure-allow-clock'])
  const config = { endpoint, region: 'us-east-1', maxRetries: 0 }
  const iam = new sdk.IAM({ ...config, credentials: root })
  await call(iam, 'createUser', { UserName: 'keeper' })
  const assume = { UserName: 'keeper', PolicyName: 'assume', PolicyDocument: mayAssume }
  await call(iam, 'putUserPolicy', assume)
  const { AccessKey } = await call(iam, 'createAccessKey', { UserName: 'keeper' })
  const AssumeRolePolicyDocument = trusting(userArn('keeper'))
  await call(iam, 'createRole', { RoleName: 'Keys', AssumeRolePolicyDocument })
  const Statement = { Effect: 'Allow', Action: 'kms:*', Resource: '*' }
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await call(iam, 'putRolePolicy', { RoleName: 'Keys', PolicyName: 'keys', PolicyDocument })
  const masterCredentials = {
    accessKeyId: AccessKey['AccessKeyId'],
    secretAccessKey: AccessKey['SecretAccessKey'],
  }
  const credentials = new sdk.ChainableTemporaryCredentials({
    params: { RoleArn: roleArn('Keys'), RoleSessionName: 'keys' },
    masterCredentials,
    stsConfig: config,
  })
  const kms = new sdk.KMS({ ...config, credentials })
  await signs(kms)
  await imports(kms)

  // A multi-Region key needs a role that KMS makes, which this role may not do.
  const rootKms = new sdk.KMS({ ...config, credentials: root })
  const { KeyId } = (await call(rootKms, 'createKey', { MultiRegion: true })).KeyMetadata
  const { CiphertextBlob } = await call(kms, 'encrypt', { KeyId, Plaintext: 'wages' })
  await call(kms, 'rotateKeyOnDemand', { KeyId })
  await call(kms, 'replicateKey', { KeyId, ReplicaRegion: 'eu-west-1' })
  await advance({ endpoint }, '4s')
  const away = new sdk.KMS({ ...config, region: 'eu-west-1', credentials })
  const { Plaintext } = await call(away, 'decrypt', { CiphertextBlob })
  assert.equal(String(Plaintext), 'wages')
})
