// Who can put the key policy right, and how the caller becomes it.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import {
  applyRecovery,
  planRecovery,
  RecoveryProblem,
  renderPlanText,
  renderRecoveryText,
  type RecoveryOptions,
} from '../../../src/doctor/index.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { runCommands } from '../run-command.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  ask,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { startProxy } from './meddling-proxy.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
let admin: Credentials
let out: string

before(async () => {
  world = await startWorld()
  out = await mkdtemp(join(tmpdir(), 'sparekey-recovery-test-'))
  const opens = allow('iam:UpdateAssumeRolePolicy', roleArn('Shut')) as { Statement: object[] }
  admin = await world.user('admin', {
    ...administrator,
    Statement: [...administrator.Statement, ...opens.Statement],
  })
  await createRole(world, 'First', { AWS: userArn('admin') })
  await createRole(world, 'Second', { AWS: roleArn('First') })
  await createRole(world, 'Third', { AWS: roleArn('Second') })
  await createRole(world, 'Shut', { Service: 'ec2.amazonaws.com' })
  await createRole(world, 'Sealed', { Service: 'ec2.amazonaws.com' })
})
after(async () => {
  await world.close()
  await rm(out, { recursive: true })
})

const lockedTo = (...roles: readonly string[]): Promise<string> => {
  const statements = roles.map((role) => ({ ...administratorStatement(role), Sid: role }))
  return createKey(world, keyPolicy(accountStatement, ...statements), keyPolicy(...statements))
}

const connection = (credentials: Credentials = admin, endpoint = world.endpoint) =>
  connect({ endpoint, region: 'us-east-1', credentials })

const plan = (key: string, options: Partial<RecoveryOptions> = {}, credentials = admin) =>
  planRecovery(connection(credentials), { key, out, ...options })

async function problemOf(work: Promise<unknown>): Promise<RecoveryProblem> {
  const thrown: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(thrown instanceof RecoveryProblem, String(thrown))
  return thrown
}

async function trustOf(RoleName: string): Promise<unknown> {
  const { Role } = await world.client(IAMClient).send(new GetRoleCommand({ RoleName }))
  return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))
}

async function requireHealed(key: string, asker = admin): Promise<void> {
  const outcomes = (await ask(world, asker, key)).map((one) => one?.outcome)
  assert.deepEqual(outcomes, ['allow', 'allow'])
}

test('without --as, everybody who can is named, and the first that is open is taken', async () => {
  const key = await lockedTo('Sealed', 'Shut', 'Second', 'First')
  const found = await plan(key)
  assert.deepEqual(
    found.rescuers.map(({ arn, becoming }) => [arn, becoming]),
    [
      [roleArn('First'), 'assume'],
      [roleArn('Second'), 'chain'],
      [roleArn('Shut'), 'reopen'],
      [roleArn('Sealed'), 'closed'],
    ],
  )
  assert.equal(found.as, roleArn('First'))
  const text = renderPlanText(found, { lang: 'en' })
  assert.match(text, /role\/First: you can become it with AssumeRole; this one is taken/)
  assert.match(text, /role\/Second: you can become it by way of role\/First/)
  assert.equal((await applyRecovery(connection(), found, { out })).proved, true)
  await requireHealed(key)
})

test('the printed commands go through three roles that trust one another', async () => {
  const key = await lockedTo('Third')
  const found = await plan(key)
  assert.deepEqual(found.roles, ['First', 'Second', 'Third'].map(roleArn))
  const becoming = found.steps.flatMap(({ step, command }) =>
    step === 'assumeRole' && command ? [command] : [],
  )
  await putKeyPolicy(world, key, found.after, await runCommands(becoming, admin))
  await requireHealed(key)
})

test('a chain is gone by one command too', async () => {
  const key = await lockedTo('Third')
  assert.equal((await applyRecovery(connection(), await plan(key), { out })).proved, true)
  await requireHealed(key)
})

test('a trust policy is opened only when that was named, and is as it was afterwards', async () => {
  const key = await lockedTo('Shut')
  const before = await trustOf('Shut')
  const found = await plan(key)
  assert.deepEqual([found.as, found.becoming], [roleArn('Shut'), 'reopen'])
  assert.deepEqual(
    found.steps.map(({ step }) => step),
    ['openTrust', 'assumeRole', 'put', 'prove', 'putTrustBack'],
  )
  assert.match(renderPlanText(found, { lang: 'en' }), /update-assume-role-policy/)
  assert.ok(found.command.includes('--reopen-trust'))
  assert.equal(
    (await problemOf(applyRecovery(connection(), found, { out }))).problem,
    'trustNotAgreed',
  )
  assert.deepEqual(await trustOf('Shut'), before)

  const recovery = await applyRecovery(connection(), found, { out, reopenTrust: true })
  assert.deepEqual([recovery.proved, recovery.trust?.outcome], [true, 'putBack'])
  assert.match(
    renderRecoveryText(recovery, { lang: 'en' }),
    /trust policy of role\/Shut is as it was/,
  )
  assert.deepEqual(await trustOf('Shut'), before)
  await requireHealed(key)
})

test('the printed commands open the trust policy, go through it, and put it back', async () => {
  const key = await lockedTo('Shut')
  const before = await trustOf('Shut')
  const { steps, after: policy } = await plan(key)
  const commands = steps.flatMap(({ command }) => (command ? [command] : []))
  const session = await runCommands(commands.slice(0, 2), admin)
  await putKeyPolicy(world, key, policy, session)
  await runCommands(commands.slice(2), admin)
  assert.deepEqual(await trustOf('Shut'), before)
  await requireHealed(key)
})

test('a recovery that fails with the trust policy open puts it back as well', async (t) => {
  const key = await lockedTo('Shut')
  const before = await trustOf('Shut')
  const proxy = await startProxy(world.endpoint, (operation) =>
    operation === 'PutKeyPolicy'
      ? { status: 400, code: 'AccessDeniedException', message: 'not authorized' }
      : 'pass',
  )
  t.after(() => proxy.close())
  const found = await plan(key)
  const through = connection(admin, proxy.endpoint)
  const { problem, hints } = await problemOf(
    applyRecovery(through, found, { out, reopenTrust: true }),
  )
  assert.equal(problem, 'putDenied')
  assert.ok(hints.includes('the trust policy of role/Shut is as it was'), hints.join('\n'))
  assert.deepEqual(await trustOf('Shut'), before)
})

test('an interrupt with the trust policy open puts it back', async (t) => {
  const key = await lockedTo('Shut')
  const before = await trustOf('Shut')
  const interruption = new AbortController()
  const proxy = await startProxy(world.endpoint, (operation) => {
    if (operation === 'AssumeRole') interruption.abort()
    return 'pass'
  })
  t.after(() => proxy.close())
  const found = await plan(key)
  const through = connection(admin, proxy.endpoint)
  const options = { out, reopenTrust: true, signal: interruption.signal }
  assert.equal((await problemOf(applyRecovery(through, found, options))).problem, 'interrupted')
  assert.deepEqual(await trustOf('Shut'), before)
  assert.equal((await plan(key)).needed, true)
})

test('a trust policy that is left open is told, and the next run puts it back', async (t) => {
  const key = await lockedTo('Shut')
  const before = await trustOf('Shut')
  let updates = 0
  const proxy = await startProxy(world.endpoint, (operation) => {
    if (operation !== 'UpdateAssumeRolePolicy') return 'pass'
    updates += 1
    return updates === 1 ? 'pass' : 'dropBefore'
  })
  t.after(() => proxy.close())
  const through = connection(admin, proxy.endpoint)
  const found = await planRecovery(through, { key, out })
  const recovery = await applyRecovery(through, found, { out, reopenTrust: true })
  assert.equal(recovery.trust?.outcome, 'failed')
  assert.match(renderRecoveryText(recovery, { lang: 'en' }), /STILL OPEN/)
  assert.match(renderRecoveryText(recovery, { lang: 'ja' }), /開いたまま/)
  assert.notDeepEqual(await trustOf('Shut'), before)

  updates = 0
  const next = await planRecovery(through, { key, out })
  assert.equal(next.needed, false)
  assert.match(renderPlanText(next, { lang: 'en' }), /left the trust policy of role\/Shut open/)
  assert.equal((await applyRecovery(through, next, { out })).trust?.outcome, 'putBack')
  assert.deepEqual(await trustOf('Shut'), before)
})

test("somebody else's change of the trust policy is not overwritten", async () => {
  const key = await lockedTo('Shut')
  const found = await plan(key)
  const before = await trustOf('Shut')
  const theirs = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  })
  const iam = world.client(IAMClient)
  const put = (PolicyDocument: string) =>
    iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Shut', PolicyDocument }))
  await put(theirs)
  const failure = await problemOf(applyRecovery(connection(), found, { out, reopenTrust: true }))
  assert.equal(failure.problem, 'trustChanged')
  assert.deepEqual(await trustOf('Shut'), JSON.parse(theirs))
  await put(JSON.stringify(before))
})

test('a role that nobody lets in is told as closed, and a user as one who signs in', async () => {
  assert.equal((await problemOf(plan(await lockedTo('Sealed')))).problem, 'wayClosed')
  await world.user('keeper')
  const own = { ...administratorStatement('x'), Principal: { AWS: userArn('keeper') } }
  const key = await createKey(world, keyPolicy(own))
  const { problem, hints } = await problemOf(plan(key))
  assert.equal(problem, 'onlyBySigningIn')
  assert.ok(hints.includes(userArn('keeper')), hints.join('\n'))
  assert.ok(hints.some((hint) => hint.includes(`--principal ${userArn('admin')}`)))
})

test('with the credentials of the role alone, --principal says who shall get back in', async () => {
  const key = await lockedTo('First')
  const session = await assumeRole(world, admin, 'First')
  const found = await plan(key, { principal: 'user/admin' }, session)
  assert.deepEqual(
    [found.as, found.becoming, found.principalAsks],
    [roleArn('First'), 'self', false],
  )
  assert.ok(found.command.includes('--principal'))
  const recovery = await applyRecovery(connection(session), found, { out })
  assert.equal(recovery.proof.by, 'engine')
  const said = renderRecoveryText(recovery, { lang: 'en' })
  // The role may not look at IAM, so that the engine cannot prove what user/admin may do.
  assert.equal(recovery.proved, false)
  assert.match(said, /IAM policies that could not be seen/)
  assert.match(said, /--prove-with/)
  await requireHealed(key)
})

test('credentials of the one who was locked out prove it, and no others do', async () => {
  const key = await lockedTo('First')
  const session = await assumeRole(world, admin, 'First')
  const found = await plan(key, { principal: userArn('admin') }, session)
  const stranger = connection(await world.user('stranger'))
  const failure = problemOf(applyRecovery(connection(session), found, { out, prover: stranger }))
  assert.equal((await failure).problem, 'proverIsAnother')
  assert.equal((await plan(key)).needed, true)
  const recovery = await applyRecovery(connection(session), found, { out, prover: connection() })
  assert.deepEqual(recovery.proof, { by: 'call', proved: true })
})
