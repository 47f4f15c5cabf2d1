// Related keys have a key policy each: a lockout of a replica is one of its Region alone, and so is
// the way back in.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
  EnableKeyRotationCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import {
  applyRecovery,
  askWhoCan,
  audit,
  diagnose,
  history,
  planRecovery,
  renderPlanText,
  type Connection,
} from '../../../src/doctor/index.ts'
import { advance } from '../../fixtures/clock.ts'
import { startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createRole,
  keyPolicy,
  roleArn,
  userArn,
} from './locked-key.ts'
import { connect } from '../hurried.ts'

const HOME = 'us-east-1'
const AWAY = 'eu-west-1'

let world: TestWorld
let admin: Credentials

before(async () => {
  world = await startWorld()
  admin = await world.user('admin', administrator)
  await createRole(world, 'Administrator', { AWS: userArn('admin') })
})
after(() => world.close())

const administrators = administratorStatement('Administrator')
const whole = keyPolicy(accountStatement, administrators)
const locked = keyPolicy(administrators)

const connection = (region: string): Connection =>
  connect({ endpoint: world.endpoint, region, credentials: admin })

const kmsIn = (region: string) => world.client(KMSClient, world.root(), region)

const bypass = { BypassPolicyLockoutSafetyCheck: true }

/** A primary key and a replica, both open. */
async function newPair(): Promise<string> {
  const Policy = JSON.stringify(whole)
  const { KeyMetadata } = await kmsIn(HOME).send(
    new CreateKeyCommand({ MultiRegion: true, Policy }),
  )
  const KeyId = KeyMetadata?.KeyId ?? ''
  await kmsIn(HOME).send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: AWAY, Policy }))
  await advance(world, '4s')
  return KeyId
}

/** A primary key that is open, and a replica that its key policy locks. */
async function newLockedReplica(): Promise<string> {
  const KeyId = await newPair()
  await kmsIn(AWAY).send(
    new PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(locked), ...bypass }),
  )
  return KeyId
}

async function outcomesIn(region: string, key: string) {
  return (await diagnose(connection(region), { key, lang: 'en' })).map(({ outcome }) => outcome)
}

test('a locked replica is diagnosed in its Region, and recovered there alone', async () => {
  const key = await newLockedReplica()
  assert.deepEqual(await outcomesIn(HOME, key), ['allow', 'allow'])
  assert.deepEqual(await outcomesIn(AWAY, key), ['implicitDeny', 'implicitDeny'])
  const see = () =>
    world.client(KMSClient, admin, AWAY).send(new DescribeKeyCommand({ KeyId: key }))
  await assert.rejects(see, { name: 'AccessDeniedException' })

  const away = connection(AWAY)
  const plan = await planRecovery(away, { key, as: 'Administrator' })
  assert.equal(plan.multiRegion, true)
  assert.equal(plan.proved, true)
  assert.match(renderPlanText(plan, { lang: 'en' }), /multi-Region/i)
  assert.equal((await applyRecovery(away, plan)).proved, true)
  assert.deepEqual(await outcomesIn(AWAY, key), ['allow', 'allow'])
  await see()
})

test('the history of a replica begins with the policy that its replication gave it', async () => {
  const key = await newLockedReplica()
  const versionsIn = async (region: string) =>
    (await history(connection(region), { key })).entries.map(({ kind, eventName }) => [
      kind,
      eventName,
    ])
  assert.deepEqual(await versionsIn(HOME), [['version', 'CreateKey']])
  assert.deepEqual(await versionsIn(AWAY), [
    ['version', 'CreateKey'],
    ['version', 'PutKeyPolicy'],
  ])
  // The locked replica’s policy is told as it was put, though nobody may read it.
  const told = await history(connection(AWAY), { key })
  assert.deepEqual(told.gaps, [])
})

test('who can is asked of each key by itself', async () => {
  const key = await newLockedReplica()
  const whoIn = async (region: string) => {
    const asked = { key, action: 'kms:DescribeKey' }
    const { principals } = await askWhoCan(connection(region), asked)
    return principals.map(({ principal }) => principal)
  }
  assert.ok((await whoIn(HOME)).includes(userArn('admin')))
  const away = await whoIn(AWAY)
  assert.ok(!away.includes(userArn('admin')))
  assert.ok(away.includes(roleArn('Administrator')))
})

test('an audit of each Region holds its key against its own policy', async () => {
  const key = await newLockedReplica()
  const rulesIn = async (region: string) => {
    const { keys } = await audit(connection(region), { now: new Date() })
    const row = keys.find(({ key: { id } }) => id === key)
    assert.ok(row, region)
    return row.findings.map(({ rule }) => rule)
  }
  assert.deepEqual(await rulesIn(HOME), ['audit/rotation-off'])
  await kmsIn(HOME).send(new EnableKeyRotationCommand({ KeyId: key }))
  assert.deepEqual(await rulesIn(HOME), [])
  assert.ok((await rulesIn(AWAY)).includes('audit/no-delegation'))
})

test('a primary key that waits for its replicas is told to be on its way out', async () => {
  const key = await newLockedReplica()
  await kmsIn(HOME).send(new ScheduleKeyDeletionCommand({ KeyId: key }))
  const diagnoses = await diagnose(connection(HOME), { key, lang: 'en', actions: ['kms:Encrypt'] })
  const ids = diagnoses.flatMap(({ findings }) => findings.map(({ id }) => id))
  assert.ok(ids.includes('key/pending-deletion'), ids.join())
})

test('a policy for replicas only is explained in each Region as what it is there', async () => {
  const key = await newPair()
  const replicasOnly = {
    ...accountStatement,
    Condition: { StringEquals: { 'kms:MultiRegionKeyType': 'REPLICA' } },
  }
  const readers = { ...accountStatement, Sid: 'Read', Action: ['kms:DescribeKey', 'kms:Get*'] }
  const Policy = JSON.stringify(keyPolicy(replicasOnly, readers))
  for (const region of [HOME, AWAY]) {
    await kmsIn(region).send(new PutKeyPolicyCommand({ KeyId: key, Policy, ...bypass }))
  }
  const outcomeIn = async (region: string) => {
    const [told] = await diagnose(connection(region), { key, lang: 'en', actions: ['kms:Encrypt'] })
    return told?.outcome
  }
  assert.equal(await outcomeIn(HOME), 'implicitDeny')
  assert.equal(await outcomeIn(AWAY), 'allow')
})
