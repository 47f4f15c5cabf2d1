import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AWS_MANAGED_POLICIES } from './aws-managed-policies.ts'
import { MANAGED_STATEMENTS } from './aws-policy-statements.ts'
import { requireIdentityPolicy } from './documents.ts'

test('every managed policy of AWS is one that IAM would store, and says something', () => {
  for (const { document } of AWS_MANAGED_POLICIES) requireIdentityPolicy(document)
})

test('what is said of managed policies and what they allow go together', () => {
  const places = AWS_MANAGED_POLICIES.map(({ path, name }) => path.slice(1) + name)
  assert.deepEqual(places.toSorted(), Object.keys(MANAGED_STATEMENTS).toSorted())
})

test('no two managed policies have one id', () => {
  const ids = AWS_MANAGED_POLICIES.map(({ uniqueId }) => uniqueId)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.match(id, /^ANPA[A-Z0-9]{17}$/)
})
