import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ListAliasesCommandInput } from '@aws-sdk/client-kms'
import { CreateAliasCommand, ListAliasesCommand, paginateListAliases } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  aliasArn,
  assertRefused,
  keyPolicy,
  kmsAs,
  MISSING_KEY_ID,
  newKey,
  rootArn,
  statement,
} from './fixture.ts'

let world: TestWorld
let first: TestKey
let second: TestKey

before(async () => {
  world = await startWorld()
  const Policy = keyPolicy(accountStatement(), statement({ AWS: rootArn(OTHER_ACCOUNT) }))
  first = await newKey(world, { Policy })
  second = await newKey(world)
  for (const [name, key] of [
    ['c', first],
    ['a', first],
    ['b', second],
  ] as const) {
    const input = { AliasName: `alias/${name}`, TargetKeyId: key.keyId }
    await kmsAs(world).send(new CreateAliasCommand(input))
  }
})
after(() => world.close())

const list = (input: ListAliasesCommandInput = {}, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new ListAliasesCommand(input))

async function names(input: ListAliasesCommandInput, pageSize?: number) {
  const found: (string | undefined)[] = []
  const config = { client: kmsAs(world), ...(pageSize !== undefined && { pageSize }) }
  for await (const page of paginateListAliases(config, input)) {
    found.push(...(page.Aliases ?? []).map((alias) => alias.AliasName))
  }
  return found
}

// Validation

test('a page has at most 100 aliases, though the model says 1000', async () => {
  await assertRefused(
    list({ Limit: 101 }),
    'ValidationException',
    "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: " +
      'Member must have value less than or equal to 100',
  )
  assert.equal((await list({ Limit: 100 })).Truncated, false)
})

test('the key must exist and be named by its id or ARN', async () => {
  await assertRefused(list({ KeyId: MISSING_KEY_ID }), 'NotFoundException')
  await assertRefused(list({ KeyId: 'alias/a' }), 'InvalidArnException')
  await assertRefused(list({ Marker: 'x' }), 'InvalidMarkerException')
})

// Authorization

test('only IAM policies can allow listing, and the key is not asked', async () => {
  const lister = await world.user('lister', allow('kms:ListAliases', '*'))
  assert.equal((await list({ KeyId: second.keyId }, lister)).Aliases?.length, 1)
  const nobody = await world.user('nobody')
  await assertRefused(list({}, nobody), 'AccessDeniedException', /on resource: \* because/)
})

test('another account’s aliases are not listed, whatever its key policy allows', async () => {
  const other = await world.user('other', allow('kms:*'), OTHER_ACCOUNT)
  await assertRefused(list({ KeyId: first.arn }, other), 'NotFoundException')
  assert.deepEqual((await list({}, other)).Aliases, [])
})

// Behaviour

test('aliases come in the order of their names, in pages', async () => {
  assert.deepEqual(await names({}), ['alias/a', 'alias/b', 'alias/c'])
  assert.deepEqual(await names({}, 1), ['alias/a', 'alias/b', 'alias/c'])
})

test('the aliases of one key can be listed, in pages too', async () => {
  assert.deepEqual(await names({ KeyId: first.arn }), ['alias/a', 'alias/c'])
  assert.deepEqual(await names({ KeyId: first.keyId }, 1), ['alias/a', 'alias/c'])
})

test('an alias says which key it names, by its bare id', async () => {
  const [alias] = (await list({ KeyId: second.keyId })).Aliases ?? []
  const { CreationDate, LastUpdatedDate, ...rest } = alias ?? {}
  assert.deepEqual(rest, {
    AliasName: 'alias/b',
    AliasArn: aliasArn('alias/b'),
    TargetKeyId: second.keyId,
  })
  assert.ok(CreationDate)
  assert.deepEqual(LastUpdatedDate, CreationDate)
})
