import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policyLimits } from './limits.ts'
import { readPolicy } from './read-policy.ts'

function documentOf(json: unknown) {
  const read = readPolicy(JSON.stringify(json))
  assert.ok('document' in read, JSON.stringify(read))
  return read.document
}

function problemsOf(json: unknown) {
  const read = readPolicy(JSON.stringify(json))
  assert.ok('problems' in read)
  return read.problems.map(({ kind, place }) => ({ kind, place }))
}

const allow = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }

test('single values and lists are one thing', () => {
  const single = documentOf({ Statement: { ...allow, Principal: { AWS: '*' } } })
  const lists = documentOf({
    Statement: [{ ...allow, Principal: { AWS: ['*'] }, Action: ['kms:*'], Resource: ['*'] }],
  })
  assert.deepEqual(single.statements, lists.statements)
})

test('a document without a version has the old one', () => {
  assert.equal(documentOf({ Statement: [] }).version, '2008-10-17')
  assert.equal(documentOf({ Version: '2012-10-17', Statement: [] }).version, '2012-10-17')
})

test('condition values that are numbers or booleans are text', () => {
  const Condition = { Bool: { 'aws:SecureTransport': true }, NumericEquals: { 'a:b': [1, '2'] } }
  const [statement] = documentOf({ Statement: { ...allow, Condition } }).statements
  assert.deepEqual(
    statement?.conditions.map((one) => one.values),
    [['true'], ['1', '2']],
  )
})

test('Sids may repeat, and the JSON keeps its members in their order', () => {
  const json = {
    Statement: [
      { ...allow, Sid: 'a' },
      { Sid: 'a', ...allow },
    ],
    Version: '2012-10-17',
  }
  assert.equal(JSON.stringify(documentOf(json).json), JSON.stringify(json))
})

test('every fault is named by its kind and place', () => {
  const statements = [
    { ...allow, Effect: 'allow' },
    { ...allow, Action: 7, Extra: 1 },
    { ...allow, Principal: 'arn:aws:iam::111122223333:root' },
    { ...allow, Principal: { Amazon: '*' } },
    { ...allow, NotAction: 'kms:*' },
    { ...allow, Condition: { StringIs: { a: 'b' } } },
    { ...allow, Condition: { StringEquals: { a: null } } },
    { Action: ['a:b', null] },
    'statement',
  ]
  assert.deepEqual(problemsOf({ Version: '2026', Id: 1, Name: 'x', Statement: statements }), [
    { kind: 'unknownElement', place: 'Name' },
    { kind: 'badValue', place: 'Version' },
    { kind: 'wrongType', place: 'Id' },
    { kind: 'badValue', place: 'Statement[0].Effect' },
    { kind: 'unknownElement', place: 'Statement[1].Extra' },
    { kind: 'wrongType', place: 'Statement[1].Action' },
    { kind: 'wrongType', place: 'Statement[2].Principal' },
    { kind: 'unknownElement', place: 'Statement[3].Principal.Amazon' },
    { kind: 'misplacedElement', place: 'Statement[4]' },
    { kind: 'unknownOperator', place: 'Statement[5].Condition.StringIs' },
    { kind: 'wrongType', place: 'Statement[6].Condition.StringEquals.a' },
    { kind: 'missingElement', place: 'Statement[7].Effect' },
    { kind: 'wrongType', place: 'Statement[7].Action[1]' },
    { kind: 'wrongType', place: 'Statement[8]' },
  ])
  assert.deepEqual(problemsOf({}), [{ kind: 'missingElement', place: 'Statement' }])
  assert.deepEqual(problemsOf([]), [{ kind: 'wrongType', place: '' }])
})

test('positions are known when they were asked for', () => {
  const text = '{\n  "Statement": [\n    {"Effect": "Allow"},\n    {"Effect": "Maybe"}\n  ]\n}'
  const read = readPolicy(text, { positions: true })
  assert.ok('problems' in read)
  const [{ line, column } = {}] = read.problems
  assert.deepEqual({ line, column }, { line: 4, column: 6 })
  const good = readPolicy(text.replace('Maybe', 'Deny'), { positions: true })
  assert.ok('document' in good)
  assert.deepEqual(
    good.document.statements.map((one) => one.line),
    [3, 4],
  )
  const without = readPolicy(text)
  assert.ok('problems' in without && without.problems[0]?.line === undefined)
})

test('a hundred thousand statements are refused, whether long or short', () => {
  const kindsOf = (statement: string) => {
    const read = readPolicy(`{"Statement":[${Array(100_000).fill(statement).join()}]}`)
    assert.ok('problems' in read)
    return read.problems.map(({ kind }) => kind)
  }
  assert.deepEqual(kindsOf('{}'), ['tooLarge'])
  assert.deepEqual(kindsOf(JSON.stringify(allow)), ['tooLarge'])
})

test('the number of problems told is bounded', () => {
  const read = readPolicy(JSON.stringify({ Statement: Array.from({ length: 1000 }, () => ({})) }))
  assert.ok('problems' in read)
  assert.equal(read.problems.length, policyLimits.problemsMax)
})

test('with positions, the elements and the extent of a statement can be found in the text', () => {
  const text =
    '{"Version": "2012-10-17",\n "Statement": [{"Effect": "Allow",\n "Action": ["a:B"]}]}'
  const read = readPolicy(text, { positions: true })
  assert.ok('document' in read)
  const { positions } = read.document
  assert.deepEqual(positions?.startOf(0, ['Action', 0]), { line: 3, column: 13 })
  assert.deepEqual(positions.startOf(0, ['Resource']), { line: 2, column: 16 })
  assert.deepEqual(positions.extentOf(0), {
    start: { line: 2, column: 16 },
    end: { line: 3, column: 20 },
  })
  const single = readPolicy('{"Statement": {"Effect": "Deny"}}', { positions: true })
  assert.ok('document' in single)
  assert.equal(single.document.positions?.extentOf(0).start.column, 15)
})
