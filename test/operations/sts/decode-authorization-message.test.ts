import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  DecodeAuthorizationMessageCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { allow, type Credentials, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { refused } from '../iam/refused.ts'
import { usable } from './sessions.ts'

let world: TestWorld

before(async () => {
  world = await startWorld()
})
after(() => world.close())

const decode = (as: Credentials, EncodedMessage = 'encoded') =>
  refused(
    world.client(STSClient, as).send(new DecodeAuthorizationMessageCommand({ EncodedMessage })),
  )

test('validation: a message has at least one character', async () => {
  assert.equal((await decode(world.root(), ''))[0], 'ValidationError')
})

test('authorization: it needs its permission, and no session of a user has it', async () => {
  assert.equal((await decode(await world.user('nobody')))[0], 'AccessDenied')
  const alice = await world.user('alice', allow('sts:*'))
  const begun = await world.client(STSClient, alice).send(new GetSessionTokenCommand({}))
  assert.deepEqual(await decode(usable(begun.Credentials)), [
    'AccessDenied',
    403,
    'Cannot call DecodeAuthorizationMessage with session credentials',
  ])
})

test('behaviour: no message is one of ours', async () => {
  assert.deepEqual(await decode(world.root()), [
    'InvalidAuthorizationMessageException',
    400,
    'Message is not valid',
  ])
})
