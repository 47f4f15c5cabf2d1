import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CreateTrailCommandInput } from '@aws-sdk/client-cloudtrail'
import {
  CloudTrailClient,
  CreateTrailCommand,
  DescribeTrailsCommand,
  GetTrailStatusCommand,
  ListPublicKeysCommand,
  ListTagsCommand,
} from '@aws-sdk/client-cloudtrail'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import { createTrail, recordOf, startTrailWorld, trailArn, trailBucketPolicy } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startTrailWorld({
    'no-policy': undefined,
    'no-acl': trailBucketPolicy('no-acl', { actions: ['s3:PutObject'] }),
    'no-put': trailBucketPolicy('no-put', { actions: ['s3:GetBucketAcl'] }),
    'other-trail': trailBucketPolicy('other-trail', { sourceArn: trailArn('another') }),
    'other-acl': trailBucketPolicy('other-acl', { acl: 'private' }),
    'with-prefix': trailBucketPolicy('with-prefix', { prefix: 'audit/' }),
    'no-digests': trailBucketPolicy('no-digests', { folder: 'CloudTrail/' }),
    denied: {
      Version: '2012-10-17',
      Statement: [
        ...(trailBucketPolicy('denied') as { Statement: object[] }).Statement,
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::denied/*',
        },
      ],
    },
  })
})
after(() => world.close())

const create = (input: CreateTrailCommandInput, as?: Credentials, region?: string) =>
  world.client(CloudTrailClient, as, region).send(new CreateTrailCommand(input))

const made = (Name: string, settings: Partial<CreateTrailCommandInput> = {}, region?: string) =>
  createTrail(world, Name, settings, region)

// Validation

test('a trail name keeps the rules of CloudTrail', async () => {
  const length = 'Specified name length:'
  const faults: readonly (readonly [string, string])[] = [
    ['aa', `Trail name too short. Minimum allowed length: 3 characters. ${length} 2 characters.`],
    [
      'a'.repeat(129),
      `Trail name too long. Maximum allowed length: 128 characters. ${length} 129 characters.`,
    ],
    ['-trail', 'Trail name must starts with a letter or number.'],
    ['trail!', 'Trail name must ends with a letter or number.'],
    [
      'my#trail',
      'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, ' +
        'periods (.), hyphens (-), and underscores (_).',
    ],
    ['my--trail', 'Trail name cannot have adjacent periods, underscores or dashes.'],
    ['192.168.5.4', 'Trail name cannot be in IP address format.'],
  ]
  for (const [name, message] of faults) {
    await assert.rejects(made(name), { name: 'InvalidTrailNameException', message })
  }
})

test('a bucket name and a prefix keep the rules of S3', async () => {
  await assert.rejects(made('trail', { S3BucketName: 'My_Bucket' }), {
    name: 'InvalidS3BucketNameException',
  })
  await assert.rejects(made('trail', { S3KeyPrefix: 'x'.repeat(201) }), {
    name: 'InvalidS3PrefixException',
  })
})

test('a multi-Region trail includes global service events', async () => {
  const settings = { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false }
  await assert.rejects(made('trail', settings), {
    name: 'InvalidParameterCombinationException',
    message: 'Multi-Region trail must include global service events.',
  })
})

test('what the stack does not have cannot be a destination', async () => {
  await assert.rejects(made('trail', { SnsTopicName: 'topic' }), {
    name: 'InsufficientSnsTopicPolicyException',
    message: 'SNS Topic does not exist or the topic policy is incorrect!',
  })
  const CloudWatchLogsLogGroupArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:x:*`
  await assert.rejects(made('trail', { CloudWatchLogsLogGroupArn }), {
    name: 'InvalidCloudWatchLogsLogGroupArnException',
  })
  await assert.rejects(made('trail', { IsOrganizationTrail: true }), {
    name: 'OrganizationsNotInUseException',
  })
})

test('tag keys are there once and do not begin with aws:', async () => {
  for (const keys of [['a', 'a'], ['aws:a']]) {
    const TagsList = keys.map((Key) => ({ Key, Value: 'x' }))
    await assert.rejects(made('trail', { TagsList }), { name: 'InvalidTagParameterException' })
  }
})

// Authorization

test('it needs cloudtrail:CreateTrail on the trail, and cloudtrail:AddTags for tags', async () => {
  const input = { Name: 'by-bob', S3BucketName: 'logs' }
  const bob = await world.user('bob', allow('cloudtrail:CreateTrail', trailArn('by-bob')))
  await assert.rejects(create({ ...input, Name: 'another' }, bob), {
    name: 'AccessDeniedException',
    message:
      `User: arn:aws:iam::${ACCOUNT}:user/bob is not authorized to perform: ` +
      `cloudtrail:CreateTrail on resource: ${trailArn('another')} because no identity-based ` +
      'policy allows the cloudtrail:CreateTrail action',
  })
  const TagsList = [{ Key: 'team', Value: 'audit' }]
  await assert.rejects(create({ ...input, TagsList }, bob), {
    name: 'AccessDeniedException',
    message: /cloudtrail:AddTags on resource/,
  })
  assert.equal((await create(input, bob)).TrailARN, trailArn('by-bob'))
})

test('a policy can ask for tags of the request', async () => {
  const carol = await world.user('carol', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['cloudtrail:CreateTrail', 'cloudtrail:AddTags'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestTag/team': 'audit' } },
      },
    ],
  })
  const tagged = (Value: string) =>
    create({ Name: 'by-carol', S3BucketName: 'logs', TagsList: [{ Key: 'team', Value }] }, carol)
  await assert.rejects(tagged('payroll'), { name: 'AccessDeniedException' })
  assert.equal((await tagged('audit')).Name, 'by-carol')
})

// Behaviour

test('a trail is told back with its defaults, and does not log yet', async () => {
  const { $metadata: _, ...trail } = await made('plain', {}, 'eu-west-1')
  assert.deepEqual(trail, {
    Name: 'plain',
    S3BucketName: 'logs',
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: false,
    TrailARN: trailArn('plain', 'eu-west-1'),
    LogFileValidationEnabled: false,
    IsOrganizationTrail: false,
    RecursiveLogging: true,
  })
  const client = world.client(CloudTrailClient, undefined, 'eu-west-1')
  const status = await client.send(new GetTrailStatusCommand({ Name: 'plain' }))
  assert.equal(status.IsLogging, false)
})

test('every setting is kept', async () => {
  const settings = {
    S3BucketName: 'with-prefix',
    S3KeyPrefix: 'audit',
    IncludeGlobalServiceEvents: false,
    EnableLogFileValidation: true,
    RecursiveLogging: false,
    TagsList: [{ Key: 'team', Value: 'audit' }],
  }
  await made('full', settings, 'eu-north-1')
  const client = world.client(CloudTrailClient, undefined, 'eu-north-1')
  const { trailList: [trail] = [] } = await client.send(new DescribeTrailsCommand({}))
  assert.deepEqual(trail, {
    Name: 'full',
    S3BucketName: 'with-prefix',
    S3KeyPrefix: 'audit',
    IncludeGlobalServiceEvents: false,
    IsMultiRegionTrail: false,
    HomeRegion: 'eu-north-1',
    TrailARN: trailArn('full', 'eu-north-1'),
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
    IsOrganizationTrail: false,
    RecursiveLogging: false,
  })
  const ResourceIdList = [trailArn('full', 'eu-north-1')]
  const tags = await client.send(new ListTagsCommand({ ResourceIdList }))
  assert.deepEqual(tags.ResourceTagList?.[0]?.TagsList, settings.TagsList)
  const { PublicKeyList } = await client.send(new ListPublicKeysCommand({}))
  assert.equal(PublicKeyList?.length, 1)
})

test('a name is taken once in every Region in which its trail shows', async () => {
  await made('once', {}, 'ap-south-1')
  const message = `Trail once already exists for customer: ${ACCOUNT}`
  const refusal = { name: 'TrailAlreadyExistsException', message }
  await assert.rejects(made('once', {}, 'ap-south-1'), refusal)
  await assert.rejects(made('once', { IsMultiRegionTrail: true }, 'ap-south-2'), refusal)
  await made('once', {}, 'ap-south-2')
})

test('a Region has five trails, shadow trails included', async () => {
  const small = await startTrailWorld()
  try {
    await createTrail(small, 'everywhere', { IsMultiRegionTrail: true }, 'us-west-2')
    for (const name of ['one', 'two', 'three', 'four']) await createTrail(small, name)
    const refusal = {
      name: 'MaximumNumberOfTrailsExceededException',
      message: `User: ${ACCOUNT} already has 5 trails in us-east-1.`,
    }
    await assert.rejects(createTrail(small, 'five'), refusal)
    const settings = { IsMultiRegionTrail: true }
    await assert.rejects(createTrail(small, 'five', settings, 'eu-west-1'), refusal)
    await createTrail(small, 'five', {}, 'eu-west-1')
  } finally {
    await small.close()
  }
})

test('the bucket must exist', async () => {
  await assert.rejects(made('trail', { S3BucketName: 'nowhere' }), {
    name: 'S3BucketDoesNotExistException',
    message: 'S3 bucket nowhere does not exist!',
  })
})

test('the bucket policy must let CloudTrail in, for this trail and with its ACL', async () => {
  for (const bucket of ['no-policy', 'no-acl', 'no-put', 'other-trail', 'other-acl', 'denied']) {
    await assert.rejects(made('trail', { S3BucketName: bucket }), {
      name: 'InsufficientS3BucketPolicyException',
      message: `Incorrect S3 bucket policy is detected for bucket: ${bucket}`,
    })
  }
})

test('the bucket policy must hold for the prefix, and for digests', async () => {
  const refusal = { name: 'InsufficientS3BucketPolicyException' }
  await assert.rejects(made('trail', { S3BucketName: 'with-prefix' }), refusal)
  const digests = { S3BucketName: 'no-digests', EnableLogFileValidation: true }
  await assert.rejects(made('trail', digests), refusal)
  await made('without-digests', { S3BucketName: 'no-digests' })
})

const keyPolicy = (statement: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      { Effect: 'Allow', Resource: '*', ...statement },
    ],
  })

const forCloudTrail = {
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 'kms:GenerateDataKey*',
  Condition: {
    StringEquals: { 'aws:SourceArn': trailArn('sealed') },
    StringLike: {
      'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`,
    },
  },
}

async function newKey(Policy?: string, region?: string): Promise<string> {
  const kms = world.client(KMSClient, undefined, region)
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }))
  return KeyMetadata?.Arn ?? ''
}

test('the key policy must let CloudTrail generate data keys for this trail', async () => {
  const closed = await newKey()
  await assert.rejects(made('sealed', { KmsKeyId: closed }), {
    name: 'InsufficientEncryptionPolicyException',
    message: `Insufficient permissions to access S3 bucket logs or KMS key ${closed}.`,
  })
  const open = await newKey(keyPolicy(forCloudTrail))
  await assert.rejects(made('not-named', { KmsKeyId: open }), {
    name: 'InsufficientEncryptionPolicyException',
  })
  const kms = world.client(KMSClient)
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/trails', TargetKeyId: open }))
  const sealed = await made('sealed', { KmsKeyId: 'alias/trails' })
  assert.equal(sealed.KmsKeyId, open)
})

test('the key must be there, in the Region of the bucket, and enabled', async () => {
  const refused = (KmsKeyId: string, name: string) =>
    assert.rejects(made('sealed-too', { KmsKeyId }), { name })
  await refused('no key', 'InvalidKmsKeyIdException')
  await refused('alias/nothing', 'KmsKeyNotFoundException')
  await refused('1234abcd-12ab-34cd-56ef-1234567890ab', 'KmsKeyNotFoundException')
  await refused(await newKey(keyPolicy(forCloudTrail), 'eu-west-1'), 'KmsKeyNotFoundException')
  const kms = world.client(KMSClient)
  const KeyId = await newKey(keyPolicy(forCloudTrail))
  await kms.send(new DisableKeyCommand({ KeyId }))
  await refused(KeyId, 'KmsKeyDisabledException')
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }))
  await refused(KeyId, 'KmsException')
})

test('another account can have a trail of the same name, if the bucket lets it', async () => {
  const other = world.root(OTHER_ACCOUNT)
  await assert.rejects(create({ Name: 'by-bob', S3BucketName: 'logs' }, other), {
    name: 'InsufficientS3BucketPolicyException',
  })
})

test('the event tells what was asked and what was made', async () => {
  const own = await startTrailWorld()
  try {
    await createTrail(own, 'seen', { IsMultiRegionTrail: true })
    const record = await recordOf(own, 'CreateTrail')
    assert.deepEqual(record['requestParameters'], {
      name: 'seen',
      s3BucketName: 'logs',
      isMultiRegionTrail: true,
    })
    assert.deepEqual(record['responseElements'], {
      name: 'seen',
      s3BucketName: 'logs',
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: true,
      trailARN: trailArn('seen'),
      logFileValidationEnabled: false,
      isOrganizationTrail: false,
      recursiveLogging: true,
    })
    assert.deepEqual(record['resources'], [
      { accountId: ACCOUNT, type: 'AWS::CloudTrail::Trail', ARN: trailArn('seen') },
    ])
  } finally {
    await own.close()
  }
})

test('where nobody made a bucket there is none to deliver to', async () => {
  const empty = await startWorld()
  try {
    await assert.rejects(createTrail(empty, 'trail'), { name: 'S3BucketDoesNotExistException' })
  } finally {
    await empty.close()
  }
})
