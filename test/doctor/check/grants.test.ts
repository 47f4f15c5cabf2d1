// `check` on the grants of a plan: who gains by them, and what KMS will not take.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  CreateGrantCommand,
  CreateKeyCommand,
  KMSClient,
  type CreateGrantCommandInput,
  type GrantOperation,
} from '@aws-sdk/client-kms'
import { checkFiles, type CheckedGrant, type CheckOptions } from '../../../src/doctor/index.ts'
import { sparekey } from '../../cli/sparekey.ts'
import { startWorld } from '../../fixtures/world.ts'
import { ACCOUNT, KEY, KEY_ID, plan, type Change } from './plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'sparekey-grants-'))
after(() => rmSync(folder, { recursive: true }))

const APP = `arn:aws:iam::${ACCOUNT}:role/App`
const JOB = `arn:aws:iam::${ACCOUNT}:role/Job`

function planFile(...changes: readonly Change[]): string {
  const file = join(folder, 'plan.json')
  writeFileSync(file, JSON.stringify(plan(...changes), undefined, 2))
  return file
}

const reportOf = (changes: readonly Change[], options: Partial<CheckOptions> = {}) =>
  checkFiles({ files: [planFile(...changes)], lang: 'en', ...options })

async function check(...changes: readonly Change[]): Promise<readonly CheckedGrant[]> {
  return (await reportOf(changes)).grants
}

const terms = (operations: readonly string[], more: object = {}) => ({
  ...{ key_id: KEY_ID, grantee_principal: APP, operations, constraints: [] },
  ...more,
})
const made = (given: object, more: Partial<Change> = {}): Change => ({
  address: 'aws_kms_grant.app',
  actions: ['create'],
  after: given,
  ...more,
})
const idsOf = ({ findings }: CheckedGrant) => findings.map(({ id }) => id)

test('a new grant lets its grantee in, and whoever may retire it', async () => {
  const [grant] = await check(made(terms(['Decrypt', 'Encrypt'], { retiring_principal: JOB })))
  assert.ok(grant)
  assert.deepEqual(
    [grant.address, grant.key, grant.account],
    ['aws_kms_grant.app', KEY_ID, ACCOUNT],
  )
  assert.deepEqual(grant.access, [
    { principal: APP, gains: ['kms:Decrypt', 'kms:Encrypt'], loses: [], changes: [] },
    { principal: JOB, gains: ['kms:RetireGrant'], loses: [], changes: [] },
  ])
  assert.deepEqual(idsOf(grant), [])
})

test('a grant made anew is held against the one that it replaces', async () => {
  const context = [{ encryption_context_equals: { team: 'pay' }, encryption_context_subset: null }]
  const before = terms(['Decrypt', 'DescribeKey'])
  const change = { actions: ['delete', 'create'], before }
  const [wider] = await check(made(terms(['Decrypt', 'Sign']), change))
  assert.deepEqual(wider?.access, [
    { principal: APP, gains: ['kms:Sign'], loses: ['kms:DescribeKey'], changes: [] },
  ])
  const [other] = await check(made(terms(['Decrypt'], { grantee_principal: JOB }), change))
  assert.deepEqual(other?.access, [
    { principal: APP, gains: [], loses: ['kms:Decrypt', 'kms:DescribeKey'], changes: [] },
    { principal: JOB, gains: ['kms:Decrypt'], loses: [], changes: [] },
  ])
  const narrower = terms(['Decrypt', 'DescribeKey'], { constraints: context })
  const [constrained] = await check(made(narrower, change))
  assert.deepEqual(constrained?.access, [
    { principal: APP, gains: [], loses: [], changes: ['kms:Decrypt', 'kms:DescribeKey'] },
  ])
  assert.deepEqual(constrained?.constraint, { asks: 'equals', pairs: { team: 'pay' } })
})

test('a grant taken away takes from its grantee; one left as it is, is not told', async () => {
  const before = terms(['Decrypt'])
  const [gone, ...others] = await check(
    { address: 'aws_kms_grant.gone', actions: ['delete'], before },
    { address: 'aws_kms_grant.same', actions: ['no-op'], before, after: before },
    { address: 'aws_kms_grant.kept', actions: ['forget'], before },
    made({ ...before, retire_on_delete: true }, { actions: ['update'], before }),
  )
  assert.deepEqual(others, [])
  assert.deepEqual(gone?.access, [
    { principal: APP, gains: [], loses: ['kms:Decrypt'], changes: [] },
  ])
  assert.deepEqual(gone?.findings, [])
})

test('a grantee and a key that the plan makes are known by what it says of them', async () => {
  const grant = made(terms(['Decrypt'], { key_id: undefined, grantee_principal: undefined }), {
    unknown: { key_id: true, grantee_principal: true },
    expressions: {
      key_id: { references: ['aws_kms_key.payroll.key_id', 'aws_kms_key.payroll'] },
      grantee_principal: { references: ['aws_iam_role.app.arn', 'aws_iam_role.app'] },
    },
  })
  const role = { address: 'aws_iam_role.app', actions: ['create'], after: { name: 'App' } }
  const key = { address: 'aws_kms_key.payroll', actions: ['create'], after: {}, expressions: {} }
  const [found] = await check(grant, role, key)
  assert.deepEqual([found?.key, found?.unknowns], ['aws_kms_key.payroll', []])
  assert.deepEqual(
    found?.access.map(({ principal }) => principal),
    [APP],
  )
  const there = { ...key, actions: ['no-op'], before: { arn: KEY }, after: { arn: KEY } }
  assert.equal((await check(grant, role, there))[0]?.key, KEY)
})

test('what is not known yet is said, and nothing rests on it', async () => {
  const [found] = await check(
    made(terms([], { grantee_principal: undefined, constraints: undefined }), {
      unknown: { grantee_principal: true, operations: true, constraints: true },
      expressions: {
        grantee_principal: { references: ['var.who'] },
        operations: { references: ['var.what'] },
      },
    }),
  )
  assert.ok(found)
  assert.deepEqual(idsOf(found), ['grant/known-when-applied'])
  assert.deepEqual(found.unknowns, ['var.who', 'var.what', 'constraints'])
  assert.match(
    found.findings[0]?.says ?? '',
    /\$\{var\.who\}, \$\{var\.what\}, \$\{constraints\}\./,
  )
})

test('whom a grant lets in unseen is a warning', async () => {
  const [passing] = await check(made(terms(['Decrypt', 'CreateGrant'])))
  assert.ok(passing)
  assert.deepEqual(idsOf(passing), ['grant/passed-on'])
  const stranger = 'arn:aws:iam::444455556666:role/App'
  const [foreign] = await check(made(terms(['Decrypt'], { grantee_principal: stranger })))
  assert.ok(foreign)
  assert.deepEqual(idsOf(foreign), ['grant/foreign-account'])
  assert.match(
    foreign.findings[0]?.says ?? '',
    /^arn:aws:iam::444455556666:role\/App is of another/,
  )
})

const constraint = { encryption_context_equals: { a: 'b' }, encryption_context_subset: { a: 'b' } }
const Constraints = { EncryptionContextEquals: { a: 'b' }, EncryptionContextSubset: { a: 'b' } }
const SERVICE = 'ec2.amazonaws.com'
/** What `check` says, of which values of a plan, and what Terraform then asks of KMS. */
const refused: Readonly<Record<string, readonly [object, Partial<CreateGrantCommandInput>]>> = {
  'no grant can allow `PutKeyPolicy`': [
    { operations: ['Decrypt', 'PutKeyPolicy'] },
    { Operations: ['Decrypt', 'PutKeyPolicy' as GrantOperation] },
  ],
  'it allows nothing': [{ operations: [] }, { Operations: [] }],
  'CreateGrant alone passes nothing on': [
    { operations: ['CreateGrant'] },
    { Operations: ['CreateGrant'] },
  ],
  'no key supports all of Decrypt, Sign: each key has one use': [
    { operations: ['Decrypt', 'Sign'] },
    { Operations: ['Decrypt', 'Sign'] },
  ],
  [`\`${SERVICE}\` is not the ARN of an account, a user, a role or a session`]: [
    { grantee_principal: SERVICE },
    { GranteePrincipal: SERVICE },
  ],
  '`*` is not the ARN of an account, a user, a role or a session': [
    { retiring_principal: '*' },
    { RetiringPrincipal: '*' },
  ],
  'it has two constraints, and one is the most': [{ constraints: [constraint] }, { Constraints }],
}

test('what is called an error is what KMS refuses', async (t) => {
  const world = await startWorld()
  t.after(() => world.close())
  await world.user('App')
  const kms = world.client(KMSClient)
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const create = (asked: Partial<CreateGrantCommandInput>) => {
    const grantee = { GranteePrincipal: `arn:aws:iam::${ACCOUNT}:user/App` }
    const Operations: GrantOperation[] = ['Decrypt']
    const input = { KeyId: KeyMetadata?.KeyId, ...grantee, Operations, ...asked }
    return kms.send(new CreateGrantCommand(input))
  }
  await create({})
  for (const [says, [planned, asked]] of Object.entries(refused)) {
    const [found] = await check(made(terms(['Decrypt'], planned)))
    const [error] = found?.findings ?? []
    assert.deepEqual([error?.id, error?.severity], ['grant/malformed', 'error'])
    assert.equal(error?.says, `KMS refuses the grant: ${says}`)
    await assert.rejects(
      create(asked),
      { name: /^(ValidationException|InvalidArnException)$/ },
      says,
    )
  }
})

test('the command tells grants, at their line, in every format', async () => {
  const constraints = [{ encryption_context_subset: { team: 'pay' } }]
  const file = planFile(made(terms(['Decrypt', 'CreateGrant'], { constraints })))
  const told = await sparekey(['check', file, '--offline'])
  assert.equal(told.code, 0, told.stderr)
  const text = told.stdout.replaceAll(/\s+/g, ' ')
  assert.match(text, /aws_kms_grant\.app \S+plan\.json:14 warning: role\/App may pass on/)
  assert.match(text, /by this grant on 1234abcd-\S+: role\/App gains kms:Decrypt, kms:CreateGrant/)
  assert.match(text, /only where the encryption context holds team=pay/)
  assert.match(text, /key policies: 0, grants: 1, errors: 0, warnings: 1, notes: 0/)
  const strict = await sparekey(['check', file, '--offline', '--fail-on', 'warning'])
  assert.equal(strict.code, 2)
  const github = await sparekey(['check', file, '--offline', '--format', 'github'])
  assert.match(github.stdout, /^::warning file=\S+plan\.json,line=14,.*grant\/passed-on::/)
  const sarif = await sparekey(['check', file, '--offline', '--format', 'sarif'])
  assert.equal(JSON.parse(sarif.stdout).runs[0].results[0].ruleId, 'grant/passed-on')
  const one = await sparekey(['check', file, '--offline', '--resource', 'aws_kms_grant.other'])
  assert.match(one.stderr, /aws_kms_grant\.other.*\n\s+hint: aws_kms_grant\.app/)
})
