import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as Iam from '@aws-sdk/client-iam'
import { OTHER_ACCOUNT, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from './refused.ts'

let world: TestWorld
let iam: Iam.IAMClient
let theirs: Iam.IAMClient

before(async () => {
  world = await startWorld()
  iam = world.client(Iam.IAMClient)
  theirs = world.client(Iam.IAMClient, world.root(OTHER_ACCOUNT))
})
after(() => world.close())

const create = (AccountAlias: string, by = iam) =>
  by.send(new Iam.CreateAccountAliasCommand({ AccountAlias }))
const remove = (AccountAlias: string, by = iam) =>
  by.send(new Iam.DeleteAccountAliasCommand({ AccountAlias }))
const list = async (by = iam) =>
  (await by.send(new Iam.ListAccountAliasesCommand({}))).AccountAliases

test('validation: an alias has lower-case letters, digits and hyphens', async () => {
  for (const alias of ['Capital', '-hyphen', 'under_score']) {
    assert.equal((await refused(create(alias)))[0], 'ValidationError')
  }
})

test('authorization: who may list aliases may not set one', async () => {
  const policy = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'iam:ListAccountAliases', Resource: '*' },
  }
  const reader = world.client(Iam.IAMClient, await world.user('reader', policy))
  assert.deepEqual(await list(reader), [])
  const [code, , message] = await refused(create('readers', reader))
  assert.equal(code, 'AccessDenied')
  assert.match(message, /perform: iam:CreateAccountAlias on resource: \*/)
})

test('behaviour: an account has one alias, which nobody else can have', async () => {
  await create('first')
  await create('second')
  assert.deepEqual(await list(), ['second'])
  assert.deepEqual(await refused(create('second', theirs)), [
    'EntityAlreadyExistsException',
    409,
    'The account alias second already exists.',
  ])
  await create('first', theirs)
  assert.deepEqual(await refused(remove('first')), [
    'NoSuchEntityException',
    404,
    'The account alias first cannot be found.',
  ])
  await remove('second')
  assert.deepEqual([await list(), await list(theirs)], [[], ['first']])
})
