// `check` on templates: a verdict is given only where every value that is open leads to it.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkFiles, type CheckedPolicy, type CheckOptions } from '../../../src/doctor/index.ts'
import { ACCOUNT } from './plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'sparekey-template-'))
after(() => rmSync(folder, { recursive: true }))

const deployer = `arn:aws:iam::${ACCOUNT}:role/Deploy`

async function check(
  statements: string,
  options: Partial<CheckOptions> = { deployer },
): Promise<CheckedPolicy> {
  const file = join(folder, 'template.yaml')
  const indented = statements.trim().replaceAll(/^/gm, '          ')
  writeFileSync(file, `${HEAD}${indented}\n`)
  const [found, ...others] = (await checkFiles({ files: [file], lang: 'en', ...options })).policies
  assert.ok(found)
  assert.deepEqual(others, [])
  return found
}

const HEAD = `
Parameters:
  Whom: {Type: String}
  Stage: {Type: String}
Conditions:
  Production: !Equals [!Ref Stage, production]
  Never: !Equals [a, b]
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: Deploy}}
  Other: {Type: AWS::IAM::Role, Properties: {RoleName: Other}}
  Skipped: {Type: AWS::KMS::Key, Condition: Never, Properties: {KeyPolicy: {Statement: []}}}
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: '2012-10-17'
        Statement:
`
const lets = (principal: string, more = ''): string =>
  `- {Effect: Allow, Principal: ${principal}, Action: 'kms:*', Resource: '*'${more}}`
const denies = (principal: string): string =>
  `- {Effect: Deny, Principal: ${principal}, Action: 'kms:PutKeyPolicy', Resource: '*'}`
const maybe = (statement: string): string =>
  `- !If [Production, ${statement.replace('- ', '')}, !Ref AWS::NoValue]`

const verdicts: Readonly<Record<string, CheckedPolicy['lockout']>> = {
  [lets('{AWS: !GetAtt Role.Arn}')]: 'passes',
  [lets('{AWS: !GetAtt Other.Arn}')]: 'refused',
  [lets('{AWS: !Ref Whom}')]: 'unknown',
  [lets("{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:role/${Whom}'}")]: 'unknown',
  [lets("{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:user/${Whom}'}")]: 'refused',
  [lets("{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:role/${Whom}-admin'}")]: 'refused',
  [lets('{AWS: [!GetAtt Role.Arn, !Ref Whom]}')]: 'passes',
  [maybe(lets('{AWS: !GetAtt Role.Arn}'))]: 'unknown',
  [`${lets('{AWS: !GetAtt Role.Arn}')}\n${maybe(denies("'*'"))}`]: 'unknown',
  [`${lets('{AWS: !GetAtt Role.Arn}')}\n${denies('{AWS: !Ref Whom}')}`]: 'unknown',
  [`${lets('{AWS: !GetAtt Role.Arn}')}\n${denies('{AWS: !GetAtt Other.Arn}')}`]: 'passes',
  [`${lets('{AWS: !GetAtt Role.Arn}')}\n${denies('{AWS: !GetAtt Role.Arn}')}`]: 'refused',
  [`${lets('{AWS: !GetAtt Role.Arn}')}\n- !ImportValue more`]: 'unknown',
  [lets('!ImportValue whom')]: 'unknown',
  [lets('{AWS: !GetAtt Role.Arn}', ', Condition: !ImportValue when')]: 'unknown',
  [lets("'*'", ', Condition: {StringEquals: {"kms:CallerAccount": !Ref AWS::AccountId}}')]:
    'passes',
  [lets("'*'", ', Condition: {StringEquals: {"kms:CallerAccount": !Ref Whom}}')]: 'unknown',
  "- {Effect: !Ref Whom, Principal: '*', Action: 'kms:*', Resource: '*'}": 'unknown',
  [`- {Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, Action: [!Ref Whom], Resource: '*'}`]:
    'unknown',
  [`- {Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, NotAction: [!Ref Whom], Resource: '*'}`]:
    'unknown',
}

for (const [statements, expected] of Object.entries(verdicts)) {
  test(`${expected}: ${statements}`, async () => {
    const found = await check(statements)
    assert.equal(found.lockout, expected)
    // What is open is never told as wrong.
    const ids = found.findings.map(({ id }) => id)
    assert.ok(!ids.includes('policy/malformed') && !ids.includes('principal/malformed'))
    if (expected === 'unknown') assert.ok(!ids.includes('key-policy/unmanageable'), ids.join())
  })
}

test('without the account, the statement of its root is still known for what it is', async () => {
  const found = await check(lets("{AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}"), {})
  assert.deepEqual(
    found.findings.map(({ id }) => id),
    ['policy/known-when-applied'],
  )
  assert.deepEqual(found.unknowns, ['AWS::AccountId'])
})

test('a role of the template that has no name yet administers the key', async () => {
  const statements = lets('{AWS: [!GetAtt Key.Arn, !GetAtt Other.Arn]}')
  const ids = (await check(statements)).findings.map(({ id }) => id)
  assert.ok(!ids.includes('key-policy/unmanageable') && !ids.includes('administration/nobody'))
})
