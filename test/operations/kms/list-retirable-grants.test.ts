import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ListRetirableGrantsCommandInput } from '@aws-sdk/client-kms'
import {
  CreateGrantCommand,
  ListRetirableGrantsCommand,
  paginateListRetirableGrants,
} from '@aws-sdk/client-kms'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'
import type { TestKey } from './fixture.ts'
import { assertRefused, kmsAs, lastEvent, newKey, rootArn, userArn } from './fixture.ts'

let world: TestWorld
let ours: TestKey
let theirs: TestKey

const CAROL = userArn('carol')
const SERVICE = 'dynamodb.us-east-1.amazonaws.com'

before(async () => {
  world = await startWorld()
  ours = await newKey(world)
  theirs = await newKey(world, {}, OTHER_ACCOUNT)
  await world.user('carol')
  for (let count = 0; count < 3; count += 1) await grant(ours, ACCOUNT)
  await grant(theirs, OTHER_ACCOUNT)
  await grantForService(ours, ACCOUNT)
  await grantForService(theirs, OTHER_ACCOUNT)
})
after(() => world.close())

const grant = ({ keyId }: TestKey, account: string, RetiringPrincipal = CAROL) =>
  kmsAs(world, world.root(account)).send(
    new CreateGrantCommand({
      KeyId: keyId,
      GranteePrincipal: rootArn(account),
      RetiringPrincipal,
      Operations: ['Decrypt'],
    }),
  )

const grantForService = ({ keyId }: TestKey, account: string) =>
  kmsAs(world, world.root(account)).send(
    new CreateGrantCommand({
      KeyId: keyId,
      GranteeServicePrincipal: SERVICE,
      RetiringServicePrincipal: SERVICE,
      Constraints: { SourceArn: `arn:aws:dynamodb:us-east-1:${account}:table/orders` },
      Operations: ['Decrypt'],
    }),
  )

const list = (input: Partial<ListRetirableGrantsCommandInput>, credentials?: Credentials) => {
  const command = new ListRetirableGrantsCommand({ RetiringPrincipal: undefined, ...input })
  return kmsAs(world, credentials).send(command)
}

// Validation

test('one retiring principal is named, it exists, and it is of the caller’s account', async () => {
  await assertRefused(list({}), 'ValidationException')
  const both = { RetiringPrincipal: CAROL, RetiringServicePrincipal: SERVICE }
  await assertRefused(list(both), 'ValidationException')
  await assertRefused(list({ RetiringPrincipal: userArn('nobody') }), 'InvalidArnException')
  await assertRefused(
    list({ RetiringPrincipal: CAROL }, world.root(OTHER_ACCOUNT)),
    'InvalidArnException',
  )
  await assertRefused(list({ RetiringPrincipal: CAROL, Limit: 101 }), 'ValidationException')
})

// Authorization

test('it needs an IAM permission, and none on the keys', async () => {
  const forbidden = await world.user('forbidden', allow('kms:*', ours.arn))
  await assertRefused(list({ RetiringPrincipal: CAROL }, forbidden), 'AccessDeniedException')
  const allowed = await world.user('allowed', allow('kms:ListRetirableGrants'))
  assert.equal((await list({ RetiringPrincipal: CAROL }, allowed)).Grants?.length, 4)
})

// Behaviour

test('the grants are there that the principal may retire, also those on foreign keys', async () => {
  const { Grants = [] } = await list({ RetiringPrincipal: CAROL })
  assert.deepEqual(
    Grants.map(({ KeyId }) => KeyId).toSorted(),
    [ours.arn, ours.arn, ours.arn, theirs.arn].toSorted(),
  )
  assert.ok(Grants.every(({ RetiringPrincipal }) => RetiringPrincipal === CAROL))
})

test('of the grants that a service retires, an account sees its own', async () => {
  const { Grants = [] } = await list({ RetiringServicePrincipal: SERVICE })
  assert.deepEqual(
    Grants.map(({ KeyId }) => KeyId),
    [ours.arn],
  )
  assert.equal(Grants[0]?.RetiringServicePrincipal, SERVICE)
})

test('page by page comes to the same', async () => {
  const found = []
  const pages = paginateListRetirableGrants(
    { client: kmsAs(world), pageSize: 3 },
    { RetiringPrincipal: CAROL },
  )
  for await (const page of pages) found.push(...(page.Grants ?? []))
  assert.deepEqual(found, (await list({ RetiringPrincipal: CAROL })).Grants)
  assert.equal(found.length, 4)
})

test('the event names the principal and no key', async () => {
  await list({ RetiringPrincipal: CAROL })
  const event = await lastEvent(world, 'ListRetirableGrants')
  assert.deepEqual(event.requestParameters, { retiringPrincipal: CAROL })
  assert.equal(event.resources, undefined)
})
