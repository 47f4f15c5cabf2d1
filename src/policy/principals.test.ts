import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapPrincipals, principalsOf } from './principals.ts'
import { readPolicy } from './read-policy.ts'

const text = `{
  "Id": "x",
  "Statement": [
    { "Sid": "one", "Effect": "Allow", "Principal": { "AWS": ["a", "*"], "Service": "s" } },
    { "Effect": "Deny", "NotPrincipal": { "AWS": "b", "Federated": "f", "CanonicalUser": "c" } },
    { "Effect": "Allow", "Principal": "*", "Condition": { "StringEquals": { "AWS": "a" } } }
  ]
}`

function document() {
  const read = readPolicy(text, { positions: true })
  assert.ok('document' in read)
  return read.document
}

test('every principal is listed with its type and statement', () => {
  const names = principalsOf(document()).map(
    ({ type, value, statement, negated }) => `${statement.index} ${negated} ${type} ${value}`,
  )
  assert.deepEqual(names, [
    '0 false AWS a',
    '0 false AWS *',
    '0 false Service s',
    '1 true AWS b',
    '1 true Federated f',
    '1 true CanonicalUser c',
    '2 false AWS *',
  ])
})

test('renaming touches AWS principals and nothing else', () => {
  const before = document()
  const after = mapPrincipals(before, (name) => (name === '*' ? name : `${name}!`))
  const expected = JSON.stringify(before.json)
    .replace('["a","*"]', '["a!","*"]')
    .replace('{"AWS":"b"', '{"AWS":"b!"')
  assert.equal(JSON.stringify(after.json), expected)
  assert.equal(after.id, 'x')
  assert.deepEqual(
    after.statements.map((one) => one.line),
    before.statements.map((one) => one.line),
  )
})

test('renaming there and back is the same document', () => {
  const before = document()
  const there = mapPrincipals(before, (name) => `id-${name}`)
  assert.deepEqual(
    mapPrincipals(there, (name) => name.slice(3)),
    before,
  )
})

test('a single statement stays a single statement', () => {
  const read = readPolicy('{"Statement":{"Effect":"Allow","Principal":{"AWS":"a"}}}')
  assert.ok('document' in read)
  const { json } = mapPrincipals(read.document, () => 'b')
  assert.deepEqual(json, { Statement: { Effect: 'Allow', Principal: { AWS: 'b' } } })
})
