import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateUserCommand, DeleteUserCommand, IAMClient } from '@aws-sdk/client-iam'
import {
  DeleteBucketPolicyCommand,
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { TestWorld } from '../../fixtures/world.ts'
import { allow, OTHER_ACCOUNT, startWorld } from '../../fixtures/world.ts'
import type { Statement } from './fixture.ts'
import {
  bucketArn,
  eventOf,
  newBucket,
  notAuthorized,
  policyText,
  putStatement,
  refusal,
  rootArn,
  userArn,
} from './fixture.ts'

let world: TestWorld
let s3: S3Client
let bucket: string
before(async () => {
  world = await startWorld()
  s3 = world.client(S3Client)
  bucket = await newBucket(world)
})
after(() => world.close())

const put = (Policy: string, client = s3, Bucket = bucket) =>
  client.send(new PutBucketPolicyCommand({ Bucket, Policy }))

const listing = (): Statement => ({
  Effect: 'Allow',
  Principal: { AWS: rootArn() },
  Action: 's3:ListBucket',
  Resource: bucketArn(bucket),
})

// Validation

const CASES: readonly [what: string, policy: () => string, sentence: string][] = [
  ['text that is no JSON', () => '{', 'This policy contains invalid Json'],
  ['no statement', () => '{"Version":"2012-10-17"}', 'Missing required field Statement'],
  [
    'a statement without a principal',
    () => policyText({ ...listing(), Principal: undefined }),
    'Missing required field Principal',
  ],
  [
    'a statement without an action',
    () => policyText({ ...listing(), Action: undefined }),
    'Missing required field Action',
  ],
  [
    'a statement without a resource',
    () => policyText({ ...listing(), Resource: undefined }),
    'Missing required field Resource',
  ],
  [
    'an element that does not exist',
    () => policyText({ ...listing(), Principle: '*' }),
    'Unknown field Principle',
  ],
  [
    'a condition operator that does not exist',
    () => policyText({ ...listing(), Condition: { StringSame: { 'aws:userid': 'x' } } }),
    'Invalid Condition type : StringSame',
  ],
  [
    'a version that does not exist',
    () => JSON.stringify({ Version: '2020-01-01', Statement: listing() }),
    'The policy must contain a valid version string',
  ],
  [
    'a user who does not exist',
    () => policyText({ ...listing(), Principal: { AWS: userArn('nobody') } }),
    'Invalid principal in policy',
  ],
  [
    'an account that does not exist',
    () => policyText({ ...listing(), Principal: { AWS: '999999999999' } }),
    'Invalid principal in policy',
  ],
  [
    'a group as a principal',
    () => policyText({ ...listing(), Principal: { AWS: `${rootArn().slice(0, -4)}group/g` } }),
    'Invalid principal in policy',
  ],
  [
    'every resource',
    () => policyText({ ...listing(), Resource: '*' }),
    'Policy has invalid resource',
  ],
  [
    'another bucket',
    () => policyText({ ...listing(), Resource: bucketArn('another') }),
    'Policy has invalid resource',
  ],
  [
    'a bucket whose name begins the same',
    () => policyText({ ...listing(), Resource: bucketArn(`${bucket}-2`) }),
    'Policy has invalid resource',
  ],
  [
    'an action of another service',
    () => policyText({ ...listing(), Action: 'kms:Decrypt' }),
    'Policy has invalid action',
  ],
  [
    'an action that does not exist',
    () => policyText({ ...listing(), Action: 's3:ListBuckets' }),
    'Policy has invalid action',
  ],
  [
    'an object action on the bucket',
    () => policyText({ ...listing(), Action: 's3:GetObject' }),
    'Action does not apply to any resource(s) in statement',
  ],
  [
    'a bucket action on objects',
    () => policyText({ ...listing(), Resource: `${bucketArn(bucket)}/*` }),
    'Action does not apply to any resource(s) in statement',
  ],
]

for (const [what, policy, sentence] of CASES) {
  test(`a policy is refused for ${what}`, async () => {
    const { code, status, message } = await refusal(put(policy()))
    assert.deepEqual([code, status, message], ['MalformedPolicy', 400, sentence])
  })
}

test('a policy of more than 20 KB is refused', async () => {
  const { code } = await refusal(put(policyText({ ...listing(), Sid: 'x'.repeat(20 * 1024) })))
  assert.equal(code, 'PolicyTooLarge')
})

test('actions by wildcard, and bucket and objects by one, are taken', async () => {
  const objects = `${bucketArn(bucket)}/*`
  await put(policyText({ ...listing(), Action: 's3:*', Resource: bucketArn(bucket) }))
  await put(policyText({ ...listing(), Action: '*', Resource: [bucketArn(bucket), objects] }))
  const both = ['s3:GetObject', 's3:ListBucket']
  await put(policyText({ ...listing(), Action: both, Resource: `${bucketArn(bucket)}*` }))
  await put(policyText({ ...listing(), Principal: { Service: 'cloudtrail.amazonaws.com' } }))
})

// Authorization

test('each of the four needs its own permission', async () => {
  const client = world.client(S3Client, await world.user('outsider', allow('s3:ListBucket')))
  const Bucket = bucket
  const asked = [
    [client.send(new GetBucketPolicyCommand({ Bucket })), 's3:GetBucketPolicy'],
    [client.send(new DeleteBucketPolicyCommand({ Bucket })), 's3:DeleteBucketPolicy'],
    [client.send(new GetBucketPolicyStatusCommand({ Bucket })), 's3:GetBucketPolicyStatus'],
    [put(policyText(listing()), client), 's3:PutBucketPolicy'],
  ] as const
  for (const [call, action] of asked) {
    const { message } = await refusal(call)
    assert.equal(message, notAuthorized('outsider', action, bucketArn(bucket)))
  }
})

test('another account may be let in, and is told that the policy is not its own', async () => {
  const Bucket = await newBucket(world)
  const Principal = { AWS: rootArn(OTHER_ACCOUNT) }
  await putStatement(world, Bucket, { Principal, Action: 's3:*' })
  const there = world.client(S3Client, world.root(OTHER_ACCOUNT))
  await there.send(new ListObjectsV2Command({ Bucket }))
  for (const call of [
    there.send(new GetBucketPolicyCommand({ Bucket })),
    there.send(new DeleteBucketPolicyCommand({ Bucket })),
    put(policyText({ ...listing(), Resource: bucketArn(Bucket) }), there, Bucket),
  ]) {
    const { code, status } = await refusal(call)
    assert.deepEqual([code, status], ['MethodNotAllowed', 405])
  }
})

test('who is denied everything by the policy is let in again by the root user alone', async () => {
  const Bucket = await newBucket(world)
  const administrator = world.client(S3Client, await world.user('administrator', allow('*')))
  const everything = { Principal: '*', Action: 's3:*' }
  const deny = { Effect: 'Deny', Resource: bucketArn(Bucket), ...everything }
  await put(policyText(deny), administrator, Bucket)

  for (const client of [administrator, s3]) {
    const { message } = await refusal(client.send(new GetBucketAclCommand({ Bucket })))
    assert.match(message, /with an explicit deny in a resource-based policy$/)
  }
  const remove = new DeleteBucketPolicyCommand({ Bucket })
  assert.equal((await refusal(administrator.send(remove))).code, 'AccessDenied')
  await s3.send(new GetBucketPolicyCommand({ Bucket }))
  await s3.send(remove)
  await administrator.send(new GetBucketAclCommand({ Bucket }))
})

// Behaviour

test('a statement lets in whom it names, and nobody else', async () => {
  const Bucket = await newBucket(world)
  const alice = world.client(S3Client, await world.user('alice'))
  const bob = world.client(S3Client, await world.user('bob'))
  await putStatement(world, Bucket, {
    Principal: { AWS: userArn('alice') },
    Action: 's3:ListBucket',
  })
  const list = new ListObjectsV2Command({ Bucket })
  await alice.send(list)
  assert.equal((await refusal(bob.send(list))).code, 'AccessDenied')
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }))
  assert.equal((await refusal(alice.send(list))).code, 'AccessDenied')
})

test('the policy reads back as it was put', async () => {
  const Bucket = await newBucket(world)
  const Policy = JSON.stringify({ Id: 'p', Statement: [] }).replace(
    '[]',
    JSON.stringify({ ...listing(), Resource: bucketArn(Bucket) }, undefined, 2),
  )
  await put(Policy, s3, Bucket)
  const answer = await s3.send(new GetBucketPolicyCommand({ Bucket }))
  assert.equal(answer.Policy, Policy)
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }))
  const { code, status } = await refusal(s3.send(new GetBucketPolicyCommand({ Bucket })))
  assert.deepEqual([code, status], ['NoSuchBucketPolicy', 404])
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }))
})

test('a user who is made again under an old name is not the one who was let in', async () => {
  const Bucket = await newBucket(world)
  const iam = world.client(IAMClient)
  await iam.send(new CreateUserCommand({ UserName: 'carol' }))
  await putStatement(world, Bucket, {
    Principal: { AWS: userArn('carol') },
    Action: 's3:ListBucket',
  })
  await iam.send(new DeleteUserCommand({ UserName: 'carol' }))

  const carol = world.client(S3Client, await world.user('carol'))
  const { code } = await refusal(carol.send(new ListObjectsV2Command({ Bucket })))
  assert.equal(code, 'AccessDenied')
  const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }))
  assert.match(Policy, /"AWS": ?"AIDA[A-Z2-7]{17}"/)
})

test('a canonical user stands for its account', async () => {
  const Bucket = await newBucket(world)
  const dave = world.client(S3Client, await world.user('dave', allow('s3:*'), OTHER_ACCOUNT))
  const there = world.client(S3Client, world.root(OTHER_ACCOUNT))
  const { Owner } = await there.send(new ListBucketsCommand({}))
  const list = new ListObjectsV2Command({ Bucket })
  assert.equal((await refusal(dave.send(list))).message, 'Access Denied')
  await putStatement(world, Bucket, {
    Principal: { CanonicalUser: Owner?.ID },
    Action: 's3:ListBucket',
  })
  await dave.send(list)
})

test('the event of a policy holds the document', async () => {
  const Bucket = await newBucket(world)
  const document = { ...listing(), Resource: bucketArn(Bucket) }
  await put(policyText(document), s3, Bucket)
  const record = await eventOf(world, 'PutBucketPolicy')
  assert.deepEqual(record?.['requestParameters'], {
    bucketName: Bucket,
    Host: new URL(world.endpoint).host,
    policy: '',
    bucketPolicy: { Version: '2012-10-17', Statement: [document] },
  })
})

// Public policies

const PUBLIC: readonly [what: string, isPublic: boolean, statement: () => Statement][] = [
  ['everybody', true, () => ({ Principal: '*' })],
  ['everybody among others', true, () => ({ Principal: { AWS: [rootArn(), '*'] } })],
  ['an account', false, () => ({ Principal: { AWS: rootArn(OTHER_ACCOUNT) } })],
  ['a service', false, () => ({ Principal: { Service: 'cloudtrail.amazonaws.com' } })],
  ['nobody, for it denies', false, () => ({ Effect: 'Deny', Principal: '*' })],
  ['an address', false, () => on('IpAddress', 'aws:SourceIp', '203.0.113.0/24')],
  ['half of the addresses', true, () => on('IpAddress', 'aws:SourceIp', '0.0.0.0/1')],
  ['a private network', false, () => on('IpAddress', 'aws:SourceIp', '10.0.0.0/8')],
  ['all but an address', true, () => on('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')],
  ['an organization', false, () => on('StringEquals', 'aws:PrincipalOrgID', 'o-example')],
  ['every organization', true, () => on('StringLike', 'aws:PrincipalOrgID', 'o-*')],
  ['a referer, which anybody can send', true, () => on('StringLike', 'aws:Referer', 'https://x')],
  ['an account if it is told', true, () => on('StringEqualsIfExists', 'aws:SourceAccount', '1')],
]

const on = (operator: string, key: string, value: string): Statement => ({
  Principal: '*',
  Condition: { [operator]: { [key]: value } },
})

for (const [what, isPublic, statement] of PUBLIC) {
  test(`a policy for ${what} is ${isPublic ? '' : 'not '}public`, async () => {
    const Bucket = await newBucket(world)
    const about = { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucketArn(Bucket) }
    const Policy = policyText({ ...about, ...statement() })
    if (isPublic) {
      const { code, message } = await refusal(put(Policy, s3, Bucket))
      assert.equal(code, 'AccessDenied')
      assert.match(
        message,
        /because public policies are prevented by the BlockPublicPolicy setting/,
      )
    }
    const open = { BlockPublicPolicy: false }
    const block = { Bucket, PublicAccessBlockConfiguration: open }
    await s3.send(new PutPublicAccessBlockCommand(block))
    await put(Policy, s3, Bucket)
    const status = await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))
    assert.equal(status.PolicyStatus?.IsPublic, isPublic)
  })
}

test('a public policy lets in nobody foreign while public buckets are restricted', async () => {
  const Bucket = await newBucket(world)
  const there = world.client(S3Client, await world.user('erin', allow('s3:*'), OTHER_ACCOUNT))
  const restrict = (RestrictPublicBuckets: boolean) =>
    s3.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: { RestrictPublicBuckets },
      }),
    )
  await restrict(false)
  await putStatement(world, Bucket, { Principal: '*', Action: 's3:ListBucket' })
  const list = new ListObjectsV2Command({ Bucket })
  await there.send(list)
  await restrict(true)
  assert.equal((await refusal(there.send(list))).message, 'Access Denied')
  await world.client(S3Client, await world.user('frank')).send(list)
})
