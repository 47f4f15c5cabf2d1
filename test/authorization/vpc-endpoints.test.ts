// Requests through a VPC endpoint: its policy has its say, and others can ask for the endpoint.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms'
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { compilePolicy, readPolicyJson } from '../../src/policy/index.ts'
import type { NamedPolicy } from '../../src/policy/index.ts'
import type { TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, startWorld } from '../fixtures/world.ts'

const OPEN = 'vpce-0123456789abcdef0'
const NARROW = 'vpce-0fedcba9876543210'
const VPC = 'vpc-0123456789abcdef0'
const ROOT = `arn:aws:iam::${ACCOUNT}:root`

let world: TestWorld
let keyArn: string
before(async () => {
  world = await startWorld({
    vpcEndpoints: [
      { id: OPEN, vpcId: VPC, port: 0 },
      { id: NARROW, port: 0, policy: policyThatAllows('kms:CreateKey') },
    ],
  })
  const { KeyMetadata } = await world.client(KMSClient).send(new CreateKeyCommand({}))
  keyArn = KeyMetadata?.Arn ?? ''
})
after(() => world.close())

function policyThatAllows(Action: string): NamedPolicy {
  const Statement = { Effect: 'Allow', Principal: '*', Action, Resource: '*' }
  const read = readPolicyJson({ Version: '2012-10-17', Statement })
  assert.ok('document' in read)
  return { name: 'endpoint', policy: compilePolicy(read.document) }
}

function through(id: string): KMSClient {
  const endpoint = world.server.vpcEndpoints.get(id) ?? ''
  return new KMSClient({ endpoint, region: 'us-east-1', credentials: world.root(), maxAttempts: 1 })
}

const describing = () => new DescribeKeyCommand({ KeyId: keyArn })

async function newest(eventName: string): Promise<Record<string, unknown>> {
  const { Events } = await world.client(CloudTrailClient).send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
      MaxResults: 1,
    }),
  )
  return JSON.parse(Events?.[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>
}

const keepUnless = (Condition: object) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:DescribeKey',
      Resource: '*',
      Condition,
    },
  ],
})

async function setPolicy(policy: object): Promise<void> {
  const Policy = JSON.stringify(policy)
  await world.client(KMSClient).send(new PutKeyPolicyCommand({ KeyId: keyArn, Policy }))
}

test('everything passes by default, and the event names the endpoint', async () => {
  await through(OPEN).send(describing())
  const record = await newest('DescribeKey')
  assert.equal(record['vpcEndpointId'], OPEN)
  assert.equal(record['sourceIPAddress'], '127.0.0.1')
})

test('what the endpoint policy does not allow is refused, with AWS’s sentence', async () => {
  await through(NARROW).send(new CreateKeyCommand({}))
  const message =
    `User: ${ROOT} is not authorized to perform: kms:DescribeKey on resource: ${keyArn} ` +
    'because no VPC endpoint policy allows the kms:DescribeKey action'
  await assert.rejects(through(NARROW).send(describing()), {
    name: 'AccessDeniedException',
    message,
  })
  const record = await newest('DescribeKey')
  assert.equal(record['errorMessage'], message)
  assert.equal(record['vpcEndpointId'], NARROW)
})

test('a key policy can keep everybody else to the endpoint, or to its VPC', async () => {
  for (const [key, value] of [
    ['aws:SourceVpce', OPEN],
    ['aws:SourceVpc', VPC],
  ] as const) {
    await setPolicy(keepUnless({ StringNotEquals: { [key]: value } }))
    await through(OPEN).send(describing())
    await assert.rejects(world.client(KMSClient).send(describing()), {
      message: /with an explicit deny in a resource-based policy$/,
    })
  }
})

test('the address is aws:VpcSourceIp there, and aws:SourceIp is absent', async () => {
  await setPolicy(keepUnless({ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }))
  await through(OPEN).send(describing())
  await assert.rejects(world.client(KMSClient).send(describing()))
  await setPolicy(keepUnless({ IpAddress: { 'aws:VpcSourceIp': '127.0.0.0/8' } }))
  await world.client(KMSClient).send(describing())
  await assert.rejects(through(OPEN).send(describing()))
})

test('a service that is used through an endpoint does not call KMS through it', async () => {
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:GenerateDataKey',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': OPEN } },
    },
  ]
  await setPolicy({ Version: '2012-10-17', Statement })
  const endpoint = world.server.vpcEndpoints.get(OPEN) ?? ''
  const credentials = world.root()
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket: 'through-endpoint' }))
  const object = { Bucket: 'through-endpoint', Key: 'key' }
  const sealed = { ...object, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn } as const
  await assert.rejects(s3.send(new PutObjectCommand({ ...sealed, Body: 'x' })), {
    name: 'AccessDenied',
    message: /kms:GenerateDataKey .*with an explicit deny in a resource-based policy/,
  })
  await s3.send(new PutObjectCommand({ ...object, Body: 'x' }))
  await s3.send(new GetObjectCommand(object))
})
