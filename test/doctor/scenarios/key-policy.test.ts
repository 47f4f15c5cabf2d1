// Broken key policies: what the doctor finds, and that its own commands give access back.

import { advance } from '../../fixtures/clock.ts'
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { diagnose, exitCode, renderText, type Diagnosis } from '../../../src/doctor/index.ts'
import { allow, startWorld, type Credentials, type TestWorld } from '../../fixtures/world.ts'
import { applyRemedy } from '../run-command.ts'
import {
  accountArn,
  accountStatement,
  administrator,
  administratorStatement,
  ask,
  assumeRole,
  createKey,
  createRole,
  keyPolicy,
  onlooker,
  putKeyPolicy,
  roleArn,
  userArn,
} from './locked-key.ts'
import { connect } from '../hurried.ts'

let world: TestWorld
let admin: Credentials
let outsider: Credentials

before(async () => {
  world = await startWorld()
  admin = await world.user('admin', administrator)
  outsider = await world.user('outsider', onlooker)
  await createRole(world, 'Administrator', { AWS: [userArn('admin'), userArn('outsider')] })
})
after(() => world.close())

const administrators = administratorStatement('Administrator')

/** Every remedy of the first diagnosis, in order; then nothing is denied any more. */
async function requireHealed(asker: Credentials, key: string, { remedies }: Diagnosis) {
  assert.ok(remedies.length > 0)
  for (const remedy of remedies) {
    assert.equal(remedy.proved, true, remedy.id)
    await applyRemedy(remedy, asker, world.root())
  }
  const healed = await ask(world, asker, key)
  assert.deepEqual(
    healed.map((one) => one?.outcome),
    ['allow', 'allow'],
  )
}

test('the account statement is gone: it is put back by the administrator role', async () => {
  const key = await createKey(
    world,
    keyPolicy(accountStatement, administrators),
    keyPolicy(administrators),
  )
  const [reading, changing] = await ask(world, admin, key)
  for (const diagnosis of [reading, changing]) {
    assert.equal(diagnosis?.outcome, 'implicitDeny')
    assert.deepEqual(diagnosis.causes, ['key-policy/no-account-statement'])
    assert.deepEqual(diagnosis.remedies[0]?.by, [roleArn('Administrator')])
  }
  assert.match(
    reading.sentence ?? '',
    /because no resource-based policy allows the kms:GetKeyPolicy/,
  )
  assert.equal(reading.keyPolicy.source, 'rebuilt')
  assert.equal(reading.keyPolicy.eventName, 'PutKeyPolicy')
  assert.deepEqual(reading.keyPolicy.gaps, [])
  assert.equal(exitCode([reading]), 2)
  await requireHealed(admin, key, reading)
})

test('the account statement covers too few actions', async () => {
  const narrow = { ...accountStatement, Action: ['kms:Encrypt', 'kms:Decrypt'] }
  const key = await createKey(
    world,
    keyPolicy(accountStatement, administrators),
    keyPolicy(narrow, administrators),
  )
  const [reading] = await ask(world, admin, key)
  assert.deepEqual(reading.causes, ['key-policy/account-statement-narrowed'])
  assert.equal(reading.remedies[0]?.id, 'widen-account-statement')
  await requireHealed(admin, key, reading)
})

test('the account statement stands under a condition that the request does not meet', async () => {
  const Condition = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }
  const key = await createKey(
    world,
    keyPolicy(accountStatement, administrators),
    keyPolicy({ ...accountStatement, Condition }, administrators),
  )
  const [reading] = await ask(world, admin, key)
  assert.deepEqual(reading.causes, ['key-policy/account-statement-conditioned'])
  assert.equal(reading.remedies[0]?.id, 'lift-condition')
  await requireHealed(admin, key, reading)
})

test('the account statement is about another key', async () => {
  const Resource = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
  const key = await createKey(world, keyPolicy({ ...accountStatement, Resource }, administrators))
  const [reading] = await ask(world, admin, key)
  assert.equal(reading.causes[0], 'key-policy/statement-ineffective')
  await requireHealed(admin, key, reading)
})

test('a policy that names its administrators, and the asker is none of them', async () => {
  const key = await createKey(world, keyPolicy(administrators))
  const [reading] = await ask(world, outsider, key)
  assert.deepEqual(reading.causes, ['key-policy/principal-not-named'])
  assert.equal(reading.remedies[0]?.id, 'name-principal')
  await requireHealed(outsider, key, reading)
})

test('the asker is named, but not for this action', async () => {
  const use = {
    Effect: 'Allow',
    Principal: { AWS: userArn('outsider') },
    Action: 'kms:Encrypt',
    Resource: '*',
  }
  const key = await createKey(world, keyPolicy(use, administrators))
  const [reading] = await ask(world, outsider, key)
  assert.deepEqual(reading.causes, ['key-policy/action-not-granted'])
  await requireHealed(outsider, key, reading)
})

test('the asker is named under a condition that the request does not meet', async () => {
  const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
  const named = {
    Sid: 'Mine',
    Effect: 'Allow',
    Principal: { AWS: userArn('outsider') },
    Action: 'kms:*',
    Resource: '*',
    Condition,
  }
  const key = await createKey(world, keyPolicy(named, administrators))
  const [reading] = await ask(world, outsider, key)
  assert.deepEqual(reading.causes, ['key-policy/condition-not-met'])
  await requireHealed(outsider, key, reading)
})

test('a Deny hits the asker: it is lifted for the asker alone', async () => {
  const deny = {
    Sid: 'NotThese',
    Effect: 'Deny',
    Principal: { AWS: [userArn('admin'), userArn('outsider')] },
    Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
    Resource: '*',
  }
  const key = await createKey(world, keyPolicy(accountStatement, administrators, deny))
  const [reading] = await ask(world, admin, key)
  assert.equal(reading.outcome, 'explicitDeny')
  assert.deepEqual(reading.causes, ['key-policy/explicit-deny'])
  assert.equal(reading.remedies[0]?.id, 'lift-deny')
  await requireHealed(admin, key, reading)
  const [stillDenied] = await ask(world, outsider, key)
  assert.equal(stillDenied.outcome, 'explicitDeny')
})

test('a Deny for everybody spares the asker alone, by its name', async () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: 'kms:GetKeyPolicy', Resource: '*' }
  const key = await createKey(world, keyPolicy(accountStatement, administrators, deny))
  const [reading] = await ask(world, admin, key)
  const [remedy] = reading.remedies
  assert.deepEqual([remedy?.id, remedy?.becoming], ['lift-deny', []])
  assert.ok(remedy)
  await applyRemedy(remedy, admin)
  assert.equal((await ask(world, admin, key))[0].outcome, 'allow')
  assert.equal((await ask(world, world.root(), key))[0].outcome, 'explicitDeny')
})

test('a condition that keeps the world out is never taken away', async () => {
  const throughEbs = {
    Sid: 'Allow access through EBS',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'kms:*',
    Resource: '*',
    Condition: { StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' } },
  }
  const locked = keyPolicy(throughEbs, administrators)
  const key = await createKey(
    world,
    keyPolicy(accountStatement, throughEbs, administrators),
    locked,
  )
  const [reading] = await ask(world, admin, key)
  assert.deepEqual(reading.causes, [
    'key-policy/condition-not-met',
    'key-policy/no-account-statement',
  ])
  assert.equal(reading.remedies[0]?.id, 'restore-account-statement')
  await requireHealed(admin, key, reading)
})

test('the role was deleted and made again: the policy means the old one', async () => {
  const policy = keyPolicy(accountStatement, administratorStatement('Operator'), administrators)
  const locked = keyPolicy(administratorStatement('Operator'), administrators)
  await createRole(world, 'Operator', { AWS: userArn('admin') })
  const key = await createKey(world, policy, locked)
  await world.client(IAMClient).send(new DeleteRoleCommand({ RoleName: 'Operator' }))
  await advance(world, '2s')
  await createRole(world, 'Operator', { AWS: userArn('admin') }, onlooker)
  const operator = await assumeRole(world, admin, 'Operator')
  const [reading] = await ask(world, operator, key)
  assert.equal(reading.outcome, 'implicitDeny', 'the new role is not the one that was named')
  assert.equal(reading.causes[0], 'key-policy/principal-deleted')
  const [remedy] = reading.remedies
  assert.equal(remedy?.id, 'name-principal')
  assert.deepEqual(remedy.by, [roleArn('Administrator')])
  await applyRemedy(remedy, operator, await assumeRole(world, admin, 'Administrator'))
  assert.equal((await ask(world, operator, key))[0].outcome, 'allow')
})

test('nobody is left: AWS Support, and no other advice', async () => {
  await createRole(world, 'Leaver', { AWS: userArn('admin') })
  const only = administratorStatement('Leaver')
  const key = await createKey(world, keyPolicy(accountStatement, only), keyPolicy(only))
  await world.client(IAMClient).send(new DeleteRoleCommand({ RoleName: 'Leaver' }))
  const [reading] = await ask(world, admin, key)
  assert.deepEqual(reading.causes, [
    'key-policy/no-account-statement',
    'key-policy/principal-deleted',
    'key-policy/unmanageable',
  ])
  assert.deepEqual(
    reading.remedies.map(({ id, by, commands }) => ({ id, by, commands })),
    [{ id: 'aws-support', by: ['aws-support'], commands: [] }],
  )
  const [file = ''] = reading.files
  const text = await readFile(file, 'utf8')
  for (const told of [
    key,
    userArn('admin'),
    reading.keyPolicy.eventId ?? '?',
    'no longer exists',
  ]) {
    assert.ok(text.includes(told), told)
  }
  assert.match(text, /^Subject: /, 'in English, ready to paste')
  const connection = connect({
    endpoint: world.endpoint,
    region: 'us-east-1',
    credentials: admin,
  })
  const [japanese] = await diagnose(connection, { key, lang: 'ja' })
  const noted = await readFile(japanese?.files[0] ?? '', 'utf8')
  assert.match(noted, /^この下の英文[^]*\nSubject: /, 'with a cover note')
  assert.match(renderText([reading], { lang: 'en' }), /Only AWS Support can help/)
  assert.ok(renderText([reading], { lang: 'en' }).includes(file))
})

test('a role could repair the key, and the asker may not assume it', async () => {
  await createRole(world, 'Closed', { AWS: userArn('outsider') })
  const only = administratorStatement('Closed')
  const key = await createKey(world, keyPolicy(accountStatement, only), keyPolicy(only))
  const [reading] = await ask(world, admin, key)
  assert.deepEqual(reading.causes, ['key-policy/no-account-statement', 'trust/cannot-assume'])
  const [remedy] = reading.remedies
  assert.deepEqual(remedy?.by, [roleArn('Closed')])
  assert.deepEqual(remedy.becoming, [])
  await applyRemedy(remedy, admin, await assumeRole(world, outsider, 'Closed'))
  assert.equal((await ask(world, admin, key))[1]?.outcome, 'allow')
})

test('an IAM administrator opens the trust policy of the role first', async () => {
  const boss = await world.user('boss', allow(['iam:*', 'kms:*', 'cloudtrail:*', 'sts:*']))
  await createRole(world, 'Shut', { AWS: userArn('outsider') })
  const only = administratorStatement('Shut')
  const key = await createKey(world, keyPolicy(accountStatement, only), keyPolicy(only))
  const [reading] = await ask(world, boss, key)
  assert.deepEqual(reading.causes, ['key-policy/no-account-statement', 'trust/cannot-assume'])
  const [remedy] = reading.remedies
  assert.ok(remedy?.gains.includes('user/boss sts:AssumeRole role/Shut'))
  await requireHealed(boss, key, reading)
})

test('the key policy names a user: it takes the credentials of that user', async () => {
  const keeper = await world.user('keeper')
  const only = {
    Effect: 'Allow',
    Principal: { AWS: userArn('keeper') },
    Action: ['kms:PutKeyPolicy'],
    Resource: '*',
  }
  const key = await createKey(world, keyPolicy(accountStatement, only), keyPolicy(only))
  const [reading] = await ask(world, admin, key)
  const [remedy] = reading.remedies
  assert.deepEqual([remedy?.by, remedy?.becoming], [[userArn('keeper')], []])
  assert.ok(remedy && !remedy.commands.flat().includes('--profile'))
  await applyRemedy(remedy, admin, keeper)
  assert.equal((await ask(world, admin, key))[1]?.outcome, 'allow')
})

test('the root user is locked out as well, and cannot assume the role that could', async () => {
  const key = await createKey(world, keyPolicy(accountStatement, administrators))
  await putKeyPolicy(world, key, keyPolicy(administrators))
  const [reading] = await ask(world, world.root(), key)
  assert.deepEqual(reading.causes, ['key-policy/no-account-statement', 'trust/cannot-assume'])
})

test('with the event history alone, the role is found and nothing is called proved', async () => {
  const watcher = await world.user('watcher', allow('cloudtrail:LookupEvents'))
  await createRole(world, 'Watched', { AWS: userArn('watcher') })
  const only = administratorStatement('Watched')
  const key = await createKey(world, keyPolicy(accountStatement, only), keyPolicy(only))
  const [reading] = await ask(world, watcher, key)
  assert.deepEqual(reading.causes, ['key-policy/no-account-statement'])
  const [remedy] = reading.remedies
  assert.deepEqual([remedy?.by, remedy?.proved], [[roleArn('Watched')], false])
  assert.ok(remedy)
  await applyRemedy(remedy, watcher)
  const healed = await ask(world, watcher, key)
  assert.match(healed[0].sentence ?? '', /no identity-based policy/, 'the half of the key is open')
})

test('asked too fast, AWS refuses for a second, and the doctor still answers', async () => {
  const slow = await startWorld({ lookupEventsPerSecond: 2 })
  const asker = await slow.user('admin', administrator)
  await createRole(slow, 'Administrator', { AWS: userArn('admin') })
  const key = await createKey(
    slow,
    keyPolicy(accountStatement, administrators),
    keyPolicy(administrators),
  )
  const both = await Promise.all([ask(slow, asker, key), ask(slow, asker, key)])
  await slow.close()
  for (const [reading] of both) assert.equal(reading.keyPolicy.source, 'rebuilt')
})

test('it is told who took the statement out, and that the safety check was bypassed', async () => {
  const key = await createKey(
    world,
    keyPolicy(accountStatement, administrators),
    keyPolicy(administrators),
  )
  const [reading] = await ask(world, admin, key)
  const { change } = reading.keyPolicy
  assert.equal(change?.by, accountArn)
  assert.equal(change.bypassed, true)
  assert.deepEqual(change.lines, [
    { sign: '-', text: `"Enable IAM User Permissions": Allow ${accountArn} kms:* on *` },
  ])
})

test('after 90 days the history is silent: the cause is known, and the gap is told', async () => {
  const key = await createKey(
    world,
    keyPolicy(accountStatement, administrators),
    keyPolicy(administrators),
  )
  await advance(world, '91d')
  const [reading] = await ask(world, admin, key)
  assert.deepEqual(reading.causes, ['key-policy/no-account-statement'])
  assert.deepEqual(reading.keyPolicy, {
    source: 'none',
    gaps: [{ from: null, to: null, because: 'retention' }],
  })
  assert.match(renderText([reading], { lang: 'en' }), /search them with Athena/)
})
