import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Kms from '@aws-sdk/client-kms'
import type { TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  MISSING_KEY_ID,
  newKey,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'
import {
  AWAY,
  describe,
  enabledReplica,
  eventsIn,
  HOME,
  keyArnIn,
  replicate,
  settle,
} from './multi-region.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const newPrimary = (input: Kms.CreateKeyCommandInput = {}) =>
  newKey(world, { ...input, MultiRegion: true })

// Validation

test('the Region must be one that there is', async () => {
  const { keyId } = await newPrimary()
  await assertRefused(
    replicate(world, { KeyId: keyId, ReplicaRegion: 'Europe' }),
    'ValidationException',
    /at 'replicaRegion' failed to satisfy constraint: Member must satisfy regular expression/,
  )
  await assertRefused(
    replicate(world, { KeyId: keyId, ReplicaRegion: 'eu-west-99' }),
    'ValidationException',
    /eu-west-99 is not a Region/,
  )
})

test('the key is named by its id or ARN, and must exist', async () => {
  await assertRefused(replicate(world, { KeyId: MISSING_KEY_ID }), 'NotFoundException')
  await assertRefused(
    replicate(world, { KeyId: 'alias/any' }),
    'InvalidArnException',
    'Key Aliases are not supported for this operation.',
  )
})

test('only a primary key is replicated', async () => {
  const single = await newKey(world)
  const refusal = (arn: string) => `${arn} is not a multi-region primary key.`
  const type = 'UnsupportedOperationException'
  await assertRefused(replicate(world, { KeyId: single.keyId }), type, refusal(single.arn))
  const { keyId } = await newPrimary()
  const arn = await enabledReplica(world, { KeyId: keyId })
  const ofReplica = { KeyId: keyId, ReplicaRegion: 'ap-south-1' }
  await assertRefused(replicate(world, ofReplica, undefined, AWAY), type, refusal(arn))
})

test('a Region has one of the related keys, and its first Region counts', async () => {
  const { keyId } = await newPrimary()
  await replicate(world, { KeyId: keyId })
  await assertRefused(replicate(world, { KeyId: keyId }), 'AlreadyExistsException')
  const home = { KeyId: keyId, ReplicaRegion: HOME }
  await assertRefused(replicate(world, home), 'AlreadyExistsException')
})

test('a policy and tags are held to what CreateKey holds them to', async () => {
  const { keyId } = await newPrimary()
  const KeyId = keyId
  await assertRefused(replicate(world, { KeyId, Policy: '{' }), 'MalformedPolicyDocumentException')
  await assertRefused(
    replicate(world, { KeyId, Policy: keyPolicy(statement({ AWS: userArn('ghost') })) }),
    'MalformedPolicyDocumentException',
    'Policy contains a statement with one or more invalid principals.',
  )
  const tag = { TagKey: 'a', TagValue: '' }
  await assertRefused(
    replicate(world, { KeyId, Tags: [tag, tag] }),
    'TagException',
    'Duplicate tag keys',
  )
  await assertRefused(
    kmsAs(world, undefined, AWAY).send(new Kms.DescribeKeyCommand({ KeyId })),
    'NotFoundException',
    `Key '${keyArnIn(AWAY, keyId)}' does not exist`,
  )
})

test('the safety check asks about the replica’s policy, and can be bypassed', async () => {
  await world.user('other')
  const { keyId } = await newPrimary()
  const input = { KeyId: keyId, Policy: keyPolicy(statement({ AWS: userArn('other') })) }
  await assertRefused(
    replicate(world, input),
    'MalformedPolicyDocumentException',
    'The new key policy will not allow you to update the key policy in the future.',
  )
  await replicate(world, { ...input, BypassPolicyLockoutSafetyCheck: true })
})

test('the safety check sees the replica’s Region', async () => {
  const { keyId } = await newPrimary()
  const only = (region: string) => ({
    KeyId: keyId,
    Policy: keyPolicy(
      statement({ AWS: rootArn() }, 'kms:*', {
        Condition: { StringEquals: { 'aws:RequestedRegion': region } },
      }),
    ),
  })
  await assertRefused(replicate(world, only(HOME)), 'MalformedPolicyDocumentException')
  await replicate(world, only(AWAY))
})

// Authorization

test('it needs kms:ReplicateKey on the primary key, and kms:CreateKey elsewhere', async () => {
  const { keyId, arn } = await newPrimary()
  const only = await world.user('only-create', allow('kms:CreateKey'))
  await assertRefused(
    replicate(world, { KeyId: keyId }, only),
    'AccessDeniedException',
    `User: ${userArn('only-create')} is not authorized to perform: kms:ReplicateKey on ` +
      `resource: ${arn} because no identity-based policy allows the kms:ReplicateKey action`,
  )
  const half = await world.user('only-replicate', allow('kms:ReplicateKey'))
  await assertRefused(
    replicate(world, { KeyId: keyId }, half),
    'AccessDeniedException',
    `User: ${userArn('only-replicate')} is not authorized to perform: kms:CreateKey on ` +
      'resource: * because no identity-based policy allows the kms:CreateKey action',
  )
  const both = await world.user('both', allow(['kms:ReplicateKey', 'kms:CreateKey']))
  const Tags = [{ TagKey: 'team', TagValue: 'blue' }]
  await assertRefused(
    replicate(world, { KeyId: keyId, Tags }, both),
    'AccessDeniedException',
    /perform: kms:TagResource because no identity-based policy/,
  )
  await replicate(world, { KeyId: keyId }, both)
})

test('policies can ask where to, what kind of key, and in which Region it is made', async () => {
  const { keyId } = await newPrimary()
  const careful = await world.user('careful', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'kms:ReplicateKey',
        Resource: '*',
        Condition: {
          StringEquals: {
            'kms:ReplicaRegion': [AWAY, 'ap-south-1'],
            'kms:MultiRegionKeyType': 'PRIMARY',
            'aws:RequestedRegion': HOME,
          },
        },
      },
      {
        Effect: 'Allow',
        Action: 'kms:CreateKey',
        Resource: '*',
        Condition: {
          Bool: { 'kms:MultiRegion': 'true' },
          StringEquals: { 'kms:MultiRegionKeyType': 'REPLICA', 'aws:RequestedRegion': AWAY },
        },
      },
    ],
  })
  const to = (ReplicaRegion: string) => replicate(world, { KeyId: keyId, ReplicaRegion }, careful)
  await assertRefused(to('us-west-2'), 'AccessDeniedException', /kms:ReplicateKey/)
  await assertRefused(to('ap-south-1'), 'AccessDeniedException', /kms:CreateKey/)
  await to(AWAY)
})

// Behaviour

test('the answer shows a replica that is being made, which then is there', async () => {
  const { keyId, arn } = await newPrimary({
    Description: 'payroll',
    Tags: [{ TagKey: 'team', TagValue: 'blue' }],
  })
  const { ReplicaKeyMetadata, ReplicaPolicy, ReplicaTags } = await replicate(world, {
    KeyId: keyId,
  })
  const { CreationDate, ...rest } = ReplicaKeyMetadata ?? {}
  assert.ok(CreationDate)
  const replica = keyArnIn(AWAY, keyId)
  assert.deepEqual(rest, {
    AWSAccountId: ACCOUNT,
    KeyId: keyId,
    Arn: replica,
    Enabled: false,
    Description: '',
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Creating',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: true,
    MultiRegionConfiguration: {
      MultiRegionKeyType: 'REPLICA',
      PrimaryKey: { Arn: arn, Region: HOME },
      ReplicaKeys: [{ Arn: replica, Region: AWAY }],
    },
  })
  assert.match(ReplicaPolicy ?? '', /"Enable IAM User Permissions"/)
  assert.deepEqual(ReplicaTags, [])
  await settle(world)
  const made = await describe(world, keyId, AWAY)
  assert.equal(made.KeyState, 'Enabled')
  assert.equal(made.Enabled, true)
  const primary = await describe(world, keyId, HOME)
  assert.equal(primary.CurrentKeyMaterialId, made.CurrentKeyMaterialId)
  assert.deepEqual(primary.MultiRegionConfiguration, {
    MultiRegionKeyType: 'PRIMARY',
    PrimaryKey: { Arn: arn, Region: HOME },
    ReplicaKeys: [{ Arn: replica, Region: AWAY }],
  })
})

test('while a replica is being made it is not to be used', async () => {
  const { keyId } = await newPrimary()
  const { ReplicaKeyMetadata } = await replicate(world, { KeyId: keyId })
  const kms = kmsAs(world, undefined, AWAY)
  const encrypt = () =>
    kms.send(new Kms.EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from('x') }))
  await assertRefused(
    encrypt(),
    'KMSInvalidStateException',
    `${ReplicaKeyMetadata?.Arn} is creating.`,
  )
  await settle(world)
  await encrypt()
})

test('a replica has a policy, description and tags of its own', async () => {
  const alice = await world.user('alice', allow('kms:DescribeKey'))
  const { keyId } = await newPrimary()
  const Tags = [{ TagKey: 'team', TagValue: 'red' }]
  const answer = await replicate(world, {
    KeyId: keyId,
    Policy: keyPolicy(statement({ AWS: rootArn() }, 'kms:PutKeyPolicy')),
    Description: 'copy',
    Tags,
  })
  assert.deepEqual(answer.ReplicaTags, Tags)
  const policyIn = async (region: string) =>
    (await kmsAs(world, undefined, region).send(new Kms.GetKeyPolicyCommand({ KeyId: keyId })))
      .Policy
  await assertRefused(policyIn(AWAY), 'AccessDeniedException')
  const describeAs = (region: string) =>
    kmsAs(world, alice, region).send(new Kms.DescribeKeyCommand({ KeyId: keyId }))
  await assertRefused(describeAs(AWAY), 'AccessDeniedException')
  await describeAs(HOME)
  const away = kmsAs(world, undefined, AWAY)
  const Policy = keyPolicy(accountStatement())
  await away.send(new Kms.PutKeyPolicyCommand({ KeyId: keyId, Policy }))
  assert.equal((await describe(world, keyId, AWAY)).Description, 'copy')
  assert.equal((await describe(world, keyId, HOME)).Description, '')
  await kmsAs(world).send(new Kms.DisableKeyCommand({ KeyId: keyId }))
  await settle(world)
  assert.equal((await describe(world, keyId, AWAY)).KeyState, 'Enabled')
})

test('each history is told: of the call, of the key that is made, and of the sharing', async () => {
  const { keyId, arn } = await newPrimary()
  const Policy = keyPolicy(accountStatement())
  const replica = keyArnIn(AWAY, keyId)
  await replicate(world, { KeyId: keyId, Policy })
  const [call] = await eventsIn(world, HOME, 'ReplicateKey')
  assert.deepEqual(call?.requestParameters, {
    keyId,
    replicaRegion: AWAY,
    policy: Policy,
    bypassPolicyLockoutSafetyCheck: false,
    description: '',
  })
  assert.ok(call)
  const { replicaKeyMetadata, replicaPolicy } = call.responseElements as {
    replicaKeyMetadata: Record<string, unknown>
    replicaPolicy: string
  }
  assert.equal(replicaKeyMetadata['arn'], replica)
  assert.equal(replicaKeyMetadata['keyState'], 'Creating')
  assert.deepEqual(JSON.parse(replicaPolicy), JSON.parse(Policy))
  assert.deepEqual(
    call?.resources?.map(({ ARN }) => ARN),
    [arn],
  )

  const calledAway = (await eventsIn(world, AWAY, 'ReplicateKey')).map((one) => one.requestID)
  assert.ok(!calledAway.includes(call?.requestID ?? ''))
  const [made] = await eventsIn(world, AWAY, 'CreateKey')
  assert.equal(made?.awsRegion, AWAY)
  assert.equal(made?.requestID, call?.requestID)
  assert.equal(made?.userIdentity.invokedBy, 'kms.amazonaws.com')
  assert.equal(made?.requestParameters?.['policy'], Policy)
  assert.equal(made?.requestParameters?.['multiRegion'], true)
  assert.deepEqual(
    made?.resources?.map(({ ARN }) => ARN),
    [replica],
  )

  const [sharing] = await eventsIn(world, HOME, 'SynchronizeMultiRegionKey')
  assert.deepEqual(sharing?.userIdentity, { accountId: ACCOUNT, invokedBy: 'AWS Internal' })
  assert.deepEqual(sharing?.responseElements, { keyId: arn })
})

test('a refused replication leaves nothing in the other Region’s history', async () => {
  const { keyId } = await newPrimary()
  const before = (await eventsIn(world, AWAY, 'CreateKey')).length
  await assertRefused(
    replicate(world, { KeyId: keyId, Policy: '{' }),
    'MalformedPolicyDocumentException',
  )
  assert.equal((await eventsIn(world, AWAY, 'CreateKey')).length, before)
  assert.equal((await eventsIn(world, HOME, 'ReplicateKey'))[0]?.responseElements, null)
})
