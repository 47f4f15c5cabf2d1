// The AWS SDK for JavaScript's second version, which much software still carries. It is no
// dependency: `NODE_PATH=DIR/node_modules` names a place where it is installed.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import test from 'node:test'
import { decryptingFor, roleArn, served, trusting, userArn } from './story.ts'

/** What this story uses of it: every operation is a method whose `promise` sends it. */
interface Sdk {
  readonly KMS: new (config: object) => Client
  readonly IAM: new (config: object) => Client
  readonly STS: new (config: object) => Client
  readonly CloudTrail: new (config: object) => Client
}
type Client = Readonly<Record<string, (input?: object) => { promise: () => Promise<Answer> }>>
type Answer = Readonly<Record<string, Readonly<Record<string, string>> & string & Answer[]>>

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

const name = sdk
  ? 'the SDK for JavaScript (v2) lets a role read what others sealed'
  : 'the SDK for JavaScript (v2): skipped, aws-sdk is not installed'

test(name, { skip: sdk === undefined }, async (t) => {
  assert.ok(sdk)
  const { endpoint, root } = await served(t)
  const config = { endpoint, region: 'us-east-1', maxRetries: 0 }
  const kms = new sdk.KMS({ ...config, credentials: root })
  const iam = new sdk.IAM({ ...config, credentials: root })

  await call(iam, 'createUser', { UserName: 'keeper' })
  const UserPolicy = { UserName: 'keeper', PolicyName: 'assume' }
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  await call(iam, 'putUserPolicy', { ...UserPolicy, PolicyDocument })
  const { AccessKey } = await call(iam, 'createAccessKey', { UserName: 'keeper' })
  const AssumeRolePolicyDocument = trusting(userArn('keeper'))
  await call(iam, 'createRole', { RoleName: 'Auditor', AssumeRolePolicyDocument })
  const keeper = {
    accessKeyId: AccessKey?.['AccessKeyId'],
    secretAccessKey: AccessKey?.['SecretAccessKey'],
  }
  const sts = new sdk.STS({ ...config, credentials: keeper })
  assert.equal((await call(sts, 'getCallerIdentity'))['Arn'], userArn('keeper'))
  const assumed = await call(sts, 'assumeRole', {
    RoleArn: roleArn('Auditor'),
    RoleSessionName: 'audit',
  })
  const session = {
    accessKeyId: assumed['Credentials']?.['AccessKeyId'],
    secretAccessKey: assumed['Credentials']?.['SecretAccessKey'],
    sessionToken: assumed['Credentials']?.['SessionToken'],
  }
  const auditor = new sdk.KMS({ ...config, credentials: session })

  const { KeyMetadata } = await call(kms, 'createKey', { Policy: decryptingFor('Auditor') })
  const KeyId = KeyMetadata?.['KeyId']
  const { CiphertextBlob } = await call(kms, 'encrypt', { KeyId, Plaintext: 'wages' })
  const { Plaintext } = await call(auditor, 'decrypt', { CiphertextBlob })
  assert.equal(String(Plaintext), 'wages')
  await assert.rejects(call(auditor, 'encrypt', { KeyId, Plaintext: 'wages' }), {
    code: 'AccessDeniedException',
    statusCode: 400,
    message: /assumed-role\/Auditor\/audit is not authorized to perform: kms:Encrypt on resource: /,
  })
  await assert.rejects(call(iam, 'getUser', { UserName: 'nobody' }), {
    code: 'NoSuchEntity',
    statusCode: 404,
  })

  const trail = new sdk.CloudTrail({ ...config, credentials: root })
  const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: 'Encrypt' }]
  const { Events = [] } = await call(trail, 'lookupEvents', { LookupAttributes })
  const codes = Events.map(
    (event) => JSON.parse(String(event['CloudTrailEvent'])) as { errorCode?: string },
  ).map(({ errorCode }) => errorCode)
  assert.deepEqual(codes.toSorted(), ['AccessDenied', undefined])
})
