// `check` on plans of Terraform's: what they say, what they leave open, and what is not touched.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkFiles, type CheckOptions, type CheckedPolicy } from '../../../src/doctor/index.ts'
import { ACCOUNT, accountStatement, KEY, KEY_ID, plan, policyText, type Change } from './plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'sparekey-plan-'))
after(() => rmSync(folder, { recursive: true }))

const allowAll = '{"Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}'
const deployer = {
  deployer: `arn:aws:iam::${ACCOUNT}:role/Deploy`,
  deployerPolicies: [{ name: 'deploy.json', text: allowAll }],
}

async function check(
  changes: readonly Change[],
  options: Partial<CheckOptions> = deployer,
): Promise<readonly CheckedPolicy[]> {
  const file = join(folder, 'plan.json')
  writeFileSync(file, JSON.stringify(plan(...changes)))
  return (await checkFiles({ files: [file], lang: 'en', ...options })).policies
}

const idsOf = (policy: CheckedPolicy | undefined) => policy?.findings.map(({ id }) => id)
const named = (role: string) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/${role}` },
  Action: 'kms:*',
  Resource: '*',
})

test('a new key is judged by its policy, in modules and under an index as well', async () => {
  const [own, inModule] = await check([
    {
      address: 'aws_kms_key.payroll',
      actions: ['create'],
      after: { policy: policyText(named('Other'), named('Another')) },
      expressions: { policy: {} },
    },
    {
      address: 'module.keys.aws_kms_key.it["eu.west"]',
      actions: ['create'],
      after: { policy: policyText(accountStatement) },
      expressions: { policy: {} },
    },
  ])
  assert.equal(own?.address, 'aws_kms_key.payroll')
  assert.equal(own?.lockout, 'refused')
  assert.deepEqual(idsOf(own), ['lockout/caller-not-covered', 'delegation/missing'])
  assert.equal(inModule?.address, 'module.keys.aws_kms_key.it["eu.west"]')
  assert.deepEqual([inModule?.lockout, idsOf(inModule)], ['passes', []])
})

test('a changed policy is held against the one that the plan knows', async () => {
  const [found] = await check([
    {
      address: 'aws_kms_key.payroll',
      actions: ['update'],
      before: { arn: KEY, key_id: KEY_ID, policy: policyText(accountStatement) },
      after: { arn: KEY, key_id: KEY_ID, policy: policyText(named('Deploy')) },
    },
  ])
  assert.deepEqual([found?.key, found?.against, found?.lockout], [KEY, 'plan', 'passes'])
  assert.ok(idsOf(found)?.includes('key-policy/no-account-statement'))
  assert.deepEqual(
    found?.access?.map(({ principal }) => principal),
    [`arn:aws:iam::${ACCOUNT}:root`, `arn:aws:iam::${ACCOUNT}:role/Deploy`],
  )
})

test('what the plan leaves as it is, or deletes, is not looked at', async () => {
  const policy = policyText(named('Other'))
  const state = { arn: KEY, key_id: KEY_ID, policy }
  const spelled = { ...state, policy: JSON.stringify(JSON.parse(policy), undefined, 2) }
  assert.deepEqual(
    await check([
      { address: 'aws_kms_key.a', actions: ['no-op'], before: state, after: state },
      { address: 'aws_kms_key.b', actions: ['update'], before: state, after: spelled },
      { address: 'aws_kms_key.c', actions: ['delete'], before: state },
      { address: 'aws_s3_bucket.d', actions: ['create'], after: { policy } },
    ]),
    [],
  )
})

test('a key without a policy has the default one, or that of another resource', async () => {
  const key: Change = {
    address: 'aws_kms_key.payroll',
    actions: ['create'],
    after: {},
    unknown: { policy: true },
    expressions: {},
  }
  const [alone] = await check([key])
  assert.deepEqual([alone?.isDefault, alone?.lockout], [true, 'passes'])
  const policy: Change = {
    address: 'aws_kms_key_policy.payroll',
    actions: ['create'],
    after: { policy: policyText(named('Deploy'), named('Other')) },
    expressions: { key_id: { references: ['aws_kms_key.payroll.id', 'aws_kms_key.payroll'] } },
  }
  const both = await check([key, policy])
  assert.deepEqual(
    both.map(({ address }) => address),
    ['aws_kms_key_policy.payroll'],
  )
})

test('the policy resource of a key that is there is held against that of the key', async () => {
  const before = { arn: KEY, key_id: KEY_ID, policy: policyText(accountStatement) }
  const [found] = await check([
    { address: 'aws_kms_key.payroll', actions: ['no-op'], before, after: before },
    {
      address: 'aws_kms_key_policy.payroll',
      actions: ['create'],
      after: { key_id: KEY_ID, policy: policyText(named('Deploy')) },
      expressions: { key_id: { references: ['aws_kms_key.payroll.id', 'aws_kms_key.payroll'] } },
    },
  ])
  assert.deepEqual([found?.key, found?.against], [KEY, 'plan'])
})

const keyWithDocument: Change = {
  address: 'aws_kms_key.payroll',
  actions: ['create'],
  after: {},
  unknown: { policy: true },
  expressions: {
    policy: {
      references: ['data.aws_iam_policy_document.key.json', 'data.aws_iam_policy_document.key'],
    },
  },
}
const document = (
  identifiers: readonly (string | null)[],
  isOpen: readonly boolean[] | true,
  references: readonly string[],
): Change => ({
  address: 'data.aws_iam_policy_document.key',
  mode: 'data',
  actions: ['read'],
  after: {
    version: null,
    statement: [
      {
        sid: 'Administrators',
        effect: 'Allow',
        actions: ['kms:*'],
        resources: ['*'],
        principals: [{ type: 'AWS', ...(isOpen === true ? {} : { identifiers }) }],
        condition: [],
      },
    ],
  },
  unknown: { json: true, statement: [{ principals: [{ identifiers: isOpen }] }] },
  expressions: { statement: [{ principals: [{ identifiers: { references } }] }] },
})
const admin: Change = {
  address: 'aws_iam_role.admin',
  actions: ['create'],
  after: { name: 'Admin', path: '/' },
  unknown: { arn: true },
}

test('a document that is read while applying is worked out from the plan', async () => {
  const references = ['aws_iam_role.admin.arn', 'aws_iam_role.admin']
  const changes = [keyWithDocument, document([], true, references), admin]
  const [found] = await check(changes)
  // The only administrator is a role of another name: KMS will refuse it from this deployer.
  assert.deepEqual([found?.lockout, found?.unknowns], ['refused', []])
  const [asAdmin] = await check(changes, {
    ...deployer,
    deployer: `arn:aws:iam::${ACCOUNT}:role/Admin`,
  })
  assert.equal(asAdmin?.lockout, 'passes')
})

test('what cannot be worked out is said, and no verdict rests on it', async () => {
  const references = ['module.roles.admin_arn', 'module.roles']
  const [found] = await check([keyWithDocument, document([], true, references)])
  assert.deepEqual([found?.lockout, found?.unknowns], ['unknown', ['module.roles.admin_arn']])
  assert.deepEqual(idsOf(found)?.toSorted(), [
    'lockout/known-when-applied',
    'policy/known-when-applied',
  ])
  const root = `arn:aws:iam::${ACCOUNT}:root`
  const [delegating] = await check([
    keyWithDocument,
    document([root, null], [false, true], references),
  ])
  assert.equal(delegating?.lockout, 'passes')
})

test('of several values, none is taken for another', async () => {
  const references = ['aws_iam_role.admin.arn', 'aws_iam_role.admin', 'var.more']
  const [found] = await check([keyWithDocument, document([], true, references), admin])
  assert.equal(found?.lockout, 'unknown')
})

test('a policy of which nothing is known is a note', async () => {
  const key: Change = {
    ...keyWithDocument,
    expressions: { policy: { references: ['var.policy'] } },
  }
  const [found] = await check([key])
  assert.equal(found?.lockout, 'unknown')
  assert.ok(found?.findings.every(({ severity }) => severity === 'note'))
})

test('with the safety check bypassed a lockout is a warning: KMS will not stop it', async () => {
  const [found] = await check([
    {
      address: 'aws_kms_key.payroll',
      actions: ['create'],
      after: {
        policy: policyText(named('Other')),
        bypass_policy_lockout_safety_check: true,
      },
    },
  ])
  assert.equal(found?.lockout, 'bypassed')
  const finding = found?.findings.find(({ id }) => id === 'lockout/caller-not-covered')
  assert.equal(finding?.severity, 'warning')
})

test('a deployer of unknown IAM policies passes by name, and else cannot be told', async () => {
  const key = (policy: string): Change => {
    return { address: 'aws_kms_key.a', actions: ['create'], after: { policy } }
  }
  const who = { deployer: `arn:aws:iam::${ACCOUNT}:role/Deploy` }
  const lockoutOf = async (...statements: readonly object[]) =>
    (await check([key(policyText(...statements))], who))[0]?.lockout
  assert.equal(await lockoutOf(named('Deploy')), 'passes')
  assert.equal(await lockoutOf(accountStatement), 'unknown')
  assert.equal(await lockoutOf(named('Other')), 'refused')
  const onlyAtWork = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }
  assert.equal(await lockoutOf({ ...named('Deploy'), ...onlyAtWork }), 'unknown')
  const session = { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/ci` }
  assert.equal(await lockoutOf({ ...named('Deploy'), Principal: session }), 'unknown')
})
