import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffPolicies } from './diff-policies.ts'
import { readPolicyJson } from './read-policy.ts'

type Json = Parameters<typeof readPolicyJson>[0]

function document(statements: Json, Version = '2012-10-17') {
  const read = readPolicyJson({ Version, Statement: statements })
  assert.ok('document' in read)
  return read.document
}

const diff = (before: Json, after: Json) => diffPolicies(document(before), document(after))
const root = 'arn:aws:iam::111122223333:root'
const statement = {
  Sid: 'Admin',
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam::111122223333:user/Alice', root] },
  Action: ['kms:Get*', 'kms:Put*'],
  Resource: '*',
}

test('order and spelling are no change', () => {
  const same = {
    Resource: ['*'],
    Action: ['KMS:put*', 'kms:get*'],
    Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:user/Alice'] },
    Effect: 'Allow',
    Sid: 'Admin',
  }
  const other = { ...statement, Sid: 'Other', Action: 'kms:Decrypt' }
  assert.deepEqual(diff([statement, other], [other, same]), [])
})

test('a statement that changed is told by what was added and removed', () => {
  const changed = {
    ...statement,
    Effect: 'Deny',
    Principal: { AWS: root, Service: 's3.amazonaws.com' },
    Action: 'kms:Get*',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  }
  const [change, ...rest] = diff(statement, changed)
  assert.deepEqual(rest, [])
  assert.ok(change?.change === 'changed')
  assert.deepEqual(change.differences, [
    { element: 'effect', before: 'Allow', after: 'Deny' },
    {
      element: 'principal',
      added: [{ value: 's3.amazonaws.com', negated: false, type: 'Service' }],
      removed: [{ value: 'arn:aws:iam::111122223333:user/Alice', negated: false, type: 'AWS' }],
    },
    { element: 'action', added: [], removed: [{ value: 'kms:Put*', negated: false }] },
    {
      element: 'condition',
      added: [{ operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] }],
      removed: [],
    },
  ])
})

test('statements come and go by Sid', () => {
  const kinds = diff(statement, { ...statement, Sid: 'New', Action: 'kms:Decrypt' }).map(
    (one) => one.change,
  )
  assert.deepEqual(kinds, ['removed', 'added'])
})

test('a renamed statement is the same statement', () => {
  const [change] = diff(statement, { ...statement, Sid: 'Renamed' })
  assert.ok(change?.change === 'changed')
  assert.deepEqual(change.differences, [{ element: 'sid', before: 'Admin', after: 'Renamed' }])
})

test('without Sids a statement with one element changed is found again', () => {
  const { Sid: _, ...bare } = statement
  const second = { ...bare, Principal: '*', Action: 'kms:Decrypt' }
  const changes = diff([bare, second], [{ ...second, Resource: 'x' }, bare])
  assert.deepEqual(
    changes.map((one) => one.change),
    ['changed'],
  )
})

test('a Sid that is there twice is matched with the one that says the same', () => {
  const second = { ...statement, Action: 'kms:Decrypt' }
  assert.deepEqual(diff([statement, second], [second, statement]), [])
  assert.deepEqual(
    diff([statement, second], [second]).map((one) => one.change),
    ['removed'],
  )
})

test('the `Not` form is another value', () => {
  const { Action, ...rest } = statement
  const [change] = diff(statement, { ...rest, NotAction: Action })
  assert.ok(change?.change === 'changed')
  assert.deepEqual(
    change.differences.map((one) => one.element),
    ['action'],
  )
})

test('a change of version is a change', () => {
  const changes = diffPolicies(document(statement, '2008-10-17'), document(statement))
  assert.deepEqual(changes, [{ change: 'version', before: '2008-10-17', after: '2012-10-17' }])
})

test('documents of thousands of statements are compared in little time', () => {
  const many = (first: number) =>
    Array.from({ length: 2000 }, (_, index) => ({
      ...statement,
      Sid: '',
      Action: `a:${first + index}`,
    }))
  const changes = diff(many(0), many(1000))
  assert.equal(changes.length, 1000)
})
