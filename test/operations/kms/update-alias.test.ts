import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateAliasCommand,
  DescribeKeyCommand,
  ListAliasesCommand,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  aliasArn,
  assertRefused,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  notAllowedByIam,
} from './fixture.ts'

let world: TestWorld
let oldKey: TestKey
let newTarget: TestKey

const NAME = 'alias/subject'

before(async () => {
  world = await startWorld()
  oldKey = await newKey(world)
  newTarget = await newKey(world)
  await create(NAME, oldKey.keyId)
})
after(() => world.close())

const create = (AliasName: string, TargetKeyId: string) =>
  kmsAs(world).send(new CreateAliasCommand({ AliasName, TargetKeyId }))

const update = (AliasName: string, TargetKeyId: string, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new UpdateAliasCommand({ AliasName, TargetKeyId }))

const targetOf = async (KeyId: string) =>
  (await kmsAs(world).send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyId

// Validation

test('the alias and the key must exist, and the names of AWS are reserved', async () => {
  const { keyId } = newTarget
  await assertRefused(update('payroll', keyId), 'ValidationException', /^Alias must start with/)
  await assertRefused(update('alias/aws/s3', keyId), 'NotAuthorizedException')
  await assertRefused(
    update('alias/missing', keyId),
    'NotFoundException',
    `Alias ${aliasArn('alias/missing')} is not found.`,
  )
  await assertRefused(update(NAME, MISSING_KEY_ID), 'NotFoundException')
  await assertRefused(
    update(NAME, NAME),
    'ValidationException',
    'Aliases must refer to keys. Not aliases',
  )
})

test('a key that is pending deletion may lose an alias and gets none', async () => {
  const doomed = await newKey(world)
  await create('alias/leaving', doomed.keyId)
  await kmsAs(world).send(new ScheduleKeyDeletionCommand({ KeyId: doomed.keyId }))
  await assertRefused(
    update(NAME, doomed.keyId),
    'KMSInvalidStateException',
    `${doomed.arn} is pending deletion.`,
  )
  await update('alias/leaving', newTarget.keyId)
  assert.equal(await targetOf('alias/leaving'), newTarget.keyId)
})

test('the key that gets the alias must have room for it', async () => {
  const { keyId } = await newKey(world)
  for (let count = 0; count < 50; count += 1) await create(`alias/many/${count}`, keyId)
  await assertRefused(
    update(NAME, keyId),
    'LimitExceededException',
    'Aliases per key quota for this account in this region is 50, current usage is 50.',
  )
  await update('alias/many/0', keyId)
})

test('the alias of a key goes to keys of the same type and usage only', async () => {
  const specs = {
    symmetric: {},
    decrypting: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
    signing: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    otherSigning: { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' },
    agreeing: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
    mac: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  } as const
  const made = await Promise.all(
    Object.entries(specs).map(async ([name, input]) => [name, await newKey(world, input)] as const),
  )
  for (const [name, { keyId }] of made) {
    await create(`alias/of-${name}`, keyId)
    for (const [otherName, other] of made) {
      const move = update(`alias/of-${name}`, other.keyId)
      const isAlike = name === otherName || [name, otherName].every((one) => /signing/i.test(one))
      if (isAlike) await move
      else await assertRefused(move, 'ValidationException', /^An alias of a .* cannot be changed/)
      await update(`alias/of-${name}`, keyId)
    }
  }
})

// Authorization

test('it needs the permission on the alias and on both keys', async () => {
  const resources = [aliasArn(NAME), oldKey.arn, newTarget.arn]
  for (const [index, missing] of resources.entries()) {
    const name = `without-${index}`
    const partial = await world.user(name, {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'kms:UpdateAlias',
        Resource: resources.filter((resource) => resource !== missing),
      },
    })
    await assertRefused(
      update(NAME, newTarget.keyId, partial),
      'AccessDeniedException',
      notAllowedByIam(name, 'kms:UpdateAlias', missing),
    )
  }
  const other = await world.user('other', allow('kms:*'), OTHER_ACCOUNT)
  await assertRefused(update(NAME, newTarget.arn, other), 'NotFoundException')
})

// Behaviour

test('the name leads to the new key, and keeps the time when it was made', async () => {
  await create('alias/moved', oldKey.keyId)
  await update('alias/moved', newTarget.arn)
  assert.equal(await targetOf('alias/moved'), newTarget.keyId)
  const list = new ListAliasesCommand({ KeyId: newTarget.keyId })
  const { Aliases = [] } = await kmsAs(world).send(list)
  const alias = Aliases.find(({ AliasName }) => AliasName === 'alias/moved')
  assert.equal(alias?.TargetKeyId, newTarget.keyId)
  assert.ok(alias.CreationDate && alias.LastUpdatedDate)
  assert.ok(alias.LastUpdatedDate >= alias.CreationDate)
})

test('the event names the alias and the new key', async () => {
  await create('alias/recorded', oldKey.keyId)
  await update('alias/recorded', newTarget.keyId)
  const event = await lastEvent(world, 'UpdateAlias')
  assert.deepEqual(event.requestParameters, {
    aliasName: 'alias/recorded',
    targetKeyId: newTarget.keyId,
  })
  assert.deepEqual(event.responseElements, { keyId: newTarget.arn })
  const arns = event.resources?.map((resource) => resource.ARN)
  assert.deepEqual(arns, [aliasArn('alias/recorded'), newTarget.arn])
})
