import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentChars, requireIdentityPolicy, requireTrustPolicy } from './documents.ts'

const allow = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }
const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' }

const policy = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement })

const refusal = (message: string) => ({ code: 'MalformedPolicyDocument', status: 400, message })

test('a text that is not JSON is refused in the words of AWS', () => {
  assert.throws(() => requireTrustPolicy('{'), refusal('This policy contains invalid Json'))
})

test('an identity policy names no principal', () => {
  assert.throws(
    () => requireIdentityPolicy(policy({ ...allow, Principal: '*' })),
    refusal('Policy document should not specify a principal.'),
  )
})

test('an identity policy needs actions and resources', () => {
  const { Action: _action, ...withoutAction } = allow
  const { Resource: _resource, ...withoutResource } = allow
  assert.throws(
    () => requireIdentityPolicy(policy(withoutAction)),
    refusal('Policy statement must contain actions.'),
  )
  assert.throws(
    () => requireIdentityPolicy(policy(withoutResource)),
    refusal('Policy statement must contain resources.'),
  )
})

test('the Sids of an identity policy are unique', () => {
  assert.throws(
    () => requireIdentityPolicy(policy({ ...allow, Sid: 'A' }, { ...allow, Sid: 'A' })),
    refusal('Statement IDs (SID) in a single policy must be unique.'),
  )
})

test('a trust policy names principals and no resource', () => {
  const { Principal: _principal, ...withoutPrincipal } = trust
  assert.throws(
    () => requireTrustPolicy(policy(withoutPrincipal)),
    refusal('Missing required field Principal'),
  )
  assert.throws(
    () => requireTrustPolicy(policy({ ...trust, Resource: '*' })),
    refusal('Has prohibited field Resource'),
  )
})

test('whatever else is wrong is a syntax error', () => {
  assert.throws(
    () => requireIdentityPolicy(policy({ ...allow, Effect: 'Maybe' })),
    refusal('Syntax errors in policy.'),
  )
  assert.throws(() => requireIdentityPolicy(policy()), refusal('Syntax errors in policy.'))
})

test('white space does not count towards the size of a document', () => {
  assert.equal(documentChars('{ "a":\n\t1 }'), '{"a":1}'.length)
})
