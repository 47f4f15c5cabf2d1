// `history` and `recover`: the past of a key policy, and the way back in.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import {
  applyRecovery,
  diagnose,
  DoctorFailure,
  history,
  planRecovery,
  renderHistoryText,
  renderPlanText,
  renderRecoveryText,
  type Connection,
} from '../../../src/doctor/index.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  roleArn,
  userArn,
} from './locked-key.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
let admin: Credentials

before(async () => {
  world = await startWorld()
  admin = await world.user('admin', administrator)
  await createRole(world, 'Administrator', { AWS: userArn('admin') })
  await createRole(world, 'Bystander', { AWS: userArn('admin') })
})
after(() => world.close())

const administrators = administratorStatement('Administrator')
const whole = keyPolicy(accountStatement, administrators)
const locked = keyPolicy(administrators)

const connection = (credentials: Credentials): Connection =>
  connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })

async function outcomesOf(asker: Connection, key: string) {
  return (await diagnose(asker, { key, lang: 'en' })).map(({ outcome }) => outcome)
}

test('the history tells every version with its change, and attempts as attempts', async () => {
  const key = await createKey(world, whole, locked)
  const asker = connection(admin)
  await assert.rejects(putKeyPolicy(world, key, whole, admin))
  const told = await history(asker, { key })
  assert.deepEqual(
    told.entries.map(({ kind, eventName }) => [kind, eventName]),
    [
      ['version', 'CreateKey'],
      ['version', 'PutKeyPolicy'],
      ['attempt', 'PutKeyPolicy'],
    ],
  )
  assert.deepEqual(told.gaps, [])
  const text = renderHistoryText(told, { lang: 'en' })
  assert.match(text, /with the policy lockout safety check bypassed/)
  assert.match(text, /- "Enable IAM User Permissions": Allow/)
  assert.match(text, /PutKeyPolicy by user\/admin from 127\.0\.0\.1: denied/)
})

test('a plan changes nothing; applied, it gives access back and keeps the old policy', async () => {
  const key = await createKey(world, whole, locked)
  const asker = connection(admin)
  const plan = await planRecovery(asker, { key, as: 'Administrator' })
  assert.equal(plan.as, roleArn('Administrator'))
  assert.equal(plan.proved, true)
  assert.match(renderPlanText(plan, { lang: 'ja' }), /Enable IAM User Permissions/)
  assert.deepEqual(await outcomesOf(asker, key), ['implicitDeny', 'implicitDeny'])

  const recovery = await applyRecovery(asker, plan)
  assert.equal(recovery.proved, true)
  assert.deepEqual(JSON.parse(await readFile(recovery.replaced, 'utf8')), locked)
  assert.match(
    renderRecoveryText(recovery, { lang: 'en' }),
    /user\/admin reads the key policy again/,
  )
  assert.deepEqual(await outcomesOf(asker, key), ['allow', 'allow'])
  assert.equal((await planRecovery(asker, { key, as: 'Administrator' })).needed, false)
})

test('an administrator who may see nothing gets back in by the role alone', async () => {
  const bare = await world.user('bare', allow(['kms:Get*', 'kms:Put*']))
  await createRole(world, 'Keeper', { AWS: userArn('bare') })
  const key = await createKey(world, keyPolicy(administratorStatement('Keeper')))
  const asker = connection(bare)
  const plan = await planRecovery(asker, { key, as: 'Keeper' })
  assert.equal(plan.proved, false, 'the IAM policies could not be seen')
  assert.equal((await applyRecovery(asker, plan)).proved, true)
})

test('a role that the key policy does not name is refused, and the right one told', async () => {
  const key = await createKey(world, whole, locked)
  const failure = await planRecovery(connection(admin), { key, as: 'Bystander' }).catch(
    (thrown: unknown) => thrown,
  )
  assert.ok(failure instanceof DoctorFailure)
  assert.match(failure.message, /role\/Bystander/)
  assert.ok(failure.hints.some((hint) => hint.includes(roleArn('Administrator'))))
})

test('a role that the asker may not assume is refused in the words of AWS', async () => {
  await createRole(world, 'Closed', { Service: 'ec2.amazonaws.com' })
  const key = await createKey(world, whole, locked)
  await assert.rejects(planRecovery(connection(admin), { key, as: 'Closed' }), /sts:AssumeRole/)
})

test('nothing is applied in another account than the one that was meant', async () => {
  const key = await createKey(world, whole, locked)
  const asker = connection(admin)
  const plan = await planRecovery(asker, { key, as: 'Administrator' })
  await assert.rejects(applyRecovery(asker, plan, { account: '444455556666' }), DoctorFailure)
  assert.deepEqual(await outcomesOf(asker, key), ['implicitDeny', 'implicitDeny'])
})

test('what somebody else put after the plan is not overwritten', async () => {
  const key = await createKey(world, whole, locked)
  const asker = connection(admin)
  const plan = await planRecovery(asker, { key, as: 'Administrator' })
  const newer = keyPolicy(administrators, { ...administrators, Sid: 'Newer' })
  await putKeyPolicy(world, key, newer, await assumeRole(world, admin, 'Administrator'))
  await assert.rejects(applyRecovery(asker, plan), /has changed since the plan was made/)
})
