// Section B of the stories: a new key policy names a principal that does not exist, or cannot.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import { advance } from '../../fixtures/clock.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import {
  accountArn,
  accountStatement,
  ask,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  onlooker,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import {
  askAboutText,
  carryOut,
  newestEvent,
  refusalOf,
  send,
  type Refusal,
} from './refused-policy.ts'

let world: TestWorld
let deployer: Credentials

before(async () => {
  world = await startWorld()
  deployer = await world.user('deployer', allow('*'))
})
after(() => world.close())

const INVALID = 'key-policy/principal-invalid'

const usedBy = (...names: readonly string[]) =>
  keyPolicy(accountStatement, {
    Sid: 'Allow use of the key',
    Effect: 'Allow',
    Principal: { AWS: names },
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'],
    Resource: '*',
  })

const terraform = ({ name, message }: Refusal): string =>
  `│ Error: error creating KMS Key: ${name}: ${message}\n│\n│   with aws_kms_key.database,`
const updating =
  (key: string) =>
  ({ name, message }: Refusal): string =>
    `Error: updating KMS Key (${key.split('/')[1]}) policy: operation error KMS: PutKeyPolicy, ` +
    `https response error StatusCode: 400, RequestID: 0, ${name}: ${message}`

// https://github.com/GoogleCloudPlatform/anthos-samples/issues/357
test('B12: the service-linked role of Auto Scaling is missing in a new account', async () => {
  const role = 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling'
  const policy = usedBy(roleArn(role))
  const text = terraform(await refusalOf(world, deployer, { policy }))
  const diagnosis = await askAboutText(world, deployer, text)
  assert.deepEqual(diagnosis.causes, [INVALID])
  assert.match(
    diagnosis.findings[0]?.says ?? '',
    /AWSServiceRoleForAutoScaling.*does not exist yet/,
  )
  await carryOut(diagnosis, 'create-service-linked-role', deployer)
  await send(world, deployer, { policy })
})

test('B12: who may not make the role is told who does, with what else is missing', async () => {
  const poor = await world.user('poor', allow(['kms:CreateKey', 'iam:Get*', 'iam:List*']))
  const role = 'aws-service-role/elasticache.amazonaws.com/AWSServiceRoleForElastiCache'
  const policy = usedBy(roleArn(role))
  const proposed = { name: 'key.json', text: JSON.stringify(policy) }
  const text = terraform(await refusalOf(world, poor, { policy }))
  const diagnosis = await askAboutText(world, poor, text, { proposed })
  assert.deepEqual(diagnosis.causes, [INVALID, 'lockout/caller-iam-missing'])
  assert.deepEqual(diagnosis.remedies[0]?.by, [accountArn])
  await carryOut(diagnosis, 'create-service-linked-role', world.root())
  await send(world, poor, { policy })
})

// https://github.com/awslabs/minimum-viable-dataspace-on-aws/issues/6
test('B13: the template names a role Admin that is not there', async () => {
  const policy = usedBy(roleArn('Admin'), userArn('deployer'))
  const text = terraform(await refusalOf(world, deployer, { policy }))
  const diagnosis = await askAboutText(world, deployer, text)
  assert.deepEqual(diagnosis.causes, [INVALID])
  const [finding] = diagnosis.findings
  assert.match(finding?.says ?? '', /line \d+, statement "Allow use of the key": `.*role\/Admin`/)
  await carryOut(diagnosis, 'correct-principals', deployer)
})

// https://github.com/cloudposse/terraform-aws-vpc-flow-logs-s3-bucket/pull/27
test('B14: the ARN lacks its service, and what was meant is told', async () => {
  const policy = usedBy('arn:aws::111122223333:root', userArn('deployer'))
  const text = terraform(await refusalOf(world, deployer, { policy }))
  const diagnosis = await askAboutText(world, deployer, text)
  assert.deepEqual(diagnosis.causes, [INVALID])
  assert.match(
    diagnosis.findings[0]?.says ?? '',
    /lacks its service, `iam`; probably meant: `arn:aws:iam::111122223333:root`/,
  )
  assert.ok(diagnosis.remedies[0]?.diff?.includes(accountArn))
  await carryOut(diagnosis, 'correct-principals', deployer)
})

// https://github.com/terraform-aws-modules/terraform-aws-kms/pull/18
test('B15: a deleted role left its id, which no policy may name again', async () => {
  const assumer = await world.user('assumer', onlooker)
  const named = (name: string) => keyPolicy(accountStatement, statementFor(roleArn(name)))
  await createRole(world, 'Reader', { AWS: userArn('assumer') })
  const key = await createKey(world, named('Reader'))
  const iam = world.client(IAMClient)
  await iam.send(new DeleteRoleCommand({ RoleName: 'Reader' }))
  const read = await world.client(KMSClient, deployer).send(new GetKeyPolicyCommand({ KeyId: key }))
  const policy = JSON.parse(read.Policy ?? '') as object
  assert.match(read.Policy ?? '', /"AROA/)
  const text = updating(key)(await refusalOf(world, deployer, { policy, key }))
  const diagnosis = await askAboutText(world, deployer, text)
  assert.deepEqual(diagnosis.causes, [INVALID])
  assert.equal(diagnosis.request.key, key)
  assert.match(diagnosis.findings[0]?.says ?? '', /`AROA\w+`: the unique id of a .*deleted/)

  // Made again under its name, it is somebody else: the event history tells.
  await advance(world, '2s')
  await createRole(world, 'Reader', { AWS: userArn('assumer') }, onlooker)
  const again = await assumeRole(world, assumer, 'Reader')
  const [locked] = await ask(world, again, key)
  assert.equal(locked.causes[0], 'key-policy/principal-deleted')
  await carryOut(diagnosis, 'correct-principals', deployer)
  await send(world, deployer, { policy: named('Reader'), key })
  assert.equal((await ask(world, again, key))[0].outcome, 'allow')
})

const statementFor = (arn: string) => ({
  Sid: 'Readers',
  Effect: 'Allow',
  Principal: { AWS: [arn] },
  Action: ['kms:GetKeyPolicy', 'kms:Decrypt'],
  Resource: '*',
})

test('an event of a refused PutKeyPolicy is enough', async () => {
  const key = await createKey(world, keyPolicy(accountStatement))
  const group = `arn:aws:iam::111122223333:role/team/deployer`
  await refusalOf(world, deployer, { policy: usedBy(group), key })
  const diagnosis = await askAboutText(world, deployer, await newestEvent(world, 'PutKeyPolicy'))
  assert.deepEqual(diagnosis.causes, [INVALID])
  await carryOut(diagnosis, 'correct-principals', deployer)
})
