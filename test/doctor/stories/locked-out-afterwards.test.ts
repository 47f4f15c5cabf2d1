// Section C of the lockout stories: administrators without rights on the key. Each world is broken
// through the API, the doctor names the cause, and its remedy brings the person back in, or it says
// that only AWS Support can help.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import {
  applyRecovery,
  planRecovery,
  RecoveryProblem,
  renderText,
  type Diagnosis,
  type RecoveryOptions,
} from '../../../src/doctor/index.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { advance } from '../../fixtures/clock.ts'
import { applyRemedy } from '../run-command.ts'
import {
  accountArn,
  accountStatement,
  administrator,
  administratorStatement,
  ask,
  createKey,
  createRole,
  keyPolicy,
  putKeyPolicy,
  roleArn,
  userArn,
} from '../scenarios/locked-key.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
let out: string
let admin: Credentials

before(async () => {
  world = await startWorld({ lookupEventsPerSecond: 1000 })
  out = await mkdtemp(join(tmpdir(), 'sparekey-recovery-test-'))
  admin = await world.user('admin', administrator)
})
after(async () => {
  await world.close()
  await rm(out, { recursive: true })
})

interface SessionCredentials extends Credentials {
  readonly sessionToken?: string
}

const asked = (credentials: SessionCredentials) =>
  connect({ endpoint: world.endpoint, region: 'us-east-1', credentials })

const kmsOf = (credentials: Credentials) => world.client(KMSClient, credentials)

async function recover(
  credentials: SessionCredentials,
  key: string,
  options: Partial<RecoveryOptions> = {},
) {
  const connection = asked(credentials)
  return applyRecovery(connection, await planRecovery(connection, { key, out, ...options }), {
    out,
  })
}

async function problemOf(work: Promise<unknown>): Promise<RecoveryProblem> {
  const thrown: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(thrown instanceof RecoveryProblem, String(thrown))
  return thrown
}

const managing = (principal: string, sid = 'Administrators') => ({
  ...administratorStatement('x'),
  Sid: sid,
  Principal: { AWS: principal },
  Action: 'kms:*',
})

async function deleteRole(RoleName: string, policy = 'inline'): Promise<void> {
  const iam = world.client(IAMClient)
  const inline = new DeleteRolePolicyCommand({ RoleName, PolicyName: policy })
  await iam.send(inline).catch(() => undefined)
  await iam.send(new DeleteRoleCommand({ RoleName }))
}

/** As IAM Identity Center makes it for a permission set; here a user stands for its sign-in. */
async function permissionSetRole(RoleName: string): Promise<SessionCredentials> {
  const iam = world.client(IAMClient)
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: userArn('admin') }, Action: 'sts:AssumeRole' },
    ],
  }
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: '/aws-reserved/sso.amazonaws.com/',
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }),
  )
  const PolicyDocument = JSON.stringify(allow(['kms:*', 'iam:*', 'sts:*', 'cloudtrail:*']))
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument }))
  const { Credentials: answer } = await world
    .client(STSClient, admin)
    .send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'jane@example.com' }))
  assert.ok(answer?.AccessKeyId && answer.SecretAccessKey && answer.SessionToken)
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

const ssoArn = (name: string): string => roleArn(`aws-reserved/sso.amazonaws.com/${name}`)

function requireNoWrongAdvice(diagnosis: Diagnosis): void {
  const text = renderText([diagnosis], { lang: 'en' })
  assert.doesNotMatch(text, /AssumeRoot|create-grant|sign in as the root user/i)
}

test('C16: the permission set was provisioned again, and its old role is gone', async (t) => {
  const [old, recent] = ['a', 'b'].map((digit) => `AWSReservedSSO_Admin_${digit.repeat(16)}`)
  assert.ok(old && recent)
  await createRole(world, 'EksDeployer', { AWS: accountArn })
  const first = await permissionSetRole(old)
  const create = (policy: object) =>
    kmsOf(first).send(new CreateKeyCommand({ Policy: JSON.stringify(policy) }))
  const shared = await create(
    keyPolicy(managing(ssoArn(old)), managing(roleArn('EksDeployer'), 'Deployer')),
  )
  const alone = await create(keyPolicy(managing(ssoArn(old))))
  await deleteRole(old)
  await advance(world, '1h')
  const jane = await permissionSetRole(recent)
  const KeyId = shared.KeyMetadata?.Arn ?? ''
  await assert.rejects(kmsOf(jane).send(new DescribeKeyCommand({ KeyId })), /kms:DescribeKey/)

  await t.test('another principal is still named: it lets her back in', async () => {
    const [reading] = await ask(world, jane, KeyId)
    assert.equal(reading.causes[0], 'key-policy/principal-deleted')
    assert.ok(reading.remedies[0]?.by.includes(roleArn('EksDeployer')))
    requireNoWrongAdvice(reading)
    const recovery = await recover(jane, KeyId)
    assert.equal(recovery.plan.as, roleArn('EksDeployer'))
    assert.ok(recovery.plan.takenOut.length > 0, 'KMS refuses the id of the role that is gone')
    assert.equal(recovery.proved, true)
    await kmsOf(jane).send(new DescribeKeyCommand({ KeyId }))
  })

  await t.test('nobody else is named: only AWS Support can help', async () => {
    const key = alone.KeyMetadata?.Arn ?? ''
    const [reading] = await ask(world, jane, key)
    assert.ok(reading.causes.includes('key-policy/principal-deleted'))
    assert.deepEqual(reading.remedies[0]?.by, ['aws-support'])
    requireNoWrongAdvice(reading)
    assert.equal((await problemOf(recover(jane, key))).problem, 'nobodyLeft')
  })
})

test('C17: only the deployment role is in the key policy', async () => {
  await createRole(world, 'Deployment', { AWS: userArn('admin') })
  const key = await createKey(world, keyPolicy(managing(roleArn('Deployment'))))
  const disable = () => kmsOf(admin).send(new DisableKeyCommand({ KeyId: key }))
  await assert.rejects(disable(), /no resource-based policy allows the kms:DisableKey action/)
  const [reading] = await ask(world, admin, key, ['kms:DisableKey'])
  assert.ok(
    ['key-policy/no-account-statement', 'key-policy/principal-not-named'].includes(
      reading.causes[0] ?? '',
    ),
    String(reading.causes),
  )
  requireNoWrongAdvice(reading)
  const [remedy] = reading.remedies
  assert.ok(remedy)
  assert.deepEqual(remedy.by, [roleArn('Deployment')])
  await applyRemedy(remedy, admin)
  await disable()
})

test('C18: the key is readable only by the automation user', async () => {
  const robot = await world.user('automation', allow(['cloudtrail:LookupEvents', 'iam:*']))
  await createRole(world, 'Cluster', { Service: 'eks.amazonaws.com' })
  const use = { ...managing(roleArn('Cluster'), 'Cluster'), Action: 'kms:Decrypt' }
  const policy = keyPolicy(managing(userArn('automation')), use)
  const key = await createKey(world, policy)
  const destroy = () =>
    kmsOf(admin).send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 7 }))
  await assert.rejects(destroy(), /no resource-based policy/)
  const [reading] = await ask(world, admin, key)
  assert.deepEqual(reading.remedies[0]?.by, [userArn('automation')])
  const { problem, hints } = await problemOf(recover(admin, key))
  assert.equal(problem, 'onlyBySigningIn')
  assert.ok(hints.includes(userArn('automation')))

  const recovery = await recover(robot, key, { principal: userArn('admin') })
  assert.deepEqual([recovery.proof.by, recovery.proved], ['engine', true])
  await destroy()
})

test('C19: the key policy leaves the account out, and its one principal is gone', async () => {
  await world.user('builder')
  const key = await createKey(world, keyPolicy(managing(userArn('builder'))))
  const iam = world.client(IAMClient)
  const list = new ListAccessKeysCommand({ UserName: 'builder' })
  const { AccessKeyMetadata = [] } = await iam.send(list)
  for (const { AccessKeyId } of AccessKeyMetadata) {
    await iam.send(new DeleteAccessKeyCommand({ UserName: 'builder', AccessKeyId }))
  }
  await iam.send(new DeleteUserCommand({ UserName: 'builder' }))
  for (const credentials of [admin, world.root()]) {
    const [reading] = await ask(world, credentials, key)
    assert.ok(reading.causes.includes('key-policy/unmanageable'), String(reading.causes))
    assert.deepEqual(
      reading.remedies.map(({ by }) => by),
      [['aws-support']],
    )
    requireNoWrongAdvice(reading)
    const { problem, message, hints } = await problemOf(recover(credentials, key))
    assert.equal(problem, 'nobodyLeft')
    assert.match(message, /only AWS Support can help/)
    assert.match(hints.join('\n'), /gives no access to the key by itself/)
  }
})

test('C20: the account statement was changed; the key administrator mends it', async () => {
  await createRole(world, 'KeyAdministrator', { AWS: userArn('admin') })
  const named = administratorStatement('KeyAdministrator')
  const narrowed = { ...accountStatement, Action: 'kms:DescribeKey' }
  const key = await createKey(world, keyPolicy(accountStatement, named), keyPolicy(narrowed, named))
  const [reading, changing] = await ask(world, admin, key)
  assert.deepEqual(reading.causes, ['key-policy/account-statement-narrowed'])
  assert.equal(reading.keyPolicy.eventName, 'PutKeyPolicy')
  assert.deepEqual(changing?.remedies[0]?.by, [roleArn('KeyAdministrator')])
  assert.equal((await recover(admin, key)).proved, true)
  await kmsOf(admin).send(new GetKeyPolicyCommand({ KeyId: key }))
})

test('C20: made again, an administrator helps only where a condition names it', async () => {
  const arn = roleArn('Keeper')
  const byName = {
    ...managing('*'),
    Condition: { ArnEquals: { 'aws:PrincipalArn': arn } },
  }
  await createRole(world, 'Keeper', { AWS: userArn('admin') })
  const bound = await createKey(world, keyPolicy(managing(arn)))
  const named = await createKey(world, keyPolicy(byName))
  await deleteRole('Keeper')
  await advance(world, '1h')
  assert.equal((await problemOf(recover(admin, bound))).problem, 'nobodyLeft')
  const { problem, hints } = await problemOf(recover(admin, named))
  assert.equal(problem, 'makeAgain')
  assert.ok(hints.includes(arn))
  const [reading] = await ask(world, admin, named)
  assert.ok(!reading.causes.includes('key-policy/unmanageable'))

  await createRole(world, 'Keeper', { AWS: userArn('admin') })
  assert.equal((await problemOf(recover(admin, bound))).problem, 'nobodyLeft')
  const recovery = await recover(admin, named)
  assert.deepEqual([recovery.plan.as, recovery.proved], [arn, true])
})

test('C21: every principal that may still be able to is tried', async () => {
  const analyst = await world.user('analyst', allow(['cloudtrail:LookupEvents', 'kms:*']))
  await createRole(world, 'Retired', { Service: 'ec2.amazonaws.com' })
  await createRole(world, 'Vendor', { AWS: userArn('admin') })
  await createRole(world, 'BreakGlass', { AWS: userArn('analyst') })
  const statements = ['Retired', 'Vendor', 'BreakGlass'].map((role) =>
    managing(roleArn(role), role),
  )
  const key = await createKey(world, keyPolicy(accountStatement, ...statements))
  await putKeyPolicy(world, key, keyPolicy(...statements))
  const [reading] = await ask(world, analyst, key)
  assert.equal(reading.keyPolicy.source, 'rebuilt')
  assert.ok(reading.unseen.some(({ permission }) => permission === 'iam:GetRole'))
  const connection = asked(analyst)
  const plan = await planRecovery(connection, { key, out })
  assert.equal(plan.as, roleArn('BreakGlass'))
  assert.deepEqual(
    plan.rescuers.filter(({ refused }) => refused).map(({ arn }) => arn),
    ['Retired', 'Vendor'].map(roleArn),
  )
  assert.equal((await applyRecovery(connection, plan, { out })).proved, true)
  await kmsOf(analyst).send(
    new PutKeyPolicyCommand({ KeyId: key, Policy: JSON.stringify(plan.after) }),
  )
})

test('C22: an update of the policy took the root user out, and nobody is left', async () => {
  await createRole(world, 'Leaving', { AWS: userArn('admin') })
  const key = await createKey(
    world,
    keyPolicy(accountStatement, managing(roleArn('Leaving'))),
    keyPolicy(managing(roleArn('Leaving'))),
  )
  await deleteRole('Leaving')
  const root = world.root()
  await assert.rejects(putKeyPolicy(world, key, keyPolicy(accountStatement)), /kms:PutKeyPolicy/)
  const [reading] = await ask(world, root, key)
  assert.ok(reading.causes.includes('key-policy/unmanageable'))
  assert.deepEqual(reading.remedies[0]?.by, ['aws-support'])
  assert.equal((await problemOf(recover(root, key))).problem, 'nobodyLeft')
  assert.equal((await problemOf(recover(admin, key))).problem, 'nobodyLeft')
})
