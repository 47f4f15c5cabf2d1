import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ListResourceTagsCommandInput } from '@aws-sdk/client-kms'
import { ListResourceTagsCommand, paginateListResourceTags } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  newKey,
  notAllowedByIam,
} from './fixture.ts'

let world: TestWorld
let key: TestKey

const Tags = Array.from({ length: 13 }, (_, index) => ({
  TagKey: `ключ ${index}`,
  TagValue: `${index}`,
}))

before(async () => {
  world = await startWorld()
  const Policy = keyPolicy(accountStatement(), accountStatement(OTHER_ACCOUNT))
  key = await newKey(world, { Tags, Policy })
})
after(() => world.close())

const list = (input: Partial<ListResourceTagsCommandInput> = {}, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new ListResourceTagsCommand({ KeyId: key.keyId, ...input }))

// Validation

test('a page has at most 50 tags, and a marker is one of ours', async () => {
  await assertRefused(
    list({ Limit: 51 }),
    'ValidationException',
    "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: " +
      'Member must have value less than or equal to 50',
  )
  await assertRefused(list({ Marker: 'nonsense' }), 'InvalidMarkerException')
})

// Authorization

test('it needs the permission on the key, and no other account has it', async () => {
  const reader = await world.user('reader', allow('kms:DescribeKey'))
  await assertRefused(
    list({}, reader),
    'AccessDeniedException',
    notAllowedByIam('reader', 'kms:ListResourceTags', key.arn),
  )
  await assertRefused(list({ KeyId: key.arn }, world.root(OTHER_ACCOUNT)), 'AccessDeniedException')
})

// Behaviour

test('all tags are there, in the order in which they were set', async () => {
  const answer = await list()
  assert.deepEqual(answer.Tags, Tags)
  assert.equal(answer.Truncated, false)
  assert.equal(answer.NextMarker, undefined)
})

test('page by page comes to the same', async () => {
  const found = []
  const pages = paginateListResourceTags(
    { client: kmsAs(world), pageSize: 4 },
    { KeyId: key.keyId },
  )
  for await (const page of pages) {
    assert.ok((page.Tags?.length ?? 0) <= 4)
    found.push(...(page.Tags ?? []))
  }
  assert.deepEqual(found, Tags)
})
