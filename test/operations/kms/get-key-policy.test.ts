import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DeleteAccessKeyCommand, DeleteUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateAliasCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  aliasArn,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  newKey,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

async function read(KeyId: string, credentials?: Credentials, PolicyName?: string) {
  const input = { KeyId, ...(PolicyName !== undefined && { PolicyName }) }
  return kmsAs(world, credentials).send(new GetKeyPolicyCommand(input))
}

// Validation

test('a key has one policy, and it is called default', async () => {
  assert.equal((await read(key.keyId, world.root(), 'default')).PolicyName, 'default')
  assert.equal((await read(key.keyId)).PolicyName, 'default')
  await assertRefused(
    read(key.keyId, world.root(), 'other'),
    'NotFoundException',
    'No such policy exists',
  )
})

test('an alias does not name a key here', async () => {
  const alias = new CreateAliasCommand({ AliasName: 'alias/known', TargetKeyId: key.keyId })
  await kmsAs(world).send(alias)
  for (const name of ['alias/known', aliasArn('alias/known')]) {
    const message = 'Key Aliases are not supported for this operation.'
    await assertRefused(read(name), 'InvalidArnException', message)
  }
})

// Authorization

test('an administrator whom the key policy leaves out cannot read it', async () => {
  const owner = await world.user('owner')
  const Policy = keyPolicy(statement({ AWS: userArn('owner') }))
  const locked = await newKey(world, { Policy, BypassPolicyLockoutSafetyCheck: true })
  const admin = await world.user('admin', allow('*'))
  await assertRefused(
    read(locked.keyId, admin),
    'AccessDeniedException',
    `User: ${userArn('admin')} is not authorized to perform: kms:GetKeyPolicy on resource: ` +
      `${locked.arn} because no resource-based policy allows the kms:GetKeyPolicy action`,
  )
  await assertRefused(read(locked.keyId), 'AccessDeniedException', /because no resource-based/)
  assert.ok((await read(locked.keyId, owner)).Policy)
})

test('a denied read leaves an event that names the key in its message only', async () => {
  const denied = await world.user('denied')
  await assertRefused(read(key.keyId, denied), 'AccessDeniedException')
  const event = await lastEvent(world, 'GetKeyPolicy')
  assert.equal(event.errorCode, 'AccessDenied')
  assert.ok(event.errorMessage?.includes(key.arn))
  assert.equal(event.requestParameters, null)
  assert.equal(event.resources, undefined)
})

test('another account never reads a key policy, even if the key policy allows it', async () => {
  const open = statement({ AWS: rootArn(OTHER_ACCOUNT) })
  const shared = await newKey(world, { Policy: keyPolicy(accountStatement(), open) })
  const partner = await world.user('partner', allow('kms:*'), OTHER_ACCOUNT)
  await assertRefused(read(shared.arn, partner), 'AccessDeniedException', /on this resource/)
})

// Behaviour

test('the policy is printed anew, statements and their members in their order', async () => {
  const sent =
    '{"Id":"x","Statement":{"Resource":"*","Action":["kms:Get*","kms:Put*"],' +
    '"Principal":{"AWS":"111122223333"},"Effect":"Allow"}}'
  const { keyId } = await newKey(world, { Policy: sent })
  const { Policy } = await read(keyId)
  assert.equal(
    Policy,
    [
      '{',
      '  "Id" : "x",',
      '  "Statement" : {',
      '    "Resource" : "*",',
      '    "Action" : [ "kms:Get*", "kms:Put*" ],',
      '    "Principal" : {',
      '      "AWS" : "arn:aws:iam::111122223333:root"',
      '    },',
      '    "Effect" : "Allow"',
      '  }',
      '}',
    ].join('\n'),
  )
})

test('a deleted user shows as its unique id, and its successor is somebody else', async () => {
  const iam = world.client(IAMClient)
  const first = await world.user('alice')
  const AWS = [rootArn(), userArn('alice')]
  const { keyId } = await newKey(world, { Policy: keyPolicy(statement({ AWS })) })
  assert.ok((await read(keyId, first)).Policy?.includes(userArn('alice')))

  const gone = { UserName: 'alice' }
  await iam.send(new DeleteAccessKeyCommand({ ...gone, AccessKeyId: first.accessKeyId }))
  await iam.send(new DeleteUserCommand(gone))
  assert.match((await read(keyId)).Policy ?? '', /"AIDA[A-Z2-7]{17}"/)

  const second = await world.user('alice')
  await assertRefused(read(keyId, second), 'AccessDeniedException')
  assert.ok(!(await read(keyId)).Policy?.includes('alice'))
})

test('the event never holds the policy', async () => {
  await read(key.keyId)
  const event = await lastEvent(world, 'GetKeyPolicy')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId, policyName: 'default' })
  assert.equal(event.responseElements, null)
})
