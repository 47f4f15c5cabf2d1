import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ListGrantsCommandInput } from '@aws-sdk/client-kms'
import { CreateGrantCommand, ListGrantsCommand, paginateListGrants } from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import {
  accountStatement,
  assertRefused,
  keyPolicy,
  kmsAs,
  lastEvent,
  MISSING_KEY_ID,
  newKey,
  notAllowedByIam,
  rootArn,
  statement,
  userArn,
} from './fixture.ts'

let world: TestWorld
let key: TestKey
const grantIds: string[] = []

const ALICE = userArn('alice')
const BOB = userArn('bob')

before(async () => {
  world = await startWorld()
  const partner = statement({ AWS: rootArn(OTHER_ACCOUNT) }, 'kms:ListGrants')
  key = await newKey(world, { Policy: keyPolicy(accountStatement(), partner) })
  for (const name of ['alice', 'bob']) await world.user(name)
  for (let count = 0; count < 5; count += 1) grantIds.push(await grantTo(ALICE))
  grantIds.push(await grantTo(BOB))
})
after(() => world.close())

async function grantTo(GranteePrincipal: string, KeyId = key.keyId): Promise<string> {
  const input = { KeyId, GranteePrincipal, Operations: ['Decrypt' as const] }
  const { GrantId } = await kmsAs(world).send(new CreateGrantCommand(input))
  assert.ok(GrantId)
  return GrantId
}

const list = (input: Partial<ListGrantsCommandInput> = {}, credentials?: Credentials) =>
  kmsAs(world, credentials).send(new ListGrantsCommand({ KeyId: key.keyId, ...input }))

const idsOf = async (input: Partial<ListGrantsCommandInput>) =>
  (await list(input)).Grants?.map(({ GrantId }) => GrantId)

// Validation

test('a page has at most 100 grants, and markers and ids are ours', async () => {
  await assertRefused(
    list({ Limit: 101 }),
    'ValidationException',
    "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: " +
      'Member must have value less than or equal to 100',
  )
  await assertRefused(list({ Marker: 'nonsense' }), 'InvalidMarkerException')
  await assertRefused(list({ GrantId: 'nonsense' }), 'InvalidGrantIdException')
  await assertRefused(list({ KeyId: MISSING_KEY_ID }), 'NotFoundException')
})

// Authorization

test('it needs the permission on the key', async () => {
  const reader = await world.user('reader', allow('kms:DescribeKey'))
  await assertRefused(
    list({}, reader),
    'AccessDeniedException',
    notAllowedByIam('reader', 'kms:ListGrants', key.arn),
  )
})

test('another account lists the grants when both sides allow it', async () => {
  const allowed = await world.user('allowed', allow('kms:ListGrants'), OTHER_ACCOUNT)
  assert.equal((await list({ KeyId: key.arn }, allowed)).Grants?.length, grantIds.length)
  const forbidden = await world.user('forbidden', undefined, OTHER_ACCOUNT)
  await assertRefused(list({ KeyId: key.arn }, forbidden), 'AccessDeniedException')
})

test('a permission for AWS services only is none here', async () => {
  const Condition = { Bool: { 'kms:GrantIsForAWSResource': 'true' } }
  const attacher = await world.user('attacher', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'kms:ListGrants', Resource: '*', Condition },
  })
  await assertRefused(list({}, attacher), 'AccessDeniedException')
})

// Behaviour

test('the list holds all of a grant but its token', async () => {
  const { keyId, arn } = await newKey(world)
  const Constraints = { EncryptionContextEquals: { tenant: 'blue' } }
  const made = new CreateGrantCommand({
    KeyId: keyId,
    GranteePrincipal: ALICE,
    RetiringPrincipal: rootArn(OTHER_ACCOUNT),
    Operations: ['Decrypt', 'DescribeKey', 'Decrypt'],
    Constraints,
    Name: 'nightly',
  })
  const { GrantId } = await kmsAs(world).send(made)
  const [entry, ...others] = (await list({ KeyId: keyId })).Grants ?? []
  assert.equal(others.length, 0)
  const { CreationDate, ...rest } = entry ?? {}
  assert.ok(CreationDate instanceof Date)
  assert.deepEqual(rest, {
    KeyId: arn,
    GrantId,
    Name: 'nightly',
    GranteePrincipal: ALICE,
    RetiringPrincipal: rootArn(OTHER_ACCOUNT),
    IssuingAccount: rootArn(),
    Operations: ['Decrypt', 'DescribeKey'],
    Constraints,
  })
})

test('a grant without a name has an empty one', async () => {
  const [first] = (await list()).Grants ?? []
  assert.equal(first?.Name, '')
  assert.equal('RetiringPrincipal' in first, false)
})

test('grants are found by their id and by their grantee', async () => {
  const toBob = grantIds.at(-1)
  const toAlice = grantIds.slice(0, -1)
  assert.deepEqual(await idsOf({ GrantId: toBob }), [toBob])
  assert.deepEqual(await idsOf({ GranteePrincipal: BOB }), [toBob])
  assert.deepEqual(await idsOf({ GranteePrincipal: ALICE }), toAlice.toSorted())
  assert.deepEqual(await idsOf({ GrantId: toBob, GranteePrincipal: BOB }), [toBob])
  assert.deepEqual(await idsOf({ GrantId: toBob, GranteePrincipal: ALICE }), [])
  assert.deepEqual(await idsOf({ GrantId: '0'.repeat(64) }), [])
  assert.deepEqual(await idsOf({ GranteePrincipal: userArn('nobody') }), [])
})

test('page by page comes to the same, with a filter or without', async () => {
  const filters = [{}, { GranteePrincipal: ALICE }]
  for (const filter of filters) {
    const found = []
    const input = { KeyId: key.keyId, ...filter }
    for await (const page of paginateListGrants({ client: kmsAs(world), pageSize: 2 }, input)) {
      assert.ok((page.Grants?.length ?? 0) <= 2)
      found.push(...(page.Grants ?? []).map(({ GrantId }) => GrantId))
    }
    assert.deepEqual(found, await idsOf(filter))
  }
})

test('the event names the key', async () => {
  await list()
  const event = await lastEvent(world, 'ListGrants')
  assert.deepEqual(event.requestParameters, { keyId: key.keyId })
  assert.equal(event.responseElements, null)
})
