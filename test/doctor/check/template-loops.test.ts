// `check` on templates whose keys are made by `Fn::ForEach`.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { checkFiles, type CheckedPolicy, type CheckOptions } from '../../../src/doctor/index.ts'
import { ACCOUNT } from './plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'sparekey-loops-'))
after(() => rmSync(folder, { recursive: true }))

async function check(
  template: string,
  options: Partial<CheckOptions> = {},
): Promise<readonly CheckedPolicy[]> {
  const file = join(folder, 'template.yaml')
  writeFileSync(file, `Transform: AWS::LanguageExtensions\n${template}`)
  const deployer = `arn:aws:iam::${ACCOUNT}:role/Deploy`
  return (await checkFiles({ files: [file], lang: 'en', deployer, ...options })).policies
}

/** A key whose policy names one role, as the fragment of a loop. */
const key = (address: string, role: string): string => `
      - ${address}:
          Type: AWS::KMS::Key
          Properties:
            KeyPolicy:
              Statement:
                - Effect: Allow
                  Principal: {AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:role/${role}'}
                  Action: 'kms:*'
                  Resource: '*'
`
const verdictsOf = (policies: readonly CheckedPolicy[]) =>
  policies.map(({ address, lockout }) => [address, lockout])

test('each key of a loop is judged by its own policy', async () => {
  const found = await check(`
Resources:
  Fn::ForEach::Keys:
      - Who
      - [Deploy, Other]${key('Key${Who}', '${Who}')}
  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/a, TargetKeyId: !Ref KeyDeploy}}
`)
  assert.deepEqual(verdictsOf(found), [
    ['KeyDeploy', 'passes'],
    ['KeyOther', 'refused'],
  ])
  // Both at the place of the one fragment.
  const lines = found.map(({ findings }) => findings.find(({ statement }) => statement === 0)?.line)
  assert.deepEqual([found[0]?.line, lines[0]], [found[1]?.line, lines[1]])
  assert.deepEqual([found[0]?.line, lines[0]], [10, 12])
})

test('a collection is a parameter, or stands in a mapping, and loops stand in loops', async () => {
  const template = `
Parameters:
  Stages: {Type: CommaDelimitedList, Default: 'one'}
Mappings:
  Of: {one: {Roles: [Deploy]}, two: {Roles: [Deploy, Other]}}
Resources:
  Fn::ForEach::Stages:
    - Stage
    - !Ref Stages
    - Fn::ForEach::Roles:
      - Role
      - !FindInMap [Of, !Ref Stage, Roles]${key('Key${Stage}${Role}', '${Role}')}
`
  assert.deepEqual(verdictsOf(await check(template)), [['KeyoneDeploy', 'passes']])
  const parameters = new Map([['Stages', 'one, two']])
  assert.deepEqual(verdictsOf(await check(template, { parameters })), [
    ['KeyoneDeploy', 'passes'],
    ['KeytwoDeploy', 'passes'],
    ['KeytwoOther', 'refused'],
  ])
  const none = template.replaceAll('[Deploy]', '[]')
  assert.deepEqual(await check(none), [])
})

test('what a logical id cannot hold is left out of it, and not of the policy', async () => {
  const found = await check(`
Resources:
  Fn::ForEach::Keys:
      - Who
      - [team/Deploy, De-ploy]${key('Key&{Who}', '${Who}')}
`)
  assert.deepEqual(verdictsOf(found), [
    ['KeyteamDeploy', 'refused'],
    ['KeyDeploy', 'refused'],
  ])
  const [named] = await check(
    `
Resources:
  Fn::ForEach::Keys:
      - Who
      - [team/Deploy]${key('Key&{Who}', '${Who}')}
`,
    { deployer: `arn:aws:iam::${ACCOUNT}:role/team/Deploy` },
  )
  assert.equal(named?.lockout, 'passes')
})

test('roles, conditions and statements come out of loops as well', async () => {
  const found = await check(`
Parameters:
  Stage: {Type: String, Default: one}
Conditions:
  Fn::ForEach::Are:
    - Name
    - [one, two]
    - Is\${Name}: !Equals [!Ref Stage, !Ref Name]
Resources:
  Fn::ForEach::All:
    - Name
    - [one, two]
    - Role\${Name}: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref Name}}
      Key\${Name}:
        Type: AWS::KMS::Key
        Condition: Is\${Name}
        Properties:
          KeyPolicy:
            Statement:
              - Effect: Allow
                Principal: {AWS: [!GetAtt 'Role\${Name}.Arn', arn:aws:iam::${ACCOUNT}:role/Deploy]}
                Action: 'kms:*'
                Resource: '*'
                Condition:
                  StringEquals:
                    Fn::ForEach::Tags:
                      - Tag
                      - [Team]
                      - aws:PrincipalTag/\${Tag}: !Ref Name
`)
  // The condition asks for a tag that is not known of the deployer.
  assert.deepEqual(verdictsOf(found), [['Keyone', 'unknown']])
  assert.deepEqual(found[0]?.unknowns, [])
})

test('of a collection that deployment gives, one key stands for all, and it is said', async () => {
  const template = (role: string): string => `
Parameters:
  Roles: {Type: CommaDelimitedList}
Resources:
  Fn::ForEach::Keys:
      - Who
      - !Ref Roles${key('Key${Who}', role)}
`
  const [open, ...others] = await check(template('${Who}'))
  assert.deepEqual(others, [])
  assert.deepEqual([open?.address, open?.lockout], ['Key${Fn::ForEach::Keys}', 'unknown'])
  assert.deepEqual(open?.unknowns, ['Fn::ForEach::Keys'])
  const note = open?.findings.find(({ id }) => id === 'policy/known-when-applied')
  assert.match(note?.says ?? '', /\$\{Fn::ForEach::Keys\}\. What rests on it was not judged/)
  // What does not rest on the item is judged all the same.
  const [named] = await check(template('Other'))
  assert.deepEqual([named?.lockout, named?.unknowns], ['refused', ['Fn::ForEach::Keys']])
})

test('loops that make more of a template than anybody deploys are refused', async () => {
  const many = JSON.stringify(Array.from({ length: 100 }, (_, index) => `a${index}`))
  const nested = (depth: number): string =>
    depth === 0
      ? '{"K${A0}${A1}${A2}${A3}": {"Type": "AWS::KMS::Key"}}'
      : `{"Fn::ForEach::L${depth}": ["A${depth - 1}", ${many}, ${nested(depth - 1)}]}`
  await assert.rejects(check(`Resources: ${nested(4)}`), /come to more than 200000 values/)
})
