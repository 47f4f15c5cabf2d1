import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isJsonObject, type Json } from '../../base/json.ts'
import { readSource } from './source-text.ts'
import { NO_VALUE, TemplateValues, type TemplateSettings } from './template-values.ts'
import { shown, unknown } from './unknown.ts'

const settings: TemplateSettings = {
  account: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
  stackName: 'payroll',
  parameters: new Map([['Given', 'given']]),
}

const HEAD = `
Parameters:
  Name: {Type: String, Default: Administrator}
  Given: {Type: String, Default: other}
  Open: {Type: String}
  Names: {Type: CommaDelimitedList, Default: 'a, b'}
  Kept: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /name}
Mappings:
  Roles: {eu-west-1: {admin: Admin-EU}}
Conditions:
  Yes: !Equals [!Ref AWS::Region, eu-west-1]
  No: !Not [!Condition Yes]
  Both: !And [!Condition Yes, !Condition No]
  Either: !Or [!Condition Yes, !Condition Unknown]
  Unknown: !Equals [!Ref Open, x]
  Itself: !Not [!Condition Itself]
Resources:
  Named: {Type: AWS::IAM::Role, Properties: {RoleName: !Sub '\${Name}-role', Path: /ops/}}
  Unnamed: {Type: AWS::IAM::Role, Properties: {}}
  User: {Type: AWS::IAM::User, Properties: {UserName: alice}}
  A: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref B}}
  B: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref A}}
`

function resolved(yaml: string): unknown {
  const source = readSource('t.yaml', `${HEAD}Value: ${yaml}\n`)
  assert.ok(isJsonObject(source.value))
  const values = new TemplateValues(source.value, settings, source.offsets)
  const value = values.resolve(source.value.Value ?? null)
  if (value === NO_VALUE) return undefined
  return JSON.parse(JSON.stringify(value, readable))
}

const readable = (_: string, value: Json): Json =>
  typeof value === 'string' ? shown(value) : value

const cases: Readonly<Record<string, unknown>> = {
  '!Ref AWS::AccountId': '111122223333',
  '!Ref AWS::Partition': 'aws',
  '!Ref AWS::URLSuffix': 'amazonaws.com',
  '!Ref AWS::StackName': 'payroll',
  '!Ref AWS::StackId': '${AWS::StackId}',
  '!Ref AWS::NoValue': undefined,
  '[!Ref AWS::NoValue, x]': ['x'],
  '!Ref Name': 'Administrator',
  '!Ref Given': 'given',
  '!Ref Open': '${Open}',
  '!Ref Names': ['a', 'b'],
  '!Ref Kept': '${Kept}',
  '!Ref User': 'alice',
  '!Ref constructor': '${constructor}',
  '!GetAtt Named.Arn': 'arn:aws:iam::111122223333:role/ops/Administrator-role',
  '!GetAtt [User, Arn]': 'arn:aws:iam::111122223333:user/alice',
  '!GetAtt Unnamed.Arn': 'arn:aws:iam::111122223333:role/${Unnamed}',
  '!GetAtt A.Arn': 'arn:aws:iam::111122223333:role/${A}',
  '!GetAtt Bucket.Arn': '${Bucket.Arn}',
  "!Sub 'x-${Name}-${AWS::Region}-${!aws:username}'": 'x-Administrator-eu-west-1-${aws:username}',
  "!Sub ['${Own}/${Named.Arn}', {Own: !Ref Given}]":
    'given/arn:aws:iam::111122223333:role/ops/Administrator-role',
  "!Join [':', [arn, !Ref AWS::Partition, !Ref Open]]": 'arn:aws:${Open}',
  '!Select [1, !Ref Names]': 'b',
  "!Select [0, !Split ['/', a/b]]": 'a',
  "!Split ['/', !Ref Open]": '${Fn::Split}',
  '!FindInMap [Roles, !Ref AWS::Region, admin]': 'Admin-EU',
  '!FindInMap [Roles, us-east-1, admin]': '${Fn::FindInMap}',
  '!FindInMap [Roles, us-east-1, admin, {DefaultValue: none}]': 'none',
  '!If [Yes, a, b]': 'a',
  '!If [No, a, b]': 'b',
  '!If [Both, a, b]': 'b',
  '!If [Either, a, b]': 'a',
  '!If [Unknown, a, b]': '${Fn::If Unknown}',
  '!If [Unknown, a, a]': 'a',
  '!If [Itself, a, b]': '${Fn::If Itself}',
  '!If [Yes, !Ref AWS::NoValue, b]': undefined,
  '!Base64 abc': 'YWJj',
  '!ImportValue roles-Admin': '${Fn::ImportValue roles-Admin}',
  '!GetAZs us-east-1': '${Fn::GetAZs}',
  '!Cidr [10.0.0.0/16, 2]': '${Fn::Cidr}',
  '!Transform {Name: x}': '${Fn::Transform}',
  '!ToJsonString {a: !Ref Name}': '{"a":"Administrator"}',
  '!Length [a, b]': 2,
  "'{{resolve:ssm:/admin}}'": '${ssm:/admin}',
  '2012-10-17': '2012-10-17',
  '012345678901': '012345678901',
}

for (const [yaml, expected] of Object.entries(cases)) {
  test(`${yaml} comes to ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(resolved(yaml), expected)
  })
}

test('members of a list under a condition that is not known stay, as possible ones', () => {
  const list = resolved(
    '[!If [Unknown, {Sid: a}, {Sid: b}], !If [Unknown, {Sid: c}, !Ref AWS::NoValue]]',
  )
  assert.deepEqual(list, [{ Sid: 'a' }, { Sid: 'b' }, { Sid: 'c' }])
})

test('a template that joins itself to gigabytes is refused', () => {
  const long = 'x'.repeat(4000)
  const parameters = `Parameters: {L: {Type: String, Default: ${long}}}`
  const yaml = `${parameters}\nValue: [${'!Ref L, '.repeat(9000)}x]`
  const source = readSource('t.yaml', yaml)
  assert.ok(isJsonObject(source.value))
  const values = new TemplateValues(source.value, settings, source.offsets)
  assert.throws(() => values.resolve((source.value as { Value: Json }).Value), /more than \d+ char/)
})

test('a file cannot bring marks of its own', () => {
  const { value } = readSource('p.json', JSON.stringify({ a: unknown('x') }))
  assert.doesNotMatch(JSON.stringify(value), /[\u{E000}\u{E001}]/u)
})

/** Every line names the one before nine times. */
function multiplying(names: string): string {
  const lines = [...names].map((name, at) => {
    const item = at === 0 ? 'x' : `*${names[at - 1]}`
    return `${name}: &${name} [${Array(9).fill(item).join()}]`
  })
  return lines.join('\n')
}

const hostile: Readonly<Record<string, readonly [text: string, RegExp]>> = {
  'anchors that multiply': [multiplying('abcdefghi'), /more than 200000 values/],
  'an anchor within itself': ['a: &a [*a]', /levels of nesting/],
  'nested lists': [`a: ${'['.repeat(100_000)}`, /levels of nesting/],
  'nested dashes': ['- '.repeat(100_000), /levels of nesting/],
  'a name twice': ['a: 1\na: 2', /t\.yaml:2:1: `a` is there twice/],
  'no YAML': ['a: b: c', /t\.yaml:1:4: /],
}

for (const [name, [text, says]] of Object.entries(hostile)) {
  test(`${name}: refused with the reason, and soon`, () => {
    assert.throws(() => readSource('t.yaml', text), says)
  })
}

test('many members are read in time that grows with their number', () => {
  const text = Array.from({ length: 50_000 }, (_, index) => `k${index}: v`).join('\n')
  assert.equal(Object.keys(readSource('t.yaml', text).value as object).length, 50_000)
})

test('JSON that is nested too deeply, or broken, is refused with its place', () => {
  assert.throws(() => readSource('t.json', '['.repeat(1000)), /t\.json:1:130: more than 128 levels/)
  assert.throws(() => readSource('t.json', '{\n "a": }'), /t\.json:2:7: a value expected/)
})
