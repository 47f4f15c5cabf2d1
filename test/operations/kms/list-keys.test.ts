import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ListKeysCommand, paginateListKeys } from '@aws-sdk/client-kms'
import type { ListKeysCommandInput } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { assertRefused, kmsAs, newKey, userArn } from './fixture.ts'

let world: TestWorld
let made: readonly TestKey[]

before(async () => {
  world = await startWorld()
  made = await Promise.all([1, 2, 3, 4, 5].map(() => newKey(world)))
})
after(() => world.close())

const list = (input: ListKeysCommandInput = {}, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new ListKeysCommand(input))

// Validation

test('a limit outside 1 to 1000 is refused', async () => {
  await assertRefused(list({ Limit: 0 }), 'ValidationException', /greater than or equal to 1/)
  await assertRefused(list({ Limit: 1001 }), 'ValidationException', /less than or equal to 1000/)
})

test('a marker that KMS did not give out is refused', async () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  for (const Marker of ['x', base64('{}'), base64('{"after":1}'), base64('{ "after":"x"}')]) {
    await assertRefused(list({ Marker }), 'InvalidMarkerException')
  }
})

// Authorization

test('only IAM policies can allow listing', async () => {
  const nobody = await world.user('nobody')
  await assertRefused(
    list({}, nobody),
    'AccessDeniedException',
    `User: ${userArn('nobody')} is not authorized to perform: kms:ListKeys on resource: * ` +
      'because no identity-based policy allows the kms:ListKeys action',
  )
  const lister = await world.user('lister', allow('kms:ListKeys'))
  assert.equal((await list({}, lister)).Keys?.length, made.length)
})

// Behaviour

test('keys come in pages, each once, with their ARNs', async () => {
  const found: TestKey[] = []
  const pages: number[] = []
  for await (const page of paginateListKeys({ client: kmsAs(world) }, {})) {
    pages.push(page.Keys?.length ?? 0)
  }
  assert.deepEqual(pages, [5])
  for await (const page of paginateListKeys({ client: kmsAs(world), pageSize: 2 }, {})) {
    for (const { KeyId = '', KeyArn = '' } of page.Keys ?? []) {
      found.push({ keyId: KeyId, arn: KeyArn })
    }
  }
  const byId = (one: TestKey, other: TestKey) => (one.keyId < other.keyId ? -1 : 1)
  assert.deepEqual(found, made.toSorted(byId))
})

test('a marker is there exactly when the list goes on', async () => {
  const all = await list({ Limit: made.length })
  assert.equal(all.Truncated, false)
  assert.equal(all.NextMarker, undefined)
  const some = await list({ Limit: made.length - 1 })
  assert.equal(some.Truncated, true)
  assert.equal((await list({ Marker: some.NextMarker })).Keys?.length, 1)
})

test('every account and every Region has its own keys', async () => {
  assert.deepEqual((await list({}, world.root(OTHER_ACCOUNT))).Keys, [])
  const elsewhere = kmsAs(world, world.root(), 'eu-west-1')
  assert.deepEqual((await elsewhere.send(new ListKeysCommand({}))).Keys, [])
})
