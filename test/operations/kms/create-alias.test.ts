import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateAliasCommand, DescribeKeyCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  aliasArn,
  assertRefused,
  keyArn,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

const create = (AliasName: string, TargetKeyId = key.keyId, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new CreateAliasCommand({ AliasName, TargetKeyId }))

// Validation

test('an alias begins with alias/', async () => {
  await assertRefused(
    create('payroll'),
    'ValidationException',
    'Alias must start with the prefix "alias/". Please see ' +
      'https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  )
})

test('the characters of an alias are few, and a colon is none of them', async () => {
  await assertRefused(
    create('alias/a b'),
    'ValidationException',
    /at 'aliasName' failed to satisfy/,
  )
  await assertRefused(
    create('alias/my:alias'),
    'ValidationException',
    'alias/my:alias contains invalid characters for an alias',
  )
  await assertRefused(create('alias/'), 'InvalidAliasNameException')
})

test('the names of AWS managed keys are reserved', async () => {
  await assertRefused(create('alias/aws/s3'), 'NotAuthorizedException')
})

test('an alias names a key that exists, and no other alias', async () => {
  const message = 'Aliases must refer to keys. Not aliases'
  await create('alias/first')
  await assertRefused(create('alias/second', 'alias/first'), 'ValidationException', message)
  const first = aliasArn('alias/first')
  await assertRefused(create('alias/second', first), 'ValidationException', message)
  await assertRefused(
    create('alias/second', MISSING_KEY_ID),
    'NotFoundException',
    `Key '${keyArn(MISSING_KEY_ID)}' does not exist`,
  )
})

test('a name is taken once in an account and Region', async () => {
  await create('alias/taken')
  await assertRefused(
    create('alias/taken'),
    'AlreadyExistsException',
    `An alias with the name ${aliasArn('alias/taken')} already exists`,
  )
  const elsewhere = kmsAs(world, world.root(OTHER_ACCOUNT))
  const { keyId } = await newKey(world, {}, OTHER_ACCOUNT)
  await elsewhere.send(new CreateAliasCommand({ AliasName: 'alias/taken', TargetKeyId: keyId }))
})

test('a key has at most 50 aliases', async () => {
  const { keyId } = await newKey(world)
  for (let count = 0; count < 50; count += 1) await create(`alias/many/${count}`, keyId)
  await assertRefused(
    create('alias/many/50', keyId),
    'LimitExceededException',
    'Aliases per key quota for this account in this region is 50, current usage is 50.',
  )
})

// Authorization

test('it needs the permission on the alias and on the key', async () => {
  const onAlias = await world.user('on-alias', allow('kms:CreateAlias', aliasArn('alias/team/*')))
  const onKey = await world.user('on-key', allow('kms:CreateAlias', key.arn))
  const refusal = (name: string, resource: string) =>
    `User: ${userArn(name)} is not authorized to perform: kms:CreateAlias on resource: ` +
    `${resource} because no identity-based policy allows the kms:CreateAlias action`
  await assertRefused(
    create('alias/team/a', key.keyId, onAlias),
    'AccessDeniedException',
    refusal('on-alias', key.arn),
  )
  await assertRefused(
    create('alias/team/a', key.keyId, onKey),
    'AccessDeniedException',
    refusal('on-key', aliasArn('alias/team/a')),
  )
  const onBoth = await world.user('on-both', {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'kms:CreateAlias',
      Resource: [aliasArn('alias/team/*'), key.arn],
    },
  })
  await create('alias/team/a', key.keyId, onBoth)
})

test('another account’s key cannot be given a name', async () => {
  const other = await world.user('other', allow('kms:*'), OTHER_ACCOUNT)
  await assertRefused(create('alias/theirs', key.arn, other), 'AccessDeniedException')
})

// Behaviour

test('the key answers to the new name', async () => {
  await create('alias/new_name-1/x', key.arn)
  const describe = new DescribeKeyCommand({ KeyId: 'alias/new_name-1/x' })
  assert.equal((await kmsAs(world).send(describe)).KeyMetadata?.Arn, key.arn)
})

test('the event names the key and the alias', async () => {
  await create('alias/recorded')
  const event = await lastEvent(world, 'CreateAlias')
  assert.deepEqual(event.requestParameters, {
    aliasName: 'alias/recorded',
    targetKeyId: key.keyId,
  })
  assert.equal(event.responseElements, null)
  const arns = event.resources?.map((resource) => resource.ARN)
  assert.deepEqual(arns, [key.arn, aliasArn('alias/recorded')])
})
