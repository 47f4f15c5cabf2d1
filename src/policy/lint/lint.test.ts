import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPolicy } from '../read-policy.ts'
import { type LintFinding, type LintId, SEVERITIES } from './finding.ts'
import { lint } from './lint.ts'
import type { LintOptions } from './subject.ts'
import { lintText } from './words/words.ts'

const ACCOUNT = '111122223333'
const ROOT = `arn:aws:iam::${ACCOUNT}:root`
const ADMIN = `arn:aws:iam::${ACCOUNT}:role/Admin`
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`

const delegation = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' }

function findings(
  Statement: object | readonly object[],
  options: LintOptions = { kind: 'keyPolicy', key: KEY },
): readonly LintFinding[] {
  const text = JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2)
  const read = readPolicy(text, { positions: true })
  assert.ok('document' in read, JSON.stringify(read))
  return lint(read.document, options)
}

const ids = (...given: Parameters<typeof findings>) => findings(...given).map(({ id }) => id)

/** What is found in a statement that stands beside a delegation. */
const inStatement = (statement: object): readonly string[] =>
  ids([delegation, { ...delegation, ...statement }])

const identity = { kind: 'identityPolicy' } as const
const trust = { kind: 'trustPolicy', account: ACCOUNT } as const
const allowAll = { Effect: 'Allow', Action: '*', Resource: '*' }

test('the default key policy, an administrator policy and a plain trust policy are clean', () => {
  assert.deepEqual(ids([delegation]), [])
  assert.deepEqual(ids([allowAll], identity), [])
  const trusting = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'sts:AssumeRole' }
  assert.deepEqual(ids([trusting], trust), [])
})

test('statements that never apply', () => {
  assert.deepEqual(inStatement({ Action: undefined }), ['statement/no-action'])
  assert.deepEqual(inStatement({ Resource: undefined }), ['statement/no-resource'])
  const other = KEY.replace('1234abcd', 'ffffffff')
  assert.deepEqual(inStatement({ Resource: other }), ['statement/resource-not-this-key'])
  const alias = `arn:aws:kms:us-east-1:${ACCOUNT}:alias/payroll`
  assert.deepEqual(ids([delegation, { ...delegation, Resource: alias }], { kind: 'keyPolicy' }), [
    'statement/resource-not-this-key',
  ])
  assert.deepEqual(inStatement({ Resource: KEY }), ['statement/resource-named'])
})

test('principals that cannot be, or are not who they seem', () => {
  const of = (AWS: string) => inStatement({ Principal: { AWS } })
  assert.deepEqual(of(`arn:aws:iam::${ACCOUNT}:group/admins`), ['principal/group'])
  assert.deepEqual(of(`arn:aws:iam::${ACCOUNT}:role/*`), ['principal/wildcard-in-arn'])
  assert.deepEqual(of(`arn:aws:${ACCOUNT}:role/Admin`), ['principal/malformed'])
  assert.deepEqual(of(`arn:aws:iam::${ACCOUNT}:policy/p`), ['principal/malformed'])
  assert.deepEqual(of('AROAEXAMPLEEXAMPLE123'), ['principal/deleted'])
  assert.deepEqual(inStatement({ Principal: { Service: 'kms' } }), ['principal/malformed'])
  assert.deepEqual(of(`arn:aws:sts::${ACCOUNT}:assumed-role/Admin/night`), [])
})

test('NotPrincipal is a trap either way', () => {
  const NotPrincipal = { AWS: ADMIN }
  const inverted = { Principal: undefined, NotPrincipal }
  assert.deepEqual(inStatement(inverted), ['principal/not-principal-allow'])
  assert.deepEqual(inStatement({ ...inverted, Effect: 'Deny' }), ['principal/not-principal-deny'])
})

test('a key policy that does not let the account decide, or never really does', () => {
  const admins = { ...delegation, Principal: { AWS: [ADMIN, `${ADMIN}2`] } }
  assert.deepEqual(ids(admins), ['delegation/missing'])
  const strange = { ...delegation, Principal: { AWS: '444455556666' } }
  assert.deepEqual(ids([admins, strange]), ['delegation/missing'])
  const Condition = { StringEquals: { 'kms:CallerAccount': '444455556666' } }
  assert.deepEqual(ids({ ...delegation, Condition }), ['delegation/never-holds'])
  const office = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }
  assert.deepEqual(ids({ ...delegation, Condition: office }), [])
})

test('a key policy that few or none can change', () => {
  const only = { ...delegation, Principal: { AWS: ADMIN } }
  assert.deepEqual(ids(only), ['delegation/missing', 'administration/only-one'])
  const nobody = { ...only, Action: 'kms:Decrypt' }
  assert.deepEqual(ids(nobody), ['delegation/missing', 'administration/nobody'])
  const stranger = { ...only, Principal: { AWS: 'arn:aws:iam::444455556666:role/Admin' } }
  assert.deepEqual(ids(stranger), ['delegation/missing', 'administration/nobody'])
})

test('everybody is let in, unless a condition says whose they have to be', () => {
  const open = { Principal: '*', Action: 'kms:Decrypt' }
  assert.deepEqual(inStatement(open), ['access/open-to-world'])
  const under = (Condition: object) => inStatement({ ...open, Condition })
  assert.deepEqual(under({ StringEquals: { 'kms:CallerAccount': ACCOUNT } }), [])
  assert.deepEqual(under({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), [])
  for (const loose of [
    { StringNotEquals: { 'kms:CallerAccount': ACCOUNT } },
    { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { StringLike: { 'aws:PrincipalAccount': '*' } },
    { StringEquals: { 'kms:EncryptionContext:team': 'payroll' } },
  ]) {
    assert.deepEqual(under(loose), ['access/open-to-world'], JSON.stringify(loose))
  }
  assert.deepEqual(inStatement({ ...open, Effect: 'Deny' }), [])
  const assume = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }
  assert.deepEqual(ids([assume], trust), ['access/open-to-world'])
})

test('actions that do not exist, or are not asked about', () => {
  assert.deepEqual(inStatement({ Action: 'kms:PutKeyPolicies' }), ['action/unknown'])
  assert.deepEqual(inStatement({ Action: 'KMS:putkeypolicy' }), [])
  assert.deepEqual(inStatement({ Action: 'kms:ReEncrypt*' }), [])
  assert.deepEqual(inStatement({ Action: 's3:GetObject' }), ['action/other-service'])
  for (const vain of ['CreateKey', 'ListKeys', 'ListAliases', 'GenerateRandom', 'RetireGrant']) {
    assert.deepEqual(inStatement({ Action: `kms:${vain}` }), ['action/no-effect-in-key-policy'])
  }
  assert.deepEqual(inStatement({ Action: ['kms:CreateAlias', 'kms:List*'] }), [])
  const ec2 = { ...allowAll, Action: ['ec2:Anything', 'iam:CreateUsr'] }
  assert.deepEqual(ids([ec2], identity), ['action/unknown'])
})

test('condition keys that do not exist, or never come', () => {
  const under = (Condition: object, Action: unknown = 'kms:*') => inStatement({ Condition, Action })
  assert.deepEqual(under({ StringEquals: { 'kms:ViaServices': 'x' } }), ['condition/unknown-key'])
  assert.deepEqual(under({ StringEquals: { 'aws:PrincipalOrgId': 'o-a1b2c3d4e5' } }), [])
  const grantKey = { Bool: { 'kms:GrantIsForAWSResource': 'true' } }
  assert.deepEqual(under(grantKey, ['kms:CreateGrant', 'kms:Encrypt']), [
    'condition/key-not-in-request',
  ])
  assert.deepEqual(under(grantKey, 'kms:*'), [])
  assert.deepEqual(under({ StringEquals: { 'kms:EncryptionContext:team': 'x' } }), [])
  const tag = { StringEquals: { 'aws:ResourceTag/team': 'payroll' } }
  assert.deepEqual(under(tag), ['condition/identity-only-key'])
  assert.deepEqual(ids([{ ...allowAll, Action: 'kms:*', Condition: tag }], identity), [])
})

test('condition operators that cannot read their key', () => {
  const under = (Condition: object) => inStatement({ Condition })
  assert.deepEqual(under({ StringEquals: { 'aws:SourceIp': '10.0.0.0/8' } }), [
    'condition/operator-misfit',
  ])
  assert.deepEqual(under({ NumericLessThan: { 'aws:EpochTime': '1700000000' } }), [])
  assert.deepEqual(under({ Null: { 'aws:SourceIp': 'true' } }), [])
  assert.deepEqual(under({ StringEquals: { 'aws:CalledVia': 'athena.amazonaws.com' } }), [
    'condition/set-operator-missing',
  ])
})

test('a finding stands at its line and column', () => {
  const [found] = findings([delegation, { ...delegation, Action: ['kms:Get*', 'kms:Gett'] }])
  assert.deepEqual(
    [found?.id, found?.statement, found?.line, found?.column],
    ['action/unknown', 1, 19, 9],
  )
})

test('an unknown name is answered with the one that was likely meant', () => {
  const [found] = findings([delegation, { ...delegation, Action: 'kms:PutKeyPolcy' }])
  assert.ok(found)
  assert.match(lintText(found, 'en').instead, /write `kms:PutKeyPolicy`/)
  const [lost] = findings({ ...delegation, Condition: { Bool: { 'kms:NothingLikeIt': 'true' } } })
  assert.ok(lost)
  assert.match(lintText(lost, 'ja').instead, /リファレンス/)
})

test('every finding has words in both languages, with the same facts', () => {
  for (const id of Object.keys(SEVERITIES) as LintId[]) {
    const finding = { id, severity: SEVERITIES[id], statement: 0, sid: undefined, facts: {} }
    const places = (language: 'en' | 'ja') => {
      const { says, instead } = lintText(finding, language)
      return [says, instead].map((text) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted())
    }
    assert.deepEqual(places('ja'), places('en'), id)
  }
})
