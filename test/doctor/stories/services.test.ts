// Services that use a key in their own name: the person's alarm, rule or log group fails, and the
// error tells nothing of the key policy.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
} from '@aws-sdk/client-kms'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { headersOfServiceCall, type ServiceCall } from '../../../src/base/service-call-headers.ts'
import { ACCOUNT, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { applyRemedy } from '../run-command.ts'
import { accountStatement, administrator, createKey, keyPolicy } from '../scenarios/locked-key.ts'
import { askOne, findingOf, layerOf } from './asking.ts'

const CLOUDWATCH = 'cloudwatch.amazonaws.com'
const EVENTS = 'events.amazonaws.com'
const LOGS = 'logs.us-east-1.amazonaws.com'
const GROUP = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:payroll`
const ALARM = `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:disk-full`

let world: TestWorld
let admin: Credentials
before(async () => {
  world = await startWorld({ allowServiceCalls: true })
  admin = await world.user('admin', administrator)
})
after(() => world.close())

function asService(service: string, call: ServiceCall = {}): KMSClient {
  const client = world.client(KMSClient)
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

const dataKey = (KeyId: string) => new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' })

async function statementsIn(key: string): Promise<readonly Record<string, unknown>[]> {
  const { Policy = '' } = await world
    .client(KMSClient)
    .send(new GetKeyPolicyCommand({ KeyId: key }))
  const { Statement } = JSON.parse(Policy) as { Statement: Record<string, unknown>[] }
  return Statement
}

test('an alarm cannot publish to an encrypted topic: CloudWatch has no statement', async () => {
  const key = await createKey(world, keyPolicy(accountStatement))
  const publish = () => asService(CLOUDWATCH, { sourceArn: ALARM }).send(dataKey(key))
  await assert.rejects(publish(), { name: 'AccessDeniedException' })
  const asked = { principal: CLOUDWATCH, actions: ['kms:GenerateDataKey'] }
  const diagnosis = await askOne(world, admin, key, asked)
  assert.deepEqual(diagnosis.causes, ['key-policy/service-not-named'])
  assert.match(findingOf(diagnosis, 'key-policy/service-not-named').says, /cloudwatch\.amazonaws/)
  assert.equal(layerOf(diagnosis, 'identity'), 'notApplicable')
  const [remedy] = diagnosis.remedies
  assert.ok(remedy)
  assert.deepEqual(
    { id: remedy.id, proved: remedy.proved, by: remedy.by[0], becoming: remedy.becoming },
    { id: 'name-service', proved: true, by: `arn:aws:iam::${ACCOUNT}:user/admin`, becoming: [] },
  )
  await applyRemedy(remedy, admin)
  await publish()
  const elsewhere = asService(CLOUDWATCH, { sourceAccount: '444455556666' })
  await assert.rejects(elsewhere.send(dataKey(key)), { name: 'AccessDeniedException' })
  assert.equal((await askOne(world, admin, key, asked)).outcome, 'allow')
})

test('EventBridge tells no aws:SourceAccount, and the statement asks for it', async () => {
  const key = await createKey(
    world,
    keyPolicy(accountStatement, {
      Sid: 'Events',
      Effect: 'Allow',
      Principal: { Service: EVENTS },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:SourceAccount': ACCOUNT, 'kms:KeySpec': 'SYMMETRIC_DEFAULT' },
      },
    }),
  )
  const send = () => asService(EVENTS).send(dataKey(key))
  await assert.rejects(send(), { name: 'AccessDeniedException' })
  const asked = { principal: EVENTS, actions: ['kms:GenerateDataKey'] }
  const diagnosis = await askOne(world, admin, key, asked)
  assert.deepEqual(diagnosis.causes, ['key-policy/condition-not-met'])
  assert.match(findingOf(diagnosis, 'key-policy/condition-not-met').says, /aws:SourceAccount/)
  const [remedy] = diagnosis.remedies
  assert.ok(remedy)
  assert.deepEqual([remedy.id, remedy.proved], ['lift-condition', true])
  await applyRemedy(remedy, admin)
  await send()
  const [, events] = await statementsIn(key)
  assert.deepEqual(events?.['Condition'], {
    StringEquals: { 'kms:KeySpec': 'SYMMETRIC_DEFAULT' },
  })
})

test('a log group cannot be given the key: CloudWatch Logs has no statement', async () => {
  const key = await createKey(world, keyPolicy(accountStatement))
  const call = { sourceArn: GROUP }
  const encrypt = () =>
    asService(LOGS, call).send(new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('log') }))
  await assert.rejects(encrypt(), { name: 'AccessDeniedException' })
  const diagnosis = await askOne(world, admin, key, { principal: LOGS, actions: ['kms:Encrypt'] })
  assert.deepEqual(diagnosis.causes, ['key-policy/service-not-named'])
  const [remedy] = diagnosis.remedies
  assert.ok(remedy)
  await applyRemedy(remedy, admin)
  await encrypt()
  await asService(LOGS, call).send(dataKey(key))
})

test('a service-linked role is named like a service: nobody adds to its IAM policies', async () => {
  const key = await createKey(world, keyPolicy(accountStatement))
  const name = 'autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling'
  const role = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/${name}`
  const { CreateServiceLinkedRoleCommand, IAMClient } = await import('@aws-sdk/client-iam')
  const command = new CreateServiceLinkedRoleCommand({
    AWSServiceName: 'autoscaling.amazonaws.com',
  })
  await world.client(IAMClient).send(command)
  const asked = { principal: role, actions: ['kms:Decrypt'] }
  const diagnosis = await askOne(world, admin, key, asked)
  assert.deepEqual(diagnosis.causes, ['key-policy/service-not-named'])
  const [remedy] = diagnosis.remedies
  assert.ok(remedy)
  await applyRemedy(remedy, admin)
  assert.equal((await askOne(world, admin, key, asked)).outcome, 'allow')
})

test('the AWS managed key can never work for another service', async () => {
  const s3 = world.client(S3Client)
  await s3.send(new CreateBucketCommand({ Bucket: 'alarms' }))
  const sealed = { Bucket: 'alarms', Key: 'k', Body: 'x', ServerSideEncryption: 'aws:kms' } as const
  await s3.send(new PutObjectCommand(sealed))
  const diagnosis = await askOne(world, admin, 'alias/aws/s3', {
    principal: CLOUDWATCH,
    actions: ['kms:GenerateDataKey'],
  })
  assert.equal(diagnosis.causes[0], 'key/aws-managed')
  assert.deepEqual(diagnosis.remedies, [])
  assert.match(findingOf(diagnosis, 'key/aws-managed').says, /customer managed key/)
  assert.equal(diagnosis.keyFacts?.keyManager, 'AWS')
  const own = await world.client(KMSClient).send(new CreateKeyCommand({}))
  const key = own.KeyMetadata?.Arn ?? ''
  const [remedy] = (
    await askOne(world, admin, key, { principal: CLOUDWATCH, actions: ['kms:GenerateDataKey'] })
  ).remedies
  assert.ok(remedy)
  await applyRemedy(remedy, admin)
  await asService(CLOUDWATCH, { sourceArn: ALARM }).send(dataKey(key))
})
