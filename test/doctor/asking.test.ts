// What every question goes through: it is counted, it can be interrupted, and what changes
// something is neither written down nor cut off.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ListUsersCommand, CreateUserCommand, GetUserCommand } from '@aws-sdk/client-iam'
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import { OrganizationsClient, DescribeOrganizationCommand } from '@aws-sdk/client-organizations'
import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts'
import { clientOf, uninterrupted } from '../../src/doctor/connection.ts'
import {
  disconnect,
  history,
  recorder,
  type AskingProgress,
  type Connection,
  type ConnectOptions,
} from '../../src/doctor/index.ts'
import { ACCOUNT, startWorld, type TestWorld } from '../fixtures/world.ts'
import {
  accountStatement,
  createKey,
  createRole,
  keyPolicy,
  userArn,
} from './scenarios/locked-key.ts'
import { connect } from './hurried.ts'

let world: TestWorld
before(async () => {
  world = await startWorld({ lookupEventsPerSecond: 2 })
})
after(() => world.close())

const connected = (options: ConnectOptions = {}): Connection =>
  connect({ endpoint: world.endpoint, region: 'us-east-1', credentials: world.root(), ...options })

test('each question is told when it is asked and when it is answered', async () => {
  const told: AskingProgress[] = []
  const connection = connected({ tell: (progress) => told.push(progress) })
  await connection.iam.send(new ListUsersCommand({}))
  await clientOf(connection, OrganizationsClient)
    .send(new DescribeOrganizationCommand({}))
    .catch(() => undefined)
  assert.deepEqual(told, [
    { asked: 1, answered: 0, question: 'iam:ListUsers' },
    { asked: 1, answered: 1, question: 'iam:ListUsers' },
    { asked: 2, answered: 1, question: 'organizations:DescribeOrganization' },
    { asked: 2, answered: 2, question: 'organizations:DescribeOrganization' },
  ])
  disconnect(connection)
})

test('an interrupt ends a search that waits for its turn, and what changes goes on', async () => {
  const policy = keyPolicy(accountStatement)
  const key = await createKey(world, policy)
  const interruption = new AbortController()
  const connection = connected({ signal: interruption.signal })
  const searches = Promise.allSettled([1, 2, 3, 4].map(() => history(connection, { key })))
  setTimeout(() => interruption.abort(), 300)
  const startedMs = Date.now()
  const outcomes = await searches
  assert.ok(Date.now() - startedMs < 1000)
  const reasons = outcomes.map((one) => (one.status === 'rejected' ? String(one.reason) : 'done'))
  assert.match(reasons.join(), /interrupted; the key policy has not been touched/)
  await assert.rejects(connection.iam.send(new ListUsersCommand({})), /interrupted/)
  const put = { KeyId: key, PolicyName: 'default', Policy: JSON.stringify(policy) }
  await connection.kms.send(new PutKeyPolicyCommand(put))
  await uninterrupted(connection).iam.send(new ListUsersCommand({}))
  disconnect(connection)
})

test('lookups of one connection share its pace: none is throttled', async () => {
  const connection = connected()
  const key = await createKey(world, keyPolicy(accountStatement))
  const startedMs = Date.now()
  const answers = await Promise.all([1, 2].map(() => history(connection, { key })))
  assert.ok(Date.now() - startedMs >= 1000, 'four lookups take more than a second')
  assert.ok(answers.every(({ entries }) => entries.length === 1))
  disconnect(connection)
})

test('credentials are never written down, nor is what changes something', async () => {
  const dave = await world.user('dave')
  await createRole(world, 'Other', { AWS: userArn('dave') })
  const tape = recorder(() => new Date(0))
  const connection = connected({ tape, credentials: dave })
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/Other`
  const become = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' })
  const { Credentials } = await connection.sts.send(become)
  await connection.sts.send(new GetSessionTokenCommand({}))
  await connection.iam.send(new CreateUserCommand({ UserName: 'eve' })).catch(() => undefined)
  await connection.iam.send(new GetUserCommand({ UserName: 'eve' })).catch(() => undefined)
  const answers = tape.answers()
  assert.deepEqual(
    answers.map(({ operation }) => operation),
    ['AssumeRole', 'GetUser'],
  )
  assert.equal(answers[1]?.error?.name, 'AccessDenied')
  const text = JSON.stringify(answers)
  assert.ok(Credentials?.SecretAccessKey && Credentials.SessionToken)
  assert.ok(!text.includes(Credentials.SecretAccessKey) && !text.includes(Credentials.SessionToken))
  assert.equal(tape.sessionOf(Credentials.AccessKeyId ?? ''), answers[0] && sessionArn(text))
  disconnect(connection)
})

const sessionArn = (text: string): string | undefined =>
  /arn:aws:sts::\d+:assumed-role\/Other\/test/.exec(text)?.[0]

test('nothing of a connection to evidence goes over the network', async () => {
  const where = { account: ACCOUNT, region: 'us-east-1', endpoint: world.endpoint }
  const connection = connect({
    evidence: {
      format: 'sparekey-evidence',
      version: 1,
      collectedAt: '2024-05-06T07:08:09.000Z',
      where: { ...where, profile: null, credentialsFile: null },
      caller: { account: ACCOUNT, arn: userArn('a'), userId: 'a' },
      about: {},
      redacted: false,
      answers: [],
    },
  })
  await assert.rejects(connection.iam.send(new ListUsersCommand({})), /iam:ListUsers was not asked/)
  const create = new CreateUserCommand({ UserName: 'x' })
  await assert.rejects(connection.iam.send(create), /iam:CreateUser was not asked/)
  disconnect(connection)
})
