import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { UpdateTrailCommandInput } from '@aws-sdk/client-cloudtrail'
import {
  CloudTrailClient,
  GetTrailCommand,
  ListPublicKeysCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail'
import { newDigestState } from '../../../src/audit/trail/plan-digests.ts'
import { digestStates } from '../../../src/services/cloudtrail/tables.ts'
import { change } from '../../../src/store/store.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow } from '../../fixtures/world.ts'
import {
  createTrail,
  recordOf,
  restarted,
  startTrailWorld,
  trailArn,
  trailBucketPolicy,
} from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startTrailWorld({
    'new-logs': trailBucketPolicy('new-logs'),
    'with-prefix': trailBucketPolicy('with-prefix', { prefix: 'audit/' }),
    closed: undefined,
  })
  await createTrail(world, 'subject')
})
after(() => world.close())

const update = (input: UpdateTrailCommandInput, as?: Credentials, region?: string) =>
  world.client(CloudTrailClient, as, region).send(new UpdateTrailCommand(input))

const settingsOf = async (Name: string) =>
  (await world.client(CloudTrailClient).send(new GetTrailCommand({ Name }))).Trail

// Validation

test('a trail that does not exist cannot be updated', async () => {
  await assert.rejects(update({ Name: 'nothing' }), {
    name: 'TrailNotFoundException',
    message: `Unknown trail: ${trailArn('nothing')} for the user: ${ACCOUNT}`,
  })
})

test('a trail is updated in its home Region only', async () => {
  await createTrail(world, 'from-abroad', { IsMultiRegionTrail: true })
  await assert.rejects(update({ Name: trailArn('from-abroad') }, undefined, 'eu-west-1'), {
    name: 'InvalidHomeRegionException',
  })
  await assert.rejects(update({ Name: 'from-abroad' }, undefined, 'eu-west-1'), {
    name: 'TrailNotFoundException',
    message: `Unknown trail: ${trailArn('from-abroad', 'eu-west-1')} for the user: ${ACCOUNT}`,
  })
})

test('an ARN must be one of a trail of the account', async () => {
  const other = trailArn('subject', 'us-east-1', '444455556666')
  await assert.rejects(update({ Name: other }), {
    name: 'CloudTrailARNInvalidException',
    message:
      'AccountID in ARN is wrong, you can only access resources with AccountID 111122223333.',
  })
  for (const Name of ['arn:aws:s3:::logs', `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:channel/x`]) {
    await assert.rejects(update({ Name }), { name: 'CloudTrailARNInvalidException' })
  }
})

test('settings that are kept and settings that are new must go together', async () => {
  await createTrail(world, 'local', { IncludeGlobalServiceEvents: false })
  await assert.rejects(update({ Name: 'local', IsMultiRegionTrail: true }), {
    name: 'InvalidParameterCombinationException',
  })
})

// Authorization

test('it needs cloudtrail:UpdateTrail on the trail, which may be told by its tags', async () => {
  const TagsList = [{ Key: 'team', Value: 'audit' }]
  await createTrail(world, 'tagged', { TagsList }, 'eu-west-3')
  await createTrail(world, 'untagged', {}, 'eu-west-3')
  const bob = await world.user('bob', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'cloudtrail:UpdateTrail',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'audit' } },
      },
    ],
  })
  await assert.rejects(update({ Name: 'untagged' }, bob, 'eu-west-3'), {
    name: 'AccessDeniedException',
  })
  assert.equal((await update({ Name: 'tagged' }, bob, 'eu-west-3')).Name, 'tagged')
})

test('who may not update does not learn whether the trail exists', async () => {
  const carol = await world.user('carol', allow('kms:*'))
  for (const Name of ['subject', 'nothing']) {
    await assert.rejects(update({ Name }, carol), { name: 'AccessDeniedException' })
  }
})

// Behaviour

test('what is not mentioned stays as it is', async () => {
  await createTrail(world, 'partly', { IncludeGlobalServiceEvents: false }, 'sa-east-1')
  const moved = await update({ Name: 'partly', S3BucketName: 'new-logs' }, undefined, 'sa-east-1')
  assert.equal(moved.S3BucketName, 'new-logs')
  assert.equal(moved.IncludeGlobalServiceEvents, false)
})

test('an empty prefix takes the old one away', async () => {
  await update({ Name: 'subject', S3BucketName: 'with-prefix', S3KeyPrefix: 'audit' })
  assert.equal((await settingsOf('subject'))?.S3KeyPrefix, 'audit')
  await update({ Name: 'subject', S3BucketName: 'logs', S3KeyPrefix: '' })
  assert.equal((await settingsOf('subject'))?.S3KeyPrefix, undefined)
})

test('bucket and policy are checked as for a new trail', async () => {
  await assert.rejects(update({ Name: 'subject', S3BucketName: 'nowhere' }), {
    name: 'S3BucketDoesNotExistException',
  })
  await assert.rejects(update({ Name: 'subject', S3BucketName: 'closed' }), {
    name: 'InsufficientS3BucketPolicyException',
  })
  await assert.rejects(update({ Name: 'subject', S3KeyPrefix: 'elsewhere' }), {
    name: 'InsufficientS3BucketPolicyException',
  })
})

test('a trail that becomes multi-Region needs room and a free name in every Region', async () => {
  await createTrail(world, 'wide', {}, 'eu-west-2')
  await createTrail(world, 'wide', {}, 'eu-south-1')
  await assert.rejects(update({ Name: 'wide', IsMultiRegionTrail: true }, undefined, 'eu-west-2'), {
    name: 'TrailAlreadyExistsException',
  })
})

test('log file validation can be turned on later, and has a key then', async () => {
  await createTrail(world, 'later', {}, 'ca-central-1')
  const client = world.client(CloudTrailClient, undefined, 'ca-central-1')
  const keys = async () =>
    (await client.send(new ListPublicKeysCommand({}))).PublicKeyList?.map((key) => key.Fingerprint)
  assert.deepEqual(await keys(), [])
  const input = { Name: 'later', EnableLogFileValidation: true }
  assert.equal((await client.send(new UpdateTrailCommand(input))).LogFileValidationEnabled, true)
  const made = await keys()
  assert.equal(made?.length, 1)
  await client.send(new UpdateTrailCommand(input))
  assert.deepEqual(await keys(), made)
})

test('a trail whose validation is turned off forgets its chain of digests', async () => {
  const fresh = await startTrailWorld()
  await createTrail(fresh, 'chained', { EnableLogFileValidation: true })
  const place = { account: ACCOUNT, region: 'us-east-1' }
  const id = `${ACCOUNT}/us-east-1/chained/${ACCOUNT}/us-east-1`
  const state = newDigestState(place, new Date('2026-11-23T10:00:00Z'))
  const own = await restarted(fresh, async (store) => {
    await store.append({ changes: [change(digestStates, id, undefined, state)], events: [] })
  })
  const input = { Name: 'chained', EnableLogFileValidation: false }
  await own.client(CloudTrailClient).send(new UpdateTrailCommand(input))
  let left: unknown
  const again = await restarted(own, async (store) => {
    left = store.get(digestStates, id)
  })
  await again.close()
  assert.equal(left, undefined)
})

test('the event names the trail as the caller did', async () => {
  await update({ Name: trailArn('subject'), RecursiveLogging: false })
  const record = await recordOf(world, 'UpdateTrail')
  assert.deepEqual(record['requestParameters'], {
    name: trailArn('subject'),
    recursiveLogging: false,
  })
  const { recursiveLogging, trailARN } = record['responseElements'] as Record<string, unknown>
  assert.deepEqual([recursiveLogging, trailARN], [false, trailArn('subject')])
})
