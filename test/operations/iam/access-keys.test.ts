import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { ACCOUNT, allow, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(IAMClient)
})
after(() => world.close())

test('a new access key signs for its user', async () => {
  const alice = await world.user('alice')
  const sts = world.client(STSClient, alice)
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  assert.equal(Arn, `arn:aws:iam::${ACCOUNT}:user/alice`)
})

test('an inactive access key is refused until it is active again', async () => {
  const bob = await world.user('bob')
  const sts = world.client(STSClient, bob)
  const set = (Status: 'Active' | 'Inactive') =>
    iam.send(new UpdateAccessKeyCommand({ UserName: 'bob', AccessKeyId: bob.accessKeyId, Status }))
  await set('Inactive')
  const [name, status] = await refused(sts.send(new GetCallerIdentityCommand({})))
  assert.deepEqual([name, status], ['InvalidClientTokenId', 403])
  await set('Active')
  assert.ok(await sts.send(new GetCallerIdentityCommand({})))
})

test('a deleted access key is refused and no longer listed', async () => {
  const carol = await world.user('carol')
  const AccessKeyId = carol.accessKeyId
  await iam.send(new DeleteAccessKeyCommand({ UserName: 'carol', AccessKeyId }))
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'carol' }))
  assert.deepEqual(AccessKeyMetadata, [])
  const sts = world.client(STSClient, carol)
  const [name] = await refused(sts.send(new GetCallerIdentityCommand({})))
  assert.equal(name, 'InvalidClientTokenId')
})

test('a user has at most two access keys', async () => {
  const UserName = 'dave'
  await iam.send(new CreateUserCommand({ UserName }))
  await iam.send(new CreateAccessKeyCommand({ UserName }))
  await iam.send(new CreateAccessKeyCommand({ UserName }))
  assert.deepEqual(await refused(iam.send(new CreateAccessKeyCommand({ UserName }))), [
    'LimitExceededException',
    409,
    'Cannot exceed quota for AccessKeysPerUser: 2',
  ])
})

test('an access key of somebody else cannot be found among those of a user', async () => {
  const erin = await world.user('erin')
  await iam.send(new CreateUserCommand({ UserName: 'frank' }))
  const { accessKeyId: AccessKeyId } = erin
  assert.deepEqual(
    await refused(iam.send(new DeleteAccessKeyCommand({ UserName: 'frank', AccessKeyId }))),
    ['NoSuchEntityException', 404, `The Access Key with id ${AccessKeyId} cannot be found.`],
  )
})

test('users manage their own access keys without naming themselves', async () => {
  const grace = await world.user('grace', allow('iam:*', `arn:aws:iam::${ACCOUNT}:user/grace`))
  const own = world.client(IAMClient, grace)
  const { AccessKeyMetadata } = await own.send(new ListAccessKeysCommand({}))
  assert.deepEqual(
    AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId),
    [grace.accessKeyId],
  )
  const { AccessKey } = await own.send(new CreateAccessKeyCommand({}))
  assert.equal(AccessKey?.UserName, 'grace')
})

test('the root user makes access keys for itself', async () => {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({}))
  assert.ok(AccessKey?.AccessKeyId && AccessKey.SecretAccessKey)
  const second = world.client(STSClient, {
    accessKeyId: AccessKey.AccessKeyId,
    secretAccessKey: AccessKey.SecretAccessKey,
  })
  const { Arn } = await second.send(new GetCallerIdentityCommand({}))
  assert.equal(Arn, `arn:aws:iam::${ACCOUNT}:root`)
})

test('the event of a new access key holds its id and never its secret', async () => {
  const { accessKeyId, secretAccessKey } = await world.user('heidi')
  const { Events = [] } = await world.client(CloudTrailClient).send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateAccessKey' }],
    }),
  )
  const record = Events.map(({ CloudTrailEvent = '' }) => CloudTrailEvent).find((text) =>
    text.includes(accessKeyId),
  )
  assert.ok(record)
  assert.ok(!record.includes(secretAccessKey))
  const { accessKey } = JSON.parse(record).responseElements
  assert.equal(accessKey.status, 'Active')
  assert.equal(accessKey.userName, 'heidi')
})
