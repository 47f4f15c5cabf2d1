// However the call ends that puts the key policy: which one is in force, and that it is said.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  applyRecovery,
  disconnect,
  planRecovery,
  problemText,
  RecoveryProblem,
  renderPlanText,
  renderRecoveryText,
  type ApplyOptions,
  type Connection,
  type RecoveryPlan,
} from '../../../src/doctor/index.ts'
import { startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { runCommands } from '../run-command.ts'
import {
  accountStatement,
  administrator,
  administratorStatement,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  userArn,
} from '../scenarios/locked-key.ts'
import { startProxy, type Fate, type Meddle } from './meddling-proxy.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
let admin: Credentials
let folder: string

before(async () => {
  world = await startWorld()
  admin = await world.user('admin', administrator)
  await createRole(world, 'Administrator', { AWS: userArn('admin') })
  folder = await mkdtemp(join(tmpdir(), 'sparekey-recovery-test-'))
})
after(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

const administrators = administratorStatement('Administrator')
const locked = keyPolicy(administrators)
const lockedKey = (): Promise<string> =>
  createKey(world, keyPolicy(accountStatement, administrators), locked)

interface Attempt {
  readonly key: string
  readonly plan: RecoveryPlan
  readonly apply: (options?: ApplyOptions) => ReturnType<typeof applyRecovery>
  readonly again: () => Promise<RecoveryPlan>
}

/** A plan made undisturbed, and applied with somebody in between. */
async function attempt(t: TestContext, meddle: Meddle): Promise<Attempt> {
  const key = await lockedKey()
  let isPlanned = false
  const proxy = await startProxy(world.endpoint, (operation) =>
    isPlanned ? meddle(operation) : 'pass',
  )
  const connection: Connection = connect({
    endpoint: proxy.endpoint,
    region: 'us-east-1',
    credentials: admin,
  })
  t.after(async () => {
    disconnect(connection)
    await proxy.close()
  })
  const plan = await planRecovery(connection, { key, out: folder })
  isPlanned = true
  const again = () => planRecovery(connection, { key, out: folder })
  return {
    key,
    plan,
    apply: (more) => applyRecovery(connection, plan, { out: folder, ...more }),
    again,
  }
}

/** As the stack itself has it, past every doctor. */
async function policyOf(key: string, plan: RecoveryPlan): Promise<'old' | 'new' | 'other'> {
  const credentials = await adminSession()
  const kms = world.client(KMSClient, credentials)
  const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId: key }))
  const statements = JSON.stringify(
    JSON.parse(Policy).Statement.map(({ Sid }: { Sid: string }) => Sid),
  )
  const sids = ({ Statement }: RecoveryPlan['before']) =>
    JSON.stringify((Statement as { Sid: string }[]).map(({ Sid }) => Sid))
  if (statements === sids(plan.after)) return 'new'
  return statements === sids(plan.before) ? 'old' : 'other'
}

const adminSession = () => assumeRole(world, admin, 'Administrator')

const on = (operation: string, ...fates: readonly Fate[]): Meddle => {
  const left = [...fates]
  return (name) => (name === operation ? (left.shift() ?? fates.at(-1) ?? 'pass') : 'pass')
}

async function problemOf(work: Promise<unknown>): Promise<RecoveryProblem> {
  const thrown: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(thrown instanceof RecoveryProblem, String(thrown))
  const { message } = problemText(thrown, 'ja')
  assert.match(message, /[ぁ-ん]/)
  return thrown
}

test('the connection breaks once before the call arrives: it is made again', async (t) => {
  const { key, plan, apply } = await attempt(t, on('PutKeyPolicy', 'dropBefore', 'pass'))
  assert.equal((await apply()).proved, true)
  assert.equal(await policyOf(key, plan), 'new')
})

test('the call never arrives: the old policy is in force, and the report says so', async (t) => {
  const { key, plan, apply, again } = await attempt(t, on('PutKeyPolicy', 'dropBefore'))
  const { problem, message, hints } = await problemOf(apply())
  assert.equal(problem, 'oldInForce')
  assert.match(message, /^the old key policy is in force/)
  assert.ok(hints.some((hint) => hint.includes(' recover ') && hint.includes('--apply')))
  assert.equal(await policyOf(key, plan), 'old')
  assert.equal((await again()).earlier, undefined, 'it came to its end')
})

test('the answer is lost after the call was carried out: it is done, and proved', async (t) => {
  const { key, plan, apply, again } = await attempt(t, on('PutKeyPolicy', 'dropAfter'))
  const recovery = await apply()
  assert.deepEqual([recovery.outcome, recovery.readBack, recovery.proved], ['put', 'same', true])
  assert.equal(await policyOf(key, plan), 'new')
  assert.equal((await again()).needed, false)
})

test('everything is lost from the call on: it cannot know, and a later run tells', async (t) => {
  let isLost = false
  let isBack = false
  const { key, plan, apply, again } = await attempt(t, (operation) => {
    if (isBack) return 'pass'
    if (operation === 'PutKeyPolicy' && !isLost) {
      isLost = true
      return 'dropAfter'
    }
    return isLost ? 'dropBefore' : 'pass'
  })
  const { problem, message, hints, details } = await problemOf(apply())
  assert.equal(problem, 'unknownInForce')
  assert.match(message, /either the old one or the new one/)
  assert.ok(hints.some((hint) => hint.includes('get-key-policy')))
  assert.equal(await policyOf(key, plan), 'new')
  isBack = true
  const [looking] = details.commands ?? []
  assert.ok(looking)
  assert.deepEqual(looking.slice(1, 3), ['kms', 'get-key-policy'])
  await runCommands([looking], await adminSession())
  const later = await again()
  assert.deepEqual([later.needed, later.earlier?.inForce], [false, 'new'])
  assert.match(renderPlanText(later, { lang: 'en' }), /the policy that it put is in\s+force/)
  assert.match(renderPlanText(later, { lang: 'ja' }), /途中で終わっています/)
})

test('a connection that breaks before the put leaves everything as it was', async (t) => {
  const { key, plan, apply } = await attempt(t, on('AssumeRole', 'dropBefore'))
  const { problem } = await problemOf(apply())
  assert.equal(problem, 'notTouched')
  assert.equal(await policyOf(key, plan), 'old')
})

test('an interrupt before the put changes nothing', async (t) => {
  const interruption = new AbortController()
  const { key, plan, apply } = await attempt(t, (operation) => {
    if (operation === 'GetKeyPolicy') interruption.abort()
    return 'pass'
  })
  assert.equal((await problemOf(apply({ signal: interruption.signal }))).problem, 'interrupted')
  assert.equal(await policyOf(key, plan), 'old')
})

test('an interrupt during the put waits for its outcome, and tells it', async (t) => {
  const interruption = new AbortController()
  const { key, plan, apply } = await attempt(t, (operation) => {
    if (operation === 'PutKeyPolicy') interruption.abort()
    return 'pass'
  })
  const recovery = await apply({ signal: interruption.signal })
  assert.equal(recovery.interrupted, true)
  assert.match(renderRecoveryText(recovery, { lang: 'en' }), /the new key policy is in force/)
  assert.equal(await policyOf(key, plan), 'new')
})

test('what somebody else puts in the moment of the put is not taken for ours', async (t) => {
  const newer = keyPolicy(administrators, { ...administrators, Sid: 'Newer' })
  const keys: string[] = []
  const { key, apply } = await attempt(t, async (operation) => {
    if (operation !== 'PutKeyPolicy') return 'pass'
    await putKeyPolicy(world, keys[0] ?? '', newer, await adminSession())
    return 'dropBefore'
  })
  keys.push(key)
  assert.equal((await problemOf(apply())).problem, 'otherInForce')
})

const refusals: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'MalformedPolicyDocumentException',
    'The new key policy will not allow you to update the key policy in the future.',
    'putLocksOut',
    /could not change it again/,
  ],
  [
    'MalformedPolicyDocumentException',
    'Policy contains a statement with one or more invalid principals.',
    'putInvalidPrincipals',
    /names a principal that does not exist/,
  ],
  ['MalformedPolicyDocumentException', 'Syntax errors in policy.', 'putMalformed', /Syntax errors/],
  ['AccessDeniedException', 'User: X is not authorized', 'putDenied', /kms:PutKeyPolicy/],
  ['LimitExceededException', 'The policy is too large', 'putTooLarge', /for its size/],
  ['ExpiredTokenException', 'The security token is expired', 'putExpired', /have expired/],
  ['NotFoundException', 'Key does not exist', 'putKeyGone', /no such key/],
  ['KMSInvalidStateException', 'arn:… is pending deletion.', 'putPendingDeletion', /pending/],
  ['KMSInvalidStateException', 'arn:… is creating.', 'putKeyState', /the state of the key/],
  ['UnsupportedOperationException', 'Not here', 'putRefused', /Not here/],
]
for (const [code, sentence, expected, said] of refusals) {
  test(`a refusal by ${code} is told as ${expected}, and leaves the old policy`, async (t) => {
    const fate: Fate = { status: 400, code, message: sentence }
    const { key, plan, apply } = await attempt(t, on('PutKeyPolicy', fate))
    const problem = await problemOf(apply())
    assert.equal(problem.problem, expected)
    assert.match(problem.message, said)
    if (expected === 'putPendingDeletion') {
      assert.ok(problem.hints.some((hint) => hint.includes('cancel-key-deletion')))
    }
    assert.equal(await policyOf(key, plan), 'old')
  })
}

test('throttling is told as such, once the old policy was seen to be in force', async (t) => {
  const fate: Fate = { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' }
  const { key, plan, apply } = await attempt(t, on('PutKeyPolicy', fate))
  assert.equal((await problemOf(apply())).problem, 'putThrottled')
  assert.equal(await policyOf(key, plan), 'old')
})

test('a refusal after a lost answer is no refusal: the first call came through', async (t) => {
  const refusal: Fate = { status: 400, code: 'AccessDeniedException', message: 'not authorized' }
  const { key, plan, apply } = await attempt(t, on('PutKeyPolicy', 'dropAfter', refusal))
  assert.equal((await apply()).proved, true)
  assert.equal(await policyOf(key, plan), 'new')
})

test('the replaced policy and the journal are for their owner alone', async (t) => {
  const { apply } = await attempt(t, () => 'pass')
  const { replaced, journal } = await apply()
  for (const path of [replaced, journal]) assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.deepEqual(JSON.parse(await readFile(replaced, 'utf8')), locked)
  assert.equal(JSON.parse(await readFile(journal, 'utf8')).state, 'done')
})

test('applied a second time, the same plan says that it is done already', async (t) => {
  const { apply } = await attempt(t, () => 'pass')
  await apply()
  const recovery = await apply()
  assert.deepEqual([recovery.outcome, recovery.proved], ['already', true])
  assert.match(renderRecoveryText(recovery, { lang: 'en' }), /^It was done already/)
})
