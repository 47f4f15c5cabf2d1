import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CreateAliasCommand, DeleteAliasCommand, DescribeKeyCommand } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { aliasArn, assertRefused, kmsAs, lastEvent, newKey } from './fixture.ts'

let world: TestWorld
let key: TestKey

before(async () => {
  world = await startWorld()
  key = await newKey(world)
})
after(() => world.close())

const create = (AliasName: string) =>
  kmsAs(world).send(new CreateAliasCommand({ AliasName, TargetKeyId: key.keyId }))

const remove = (AliasName: string, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new DeleteAliasCommand({ AliasName }))

// Validation

test('an alias begins with alias/', async () => {
  await assertRefused(remove(key.keyId), 'ValidationException', /^Alias must start with the prefix/)
})

test('an alias must exist in the caller’s own account', async () => {
  await create('alias/mine')
  await assertRefused(
    remove('alias/mine', world.root(OTHER_ACCOUNT)),
    'NotFoundException',
    `Alias ${aliasArn('alias/mine', OTHER_ACCOUNT)} is not found.`,
  )
})

// Authorization

test('it needs the permission on the alias and on the key', async () => {
  await create('alias/kept')
  const onAlias = await world.user('on-alias', allow('kms:DeleteAlias', aliasArn('alias/*')))
  const onKey = await world.user('on-key', allow('kms:DeleteAlias', key.arn))
  await assertRefused(remove('alias/kept', onAlias), 'AccessDeniedException', /:key\//)
  await assertRefused(remove('alias/kept', onKey), 'AccessDeniedException', /:alias\/kept/)
  const onBoth = await world.user('on-both', allow('kms:DeleteAlias'))
  await remove('alias/kept', onBoth)
})

// Behaviour

test('the name is gone, and free again', async () => {
  await create('alias/gone')
  await remove('alias/gone')
  const describe = new DescribeKeyCommand({ KeyId: 'alias/gone' })
  await assertRefused(
    kmsAs(world).send(describe),
    'NotFoundException',
    `Alias ${aliasArn('alias/gone')} is not found.`,
  )
  await create('alias/gone')
  assert.ok((await kmsAs(world).send(describe)).KeyMetadata)
})

test('the event names the alias and the key', async () => {
  await create('alias/recorded')
  await remove('alias/recorded')
  const event = await lastEvent(world, 'DeleteAlias')
  assert.deepEqual(event.requestParameters, { aliasName: 'alias/recorded' })
  assert.equal(event.responseElements, null)
  const arns = event.resources?.map((resource) => resource.ARN)
  assert.deepEqual(arns, [aliasArn('alias/recorded'), key.arn])
})
