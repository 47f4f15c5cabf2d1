// Calls that a root user has a service make: decided and recorded like every other call.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import {
  CreateGrantCommand,
  CreateKeyCommand,
  EncryptCommand,
  KMSClient,
  PutKeyPolicyCommand,
  RetireGrantCommand,
} from '@aws-sdk/client-kms'
import type { ServiceCall } from '../../src/base/service-call-headers.ts'
import { headersOfServiceCall } from '../../src/base/service-call-headers.ts'
import { sendRaw } from '../fixtures/raw-request.ts'
import type { Credentials, TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld } from '../fixtures/world.ts'

const LOGS = 'logs.us-east-1.amazonaws.com'
const GROUP = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:payroll`
const ROOT = `arn:aws:iam::${ACCOUNT}:root`
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`

let world: TestWorld
let alice: Credentials
let keyArn: string
before(async () => {
  world = await startWorld({ allowServiceCalls: true })
  alice = await world.user('alice', allow('kms:Encrypt'))
  const { KeyMetadata } = await world.client(KMSClient).send(new CreateKeyCommand({}))
  keyArn = KeyMetadata?.Arn ?? ''
})
after(() => world.close())

/** A client whose requests carry the headers of a service's call. */
function asService(service: string, call: ServiceCall = {}, signer?: Credentials, of = world) {
  const client = of.client(KMSClient, signer)
  client.middlewareStack.add(
    (next) => (request) => {
      const { headers } = request.request as { headers: Record<string, string> }
      Object.assign(headers, headersOfServiceCall(service, call))
      return next(request)
    },
    { step: 'build' },
  )
  return client
}

const encrypt = () => new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from('x') })

async function setPolicy(...statements: readonly object[]): Promise<void> {
  const forOwner = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [forOwner, ...statements] })
  await world.client(KMSClient).send(new PutKeyPolicyCommand({ KeyId: keyArn, Policy }))
}

const forLogs = (Condition: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: LOGS },
  Action: 'kms:Encrypt',
  Resource: '*',
  Condition,
})

async function newest(account = ACCOUNT): Promise<Record<string, unknown>> {
  const { Events } = await world.client(CloudTrailClient, world.root(account)).send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'Encrypt' }],
      MaxResults: 1,
    }),
  )
  return JSON.parse(Events?.[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>
}

test('a service is denied without its statement in the key policy, and recorded', async () => {
  await setPolicy()
  const message =
    `User: ${LOGS} is not authorized to perform: kms:Encrypt on resource: ${keyArn} ` +
    'because no resource-based policy allows the kms:Encrypt action'
  const call = asService(LOGS, { sourceArn: GROUP }).send(encrypt())
  await assert.rejects(call, { name: 'AccessDeniedException', message })
  const record = await newest()
  assert.equal(record['errorMessage'], message)
  assert.deepEqual(record['userIdentity'], { type: 'AWSService', invokedBy: LOGS })
})

test('a service is allowed by its statement, with the resource that it calls for', async () => {
  await setPolicy(
    forLogs({
      ArnEquals: { 'aws:SourceArn': GROUP },
      StringEquals: { 'aws:SourceAccount': ACCOUNT },
    }),
  )
  await asService(LOGS, { sourceArn: GROUP }).send(encrypt())
  const record = await newest()
  assert.equal(record['errorCode'], undefined)
  assert.equal(record['sourceIPAddress'], LOGS)
  assert.equal(record['userAgent'], LOGS)
  await assert.rejects(asService(LOGS).send(encrypt()), { name: 'AccessDeniedException' })
  await assert.rejects(asService('s3.amazonaws.com', { sourceArn: GROUP }).send(encrypt()))
})

test('a service that works for another account says so', async () => {
  await setPolicy(forLogs({ StringEquals: { 'aws:SourceAccount': ACCOUNT } }))
  await asService(LOGS, { sourceAccount: ACCOUNT }).send(encrypt())
  await assert.rejects(asService(LOGS, { sourceAccount: OTHER_ACCOUNT }).send(encrypt()), {
    name: 'AccessDeniedException',
  })
  assert.equal((await newest(OTHER_ACCOUNT))['errorCode'], 'AccessDenied')
})

test('on behalf of a user it is the user who needs permission, with kms:ViaService', async () => {
  await setPolicy()
  const client = asService(LOGS, { onBehalfOf: ALICE })
  await client.send(encrypt())
  const record = await newest()
  const identity = record['userIdentity'] as Record<string, unknown>
  assert.equal(identity['arn'], ALICE)
  assert.equal(identity['invokedBy'], LOGS)
  assert.equal(record['sourceIPAddress'], LOGS)
  await setPolicy({
    Effect: 'Deny',
    Principal: { AWS: ALICE },
    Action: 'kms:Encrypt',
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': 'logs.us-east-1.amazonaws.com' } },
  })
  await assert.rejects(client.send(encrypt()), {
    message: /^User: .*user\/alice .*with an explicit deny in a resource-based policy$/,
  })
  await world.client(KMSClient, alice).send(encrypt())
})

test('on behalf of a role it is a session of the role', async () => {
  const iam = world.client(IAMClient)
  const trust = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'sts:AssumeRole' }
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust })
  await iam.send(new CreateRoleCommand({ RoleName: 'Worker', AssumeRolePolicyDocument }))
  const PolicyDocument = JSON.stringify(allow('kms:Encrypt'))
  const inline = { RoleName: 'Worker', PolicyName: 'inline', PolicyDocument }
  await iam.send(new PutRolePolicyCommand(inline))
  await setPolicy()
  const session = `arn:aws:sts::${ACCOUNT}:assumed-role/Worker`
  for (const [onBehalfOf, arn] of [
    [`arn:aws:iam::${ACCOUNT}:role/Worker`, `${session}/sparekey`],
    [`${session}/job`, `${session}/job`],
  ] as const) {
    await asService(LOGS, { onBehalfOf }).send(encrypt())
    const identity = (await newest())['userIdentity'] as Record<string, unknown>
    assert.equal(identity['arn'], arn)
  }
})

test('only a root user can have a service call', async () => {
  await setPolicy(forLogs())
  await assert.rejects(asService(LOGS, {}, alice).send(encrypt()), {
    name: 'AccessDeniedException',
    message: 'only a root user of the stack can have a service call',
  })
})

const FAULTS: readonly (readonly [string, ServiceCall, RegExp])[] = [
  ['logs', {}, /`logs` is no service principal/],
  [LOGS, { sourceArn: 'log-group' }, /`log-group` is no ARN/],
  [LOGS, { sourceAccount: '999999999999' }, /no account `999999999999`/],
  [LOGS, { onBehalfOf: `${ALICE}-nobody` }, /no principal `.*alice-nobody`/],
  [LOGS, { onBehalfOf: ALICE, sourceArn: GROUP }, /only where it calls in its own name/],
]

for (const [service, call, message] of FAULTS) {
  test(`senseless headers are refused: ${message.source}`, async () => {
    await assert.rejects(asService(service, call).send(encrypt()), {
      name: 'ValidationException',
      message,
    })
  })
}

test('a header that the signature does not hold means nothing', async () => {
  await setPolicy()
  const answer = await sendRaw(world.endpoint, {
    service: 'kms',
    target: 'TrentService.DescribeKey',
    body: JSON.stringify({ KeyId: keyArn }),
    credentials: world.root(),
    spoil: ({ headers }) => Object.assign(headers, headersOfServiceCall(LOGS, {})),
  })
  assert.equal(answer.status, 200)
})

test('without the flag the headers mean nothing', async () => {
  const plain = await startWorld()
  try {
    const client = asService(LOGS, {}, undefined, plain)
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}))
    assert.equal(KeyMetadata?.AWSAccountId, ACCOUNT)
    const { Events } = await plain.client(CloudTrailClient).send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateKey' }],
      }),
    )
    const record = JSON.parse(Events?.[0]?.CloudTrailEvent ?? '{}') as Record<string, unknown>
    assert.equal((record['userIdentity'] as Record<string, unknown>)['arn'], ROOT)
  } finally {
    await plain.close()
  }
})

test('a service uses what a grant to it allows, for its one source, and retires it', async () => {
  await setPolicy()
  const kms = world.client(KMSClient)
  const { GrantId } = await kms.send(
    new CreateGrantCommand({
      KeyId: keyArn,
      GranteeServicePrincipal: LOGS,
      RetiringServicePrincipal: LOGS,
      Operations: ['Encrypt'],
      Constraints: { SourceArn: GROUP },
    }),
  )
  const refused = { name: 'AccessDeniedException' }
  await asService(LOGS, { sourceArn: GROUP }).send(encrypt())
  await assert.rejects(asService(LOGS, { sourceArn: `${GROUP}-other` }).send(encrypt()), refused)
  await assert.rejects(asService(LOGS).send(encrypt()), refused)
  const other = asService('s3.amazonaws.com', { sourceArn: GROUP })
  await assert.rejects(other.send(encrypt()), refused)
  const retire = () => new RetireGrantCommand({ KeyId: keyArn, GrantId })
  await assert.rejects(other.send(retire()), refused)
  await asService(LOGS).send(retire())
  await assert.rejects(asService(LOGS, { sourceArn: GROUP }).send(encrypt()), refused)
})
