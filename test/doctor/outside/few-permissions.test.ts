// Credentials that may do almost nothing: what must still be said, and what must never be.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { diagnose, exitCode, renderText } from '../../../src/doctor/index.ts'
import type { Diagnosis, FindingId } from '../../../src/doctor/index.ts'
import { advance } from '../../fixtures/clock.ts'
import { allow, OTHER_ACCOUNT, startWorld, type TestWorld } from '../../fixtures/world.ts'
import { sessionIn, type SessionCredentials } from '../run-command.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
/** Its account statement was taken out. */
let locked: string
/** IAM decides. */
let open: string

before(async () => {
  world = await startWorld()
  await world.user('admin', administrator)
  await createRole(world, 'Administrator', { AWS: userArn('admin') })
  const administrators = administratorStatement('Administrator')
  const whole = keyPolicy(accountStatement, administrators)
  locked = await createKey(world, whole, keyPolicy(administrators))
  open = await createKey(world, keyPolicy(accountStatement))
})
after(() => world.close())

interface Said {
  readonly causes: readonly FindingId[]
  readonly outcome: Diagnosis['outcome']
  readonly unseen: readonly string[]
  readonly diagnoses: readonly Diagnosis[]
}

/** What is said of reading the policy. */
async function ask(credentials: SessionCredentials, key: string): Promise<Said> {
  const connection = connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })
  const diagnoses = await diagnose(connection, { key, lang: 'en' })
  for (const lang of ['en', 'ja'] as const) {
    assert.doesNotMatch(renderText(diagnoses, { lang }), /undefined|^\s+at /m)
  }
  const [first] = diagnoses
  assert.ok(first)
  const unseen = first.unseen.map(({ permission }) => permission)
  return { causes: first.causes, outcome: first.outcome, unseen, diagnoses }
}

const everything = ['kms:GetKeyPolicy', 'kms:DescribeKey', 'cloudtrail:LookupEvents', 'iam:GetUser']

const policies: Readonly<Record<string, object | undefined>> = {
  'no permission at all': undefined,
  'only sts:GetCallerIdentity': allow('sts:GetCallerIdentity'),
  'only kms:ListAliases': allow('kms:ListAliases'),
}

for (const [has, policy] of Object.entries(policies)) {
  test(`${has}: the sentence of AWS tells the cause of each key`, async () => {
    const person = await world.user(`few-${has.replaceAll(/\W/g, '')}`, policy)
    const ofLocked = await ask(person, locked)
    assert.deepEqual(ofLocked.causes, ['key-policy/no-account-statement'])
    assert.equal(ofLocked.outcome, 'implicitDeny')
    for (const permission of everything) assert.ok(ofLocked.unseen.includes(permission))
    assert.equal(ofLocked.diagnoses[1]?.outcome, 'unknown', 'PutKeyPolicy is never tried')
    assert.equal(exitCode(ofLocked.diagnoses), 2)
    const ofOpen = await ask(person, open)
    assert.deepEqual(ofOpen.causes, ['iam/no-allow'])
  })

  test(`${has}: an alias that is not there is told`, async () => {
    const person = await world.user(`alias-${has.replaceAll(/\W/g, '')}`, policy)
    const { outcome, causes } = await ask(person, 'alias/of-nobody')
    assert.deepEqual([outcome, causes], ['unknown', ['alias/not-found']])
  })
}

test('only the event history: the way out is found through the role that is named', async () => {
  const person = await world.user('historian', allow('cloudtrail:LookupEvents'))
  const { causes, unseen, diagnoses } = await ask(person, locked)
  assert.deepEqual(causes, ['key-policy/no-account-statement'])
  assert.ok(!unseen.includes('cloudtrail:LookupEvents'))
  const [reading] = diagnoses
  assert.equal(reading?.keyPolicy.source, 'rebuilt')
  assert.deepEqual(reading.remedies[0]?.by, [roleArn('Administrator')])
  assert.equal(reading.remedies[0].proved, false)
})

test('only reading IAM: the half that refuses is told, and nothing is rebuilt', async () => {
  const person = await world.user('reader', allow(['iam:Get*', 'iam:List*']))
  const ofLocked = await ask(person, locked)
  assert.deepEqual(ofLocked.causes, ['key-policy/no-account-statement'])
  assert.equal(ofLocked.diagnoses[0]?.keyPolicy.source, 'none')
  assert.deepEqual(
    ofLocked.diagnoses[0].remedies.filter(({ proved }) => proved),
    [],
  )
  const ofOpen = await ask(person, open)
  assert.deepEqual(ofOpen.causes, ['iam/no-allow'])
})

test('a session that has expired is the cause, and the key is not asked', async () => {
  const person = await world.user('sleeper', allow('sts:AssumeRole'))
  await createRole(world, 'Short', { AWS: userArn('sleeper') }, administrator)
  const session = await assumeRole(world, person, 'Short')
  assert.equal((await ask(session, open)).outcome, 'allow')
  await advance(world, '2h')
  const { causes, outcome, diagnoses } = await ask(session, open)
  assert.deepEqual([causes, outcome], [['credentials/expired'], 'unknown'])
  assert.equal(exitCode(diagnoses), 2)
})

test('the session policy that a session was begun with is the cause, not IAM', async () => {
  const person = await world.user('scoped', allow('sts:AssumeRole'))
  await createRole(world, 'Wide', { AWS: userArn('scoped') }, administrator)
  const command = new AssumeRoleCommand({
    RoleArn: roleArn('Wide'),
    RoleSessionName: 'narrow',
    Policy: JSON.stringify(allow(['iam:Get*', 'iam:List*', 'cloudtrail:LookupEvents'])),
  })
  const session = sessionIn(await world.client(STSClient, person).send(command))
  const { causes, outcome, diagnoses } = await ask(session, open)
  assert.deepEqual([causes, outcome], [['session/no-allow'], 'implicitDeny'])
  assert.ok(!diagnoses.flatMap((one) => one.causes).includes('iam/no-allow'))
})

test('a foreign account is told that the operation never leaves its account', async () => {
  const stranger = await world.user('stranger', administrator, OTHER_ACCOUNT)
  const { causes, outcome } = await ask(stranger, locked)
  assert.equal(causes[0], 'operation/not-cross-account')
  assert.notEqual(outcome, 'allow')
})
