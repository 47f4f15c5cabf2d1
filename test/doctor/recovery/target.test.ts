// Which policy is put: an earlier version or a file, and what is said of it before.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  applyRecovery,
  history,
  planRecovery,
  RecoveryProblem,
  renderPlanText,
  type RecoveryOptions,
} from '../../../src/doctor/index.ts'
import { startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { advance } from '../../fixtures/clock.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
let admin: Credentials
let out: string

before(async () => {
  world = await startWorld()
  out = await mkdtemp(join(tmpdir(), 'sparekey-recovery-test-'))
  admin = await world.user('admin', administrator)
  await createRole(world, 'Administrator', { AWS: userArn('admin') })
})
after(async () => {
  await world.close()
  await rm(out, { recursive: true })
})

const administrators = administratorStatement('Administrator')
const use = (role: string) => ({
  Sid: `Use by ${role}`,
  Effect: 'Allow',
  Principal: { AWS: roleArn(role) },
  Action: 'kms:Decrypt',
  Resource: '*',
})

const asker = () => connect({ endpoint: world.endpoint, region: 'us-east-1', credentials: admin })
const plan = (key: string, options: Partial<RecoveryOptions> = {}) =>
  planRecovery(asker(), { key, out, as: 'Administrator', ...options })

const sidsOf = ({ Statement }: { readonly Statement?: unknown }): readonly string[] =>
  (Statement as readonly { readonly Sid: string }[]).map(({ Sid }) => Sid)

async function policyOf(KeyId: string) {
  const kms = world.client(KMSClient, admin)
  return JSON.parse((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy ?? '')
}

async function problemOf(work: Promise<unknown>): Promise<RecoveryProblem> {
  const thrown: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(thrown instanceof RecoveryProblem, String(thrown))
  return thrown
}

const inFile = (policy: object, file = 'policy.json') => ({
  file,
  text: JSON.stringify(policy, undefined, 2),
})

test('a version is named by its number, its event or a time, and all mean the same', async () => {
  const whole = keyPolicy(accountStatement, administrators, { ...administrators, Sid: 'Extra' })
  const key = await createKey(world, whole)
  await advance(world, '1h')
  await putKeyPolicy(world, key, keyPolicy(administrators))
  const { entries } = await history(asker(), { key })
  const [first] = entries
  assert.ok(first?.kind === 'version')
  for (const to of ['1', '#1', first.eventId, first.eventId.slice(0, 8), first.eventTime]) {
    const found = await plan(key, { to })
    assert.deepEqual(found.after, whole, to)
    assert.ok(found.target.kind === 'version')
    assert.deepEqual([found.target.number, found.target.eventId], [1, first.eventId])
  }
  const found = await plan(key, { to: '1' })
  assert.match(renderPlanText(found, { lang: 'en' }), /version 1, rebuilt from the event CreateKey/)
  assert.match(found.diff, /^--- key policy \(before\)\n\+\+\+ key policy \(after\)\n@@/m)
  assert.deepEqual(
    found.access.map(({ gains }) => gains),
    [['kms:*']],
  )
  assert.equal((await applyRecovery(asker(), found, { out })).proved, true)
  assert.deepEqual(sidsOf(await policyOf(key)), sidsOf(whole))
  assert.equal((await plan(key, { to: '1' })).needed, false, 'it is in force already')
})

test('a version that is not known names those that are', async () => {
  const key = await createKey(world, keyPolicy(accountStatement, administrators))
  for (const to of ['7', 'ffffffff-0000', '2001-01-01T00:00:00Z']) {
    const { problem, hints } = await problemOf(plan(key, { to }))
    assert.equal(problem, 'versionUnknown')
    assert.match(hints[0] ?? '', /^#1 .* CreateKey /)
  }
})

test('principals that are gone are taken out of a version, and this is said', async () => {
  await createRole(world, 'Fleeting', { AWS: userArn('admin') })
  await createRole(world, 'Changing', { AWS: userArn('admin') })
  const whole = keyPolicy(accountStatement, administrators, use('Fleeting'), use('Changing'))
  const key = await createKey(world, whole, keyPolicy(administrators))
  const iam = world.client(IAMClient)
  await iam.send(new DeleteRoleCommand({ RoleName: 'Fleeting' }))
  await iam.send(new DeleteRoleCommand({ RoleName: 'Changing' }))
  await advance(world, '1h')
  await createRole(world, 'Changing', { AWS: userArn('admin') })
  const found = await plan(key, { to: '1' })
  assert.deepEqual(found.takenOut, [roleArn('Fleeting')])
  assert.deepEqual(found.madeAgain, [roleArn('Changing')])
  const text = renderPlanText(found, { lang: 'en', width: 200 })
  assert.match(text, /taken out, for they no longer exist .*role\/Fleeting/)
  assert.match(text, /the policy will mean the new ones: .*role\/Changing/)
  assert.equal((await applyRecovery(asker(), found, { out })).proved, true)
  assert.ok(!sidsOf(await policyOf(key)).includes('Use by Fleeting'))
})

test('a file is put exactly as it is, with its lint problems told', async () => {
  const policy = keyPolicy(accountStatement, administrators, {
    ...administrators,
    Sid: 'Typo',
    Action: 'kms:GetKeyPolicies',
  })
  const key = await createKey(world, keyPolicy(administrators))
  const found = await plan(key, { policy: inFile(policy) })
  assert.deepEqual(found.after, JSON.parse(JSON.stringify(policy)))
  assert.ok(found.lint.some(({ id, line }) => id === 'action/unknown' && line !== undefined))
  assert.match(renderPlanText(found, { lang: 'en', width: 200 }), /line \d+ Typo: .*GetKeyPolicies/)
  assert.match(renderPlanText(found, { lang: 'ja' }), /行目/)
  const recovery = await applyRecovery(asker(), found, { out })
  assert.equal(recovery.proved, true)
  assert.deepEqual(sidsOf(await policyOf(key)), sidsOf(found.after))

  const kept = inFile(JSON.parse(await readFile(recovery.replaced, 'utf8')), recovery.replaced)
  assert.deepEqual(recovery.putBack.slice(-7, -4), ['--policy', recovery.replaced, '--apply'])
  const back = await plan(key, { policy: kept })
  assert.equal((await applyRecovery(asker(), back, { out })).proved, false)
  await assert.rejects(policyOf(key), /no resource-based policy/)
})

test('what would lock the one who puts it out is refused by name, whatever the way', async () => {
  await createRole(world, 'Other', { AWS: userArn('admin') })
  const key = await createKey(world, keyPolicy(administrators))
  const others = inFile(keyPolicy(administratorStatement('Other')))
  const notCovered = await problemOf(plan(key, { policy: others }))
  assert.equal(notCovered.problem, 'callerNotCovered')
  assert.match(notCovered.message, /^lockout\/caller-not-covered/)
  const delegating = inFile(keyPolicy(accountStatement))
  const noIam = await problemOf(plan(key, { policy: delegating }))
  assert.match(noIam.message, /^lockout\/caller-iam-missing/)
  assert.equal(noIam.problem, 'callerIamMissing')
  await assert.rejects(policyOf(key), /no resource-based policy/, 'and nothing was put')
})

test('a refused policy names who could put it', async () => {
  const both = keyPolicy(administrators, administratorStatement('Other'))
  const key = await createKey(world, both)
  const policy = inFile(keyPolicy(administratorStatement('Other')))
  const { hints } = await problemOf(plan(key, { policy }))
  assert.ok(hints.includes(`--as ${roleArn('Other')}`), hints.join('\n'))
})

test('a policy that keeps the locked-out principal out is told as that', async () => {
  const key = await createKey(world, keyPolicy(administrators))
  const policy = inFile(keyPolicy(administrators, { ...administrators, Sid: 'Again' }))
  const found = await plan(key, { policy })
  assert.deepEqual(
    found.openings.map(({ outcome }) => outcome),
    ['implicitDeny', 'implicitDeny'],
  )
  assert.equal(found.proved, false)
  assert.match(
    renderPlanText(found, { lang: 'en' }),
    /NOTE: with this policy user\/admin may not use/,
  )
})

test('what KMS would not take is told before anything is asked of it', async () => {
  const key = await createKey(world, keyPolicy(administrators))
  const broken = { file: 'p.json', text: '{\n  "Version": "2012-10-17",\n  "Statement": [{}]\n}' }
  const invalid = await problemOf(plan(key, { policy: broken }))
  assert.equal(invalid.problem, 'policyInvalid')
  assert.match(invalid.hints[0] ?? '', /^p\.json:3/)
  const gone = inFile(keyPolicy(accountStatement, use('NeverWas')))
  const noSuch = await problemOf(plan(key, { policy: gone }))
  assert.equal(noSuch.problem, 'policyNamesTheGone')
  const large = inFile(
    keyPolicy(accountStatement, { ...use('Administrator'), Sid: 'x'.repeat(33_000) }),
  )
  assert.equal((await problemOf(plan(key, { policy: large }))).problem, 'policyTooLarge')
})

test('of a multi-Region key, the plan says that each replica has its own policy', async () => {
  const key = await createKey(world, keyPolicy(administrators))
  // The stack makes no multi-Region keys: the plan of another key, told as that of such a one.
  const found = { ...(await plan(key)), multiRegion: true }
  assert.match(renderPlanText(found, { lang: 'en' }), /multi-Region key/)
  assert.match(renderPlanText(found, { lang: 'ja' }), /マルチリージョンキー/)
})

test('one who may put and not read: the plan says on what it rests', async () => {
  await createRole(world, 'Blind', { AWS: userArn('admin') })
  const blind = { ...administratorStatement('Blind'), Action: 'kms:PutKeyPolicy' }
  const key = await createKey(world, keyPolicy(accountStatement, blind), keyPolicy(blind))
  const found = await plan(key, { as: 'Blind' })
  assert.equal(found.beforeSource.source, 'rebuilt')
  assert.match(
    renderPlanText(found, { lang: 'en', width: 200 }),
    /the last known one, as of PutKeyPolicy/,
  )
  const recovery = await applyRecovery(asker(), found, { out })
  assert.deepEqual([recovery.proved, recovery.readBack], [true, 'same'], 'read back by the asker')
})
