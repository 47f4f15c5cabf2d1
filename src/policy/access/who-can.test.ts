import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAccountId } from '../../base/account-id.ts'
import { compilePolicy } from '../compile.ts'
import { readPolicyJson } from '../read-policy.ts'
import type { NamedPolicy } from '../types.ts'
import type { AccessWorld, WorldAccount } from './access-world.ts'
import { diffAccess } from './diff-access.ts'
import { checkLockout, lockoutCheck } from './lockout-check.ts'
import { type Access, whoCan } from './who-can.ts'

const id = parseAccountId('111122223333') ?? assert.fail()
const ROOT = `arn:aws:iam::${id}:root`
const ALICE = `arn:aws:iam::${id}:user/Alice`
const ADMIN = `arn:aws:iam::${id}:role/Admin`
const KEY = `arn:aws:kms:us-east-1:${id}:key/1234abcd-12ab-34cd-56ef-1234567890ab`

function named(name: string, ...Statement: readonly object[]): NamedPolicy {
  const read = readPolicyJson(JSON.parse(JSON.stringify({ Version: '2012-10-17', Statement })))
  assert.ok('document' in read)
  return { name, policy: compilePolicy(read.document) }
}

const allow = (more: object): object => ({
  Effect: 'Allow',
  Action: 'kms:*',
  Resource: '*',
  ...more,
})
const delegation = allow({ Sid: 'Delegation', Principal: { AWS: ROOT } })
const fromOffice = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }
const withMfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }

const world = (
  policy: NamedPolicy,
  account: Partial<WorldAccount> = {},
  more: Partial<AccessWorld> = {},
): AccessWorld => ({
  key: { arn: KEY, account: id, policy },
  accounts: [{ id, ...account }],
  ...more,
})

const alice = (...policies: readonly NamedPolicy[]) => ({ users: [{ arn: ALICE, policies }] })
const anything = named('anything', allow({ Action: '*' }))

const PUT = 'kms:PutKeyPolicy'
const verdicts = (found: readonly Access[]) =>
  found.map(({ principal, verdict }) => `${principal} ${verdict}`)

test('a delegation lets the root user in, and those whose IAM policies allow', () => {
  const policy = named('key policy', delegation)
  assert.deepEqual(verdicts(whoCan(PUT, world(policy))), [`${ROOT} allowed`])
  assert.deepEqual(verdicts(whoCan(PUT, world(policy, alice(anything)))), [
    `${ROOT} allowed`,
    `${ALICE} allowed`,
  ])
})

test('group policies count for the members of the group only', () => {
  const users = [
    { arn: ALICE, policies: [], groups: ['admins'] },
    { arn: `arn:aws:iam::${id}:user/Bob`, policies: [] },
  ]
  const found = whoCan(
    PUT,
    world(named('p', delegation), { users, groups: { admins: [anything] } }),
  )
  assert.deepEqual(verdicts(found), [`${ROOT} allowed`, `${ALICE} allowed`])
})

test('a condition on context that is not known is reported and not guessed', () => {
  const policy = named('key policy', allow({ Principal: { AWS: ALICE }, Condition: fromOffice }))
  const [found, ...others] = whoCan(PUT, world(policy, alice()))
  assert.deepEqual(others, [])
  assert.equal(found?.verdict, 'conditional')
  assert.deepEqual(
    found.ways.map((way) => way.map(({ conditions }) => conditions)),
    [[[{ operator: 'IpAddress', key: 'aws:SourceIp', values: ['10.0.0.0/8'] }]]],
  )
})

test('a condition on context that is known is decided', () => {
  const policy = named('key policy', allow({ Principal: { AWS: ALICE }, Condition: fromOffice }))
  const at = (ip: string) => world(policy, alice(), { context: { 'aws:SourceIp': ip } })
  assert.deepEqual(verdicts(whoCan(PUT, at('10.1.2.3'))), [`${ALICE} allowed`])
  assert.deepEqual(whoCan(PUT, at('192.0.2.1')), [])
})

test('ways are the smallest sets of statements that suffice', () => {
  const policy = named(
    'key policy',
    allow({ Sid: 'Direct', Principal: { AWS: ALICE }, Condition: fromOffice }),
    allow({ Sid: 'Account', Principal: { AWS: ROOT }, Condition: withMfa }),
  )
  const own = named(
    'own',
    allow({ Sid: 'Own', Condition: { Bool: { 'aws:ViaAWSService': 'false' } } }),
  )
  const found = whoCan(PUT, world(policy, alice(own))).find(({ principal }) => principal === ALICE)
  const sids = found?.ways.map((way) => way.map(({ statement }) => statement.sid))
  assert.deepEqual(sids, [['Direct'], ['Own', 'Account']])
})

test('a denial under an open condition is something that must not apply', () => {
  const deny = { Sid: 'NoMfa', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }
  const Condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }
  const policy = named('key policy', delegation, { ...deny, Condition })
  const [found] = whoCan(PUT, world(policy))
  assert.equal(found?.verdict, 'conditional')
  assert.deepEqual(found.ways, [])
  assert.deepEqual(
    found.unless.map(({ statement }) => statement.sid),
    ['NoMfa'],
  )
})

test('principals of other accounts are told, with what is not known of them', () => {
  const stranger = 'arn:aws:iam::444455556666:role/Reader'
  const policy = named('key policy', allow({ Principal: { AWS: [stranger, '444455556666'] } }))
  const found = whoCan('kms:Decrypt', world(policy))
  assert.deepEqual(
    found.map(({ principal, unseen }) => [principal, unseen]),
    [
      [stranger, true],
      ['arn:aws:iam::444455556666:root', true],
    ],
  )
  assert.deepEqual(whoCan(PUT, world(policy)), [])
})

test('services and everybody are told where the policy names them', () => {
  const policy = named(
    'key policy',
    allow({ Principal: { Service: 'cloudtrail.amazonaws.com' } }),
    allow({ Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': id } } }),
  )
  const found = whoCan('kms:Decrypt', world(policy, alice()))
  assert.deepEqual(verdicts(found), [
    `${ROOT} allowed`,
    `${ALICE} allowed`,
    'cloudtrail.amazonaws.com allowed',
    '* conditional',
  ])
})

test('a policy variable tells apart those whom it names', () => {
  const own = named('own', allow({ Condition: { StringEquals: { 'aws:username': 'Alice' } } }))
  const users = ['Alice', 'Bob'].map((name) => {
    return { arn: `arn:aws:iam::${id}:user/${name}`, policies: [own] }
  })
  const found = whoCan(PUT, world(named('key policy', delegation), { users }))
  assert.deepEqual(verdicts(found), [`${ROOT} allowed`, `${ALICE} allowed`])
})

test('ten thousand principals are answered for in well under a second', () => {
  const users = Array.from({ length: 10_000 }, (_, index) => ({
    arn: `arn:aws:iam::${id}:user/user-${index}`,
    policies: [],
    groups: [`group-${index % 50}`],
  }))
  const names = Array.from({ length: 50 }, (_, index) => `group-${index}`)
  const groups = Object.fromEntries(names.map((name) => [name, [named(name, allow({}))]]))
  const began = performance.now()
  const found = whoCan(PUT, world(named('key policy', delegation), { users, groups }))
  assert.equal(found.length, 10_001)
  assert.ok(performance.now() - began < 1000)
})

test('the difference of two key policies is who gains and who loses which actions', () => {
  const before = named('before', delegation)
  const after = named('after', allow({ Principal: { AWS: ADMIN }, Action: 'kms:Get*' }))
  const roles = [{ arn: ADMIN, policies: [] }]
  const found = diffAccess(before, after, world(before, { ...alice(anything), roles }))
  const summary = found.map(({ principal, gains, loses }) => [
    principal,
    gains.includes('kms:GetKeyPolicy'),
    loses.includes(PUT),
  ])
  assert.deepEqual(summary, [
    [ROOT, false, true],
    [ALICE, false, true],
    [ADMIN, true, false],
  ])
  assert.deepEqual(diffAccess(before, before, world(before, alice(anything))), [])
})

test('another condition on the same access is a change', () => {
  const before = named('before', allow({ Principal: { AWS: ALICE }, Action: PUT }))
  const after = named(
    'after',
    allow({ Principal: { AWS: ALICE }, Action: PUT, Condition: withMfa }),
  )
  assert.deepEqual(diffAccess(before, after, world(before, alice())), [
    { principal: ALICE, gains: [], loses: [], changes: [PUT] },
  ])
})

test('the lockout check asks about the caller, with its own IAM policies', () => {
  const delegating = named('new', delegation)
  const current = world(delegating, { ...alice(), roles: [{ arn: ADMIN, policies: [anything] }] })
  assert.equal(lockoutCheck(delegating, ALICE, current)?.outcome, 'implicitDeny')
  assert.equal(lockoutCheck(delegating, ADMIN, current)?.outcome, 'allow')
  const session = `arn:aws:sts::${id}:assumed-role/Admin/night`
  const onlySession = named('new', allow({ Principal: { AWS: session } }))
  assert.equal(lockoutCheck(onlySession, session, current)?.outcome, 'allow')
  assert.equal(lockoutCheck(onlySession, ADMIN, current)?.outcome, 'implicitDeny')
  assert.equal(lockoutCheck(delegating, 'arn:aws:iam::444455556666:user/Eve', current), undefined)
})

test('the lockout check knows a session by the name of its role, whatever its path', () => {
  const roles = [{ arn: `arn:aws:iam::${id}:role/staff/Night`, policies: [anything] }]
  const current = world(named('now', delegation), { roles })
  const session = `arn:aws:sts::${id}:assumed-role/Night/shift`
  assert.equal(lockoutCheck(named('new', delegation), session, current)?.outcome, 'allow')
})

test('the lockout check of another account fails whatever the policy says', () => {
  const account = parseAccountId('444455556666') ?? assert.fail()
  const arn = `arn:aws:iam::${account}:root`
  const decision = checkLockout(named('new', allow({ Principal: '*' })), {
    principal: { type: 'root', arn, account },
    resource: KEY,
    resourceAccount: id,
    context: new Map(),
    policies: { identity: [anything], serviceControl: [], resourceControl: [], grants: [] },
  })
  assert.equal(decision.outcome, 'implicitDeny')
})
