import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyDocument } from './document.ts'
import type { PolicyProblem } from './problem.ts'
import { readPolicyJson } from './read-policy.ts'
import { validateIdentityPolicy, validateKeyPolicy, validateTrustPolicy } from './validate.ts'

type Validate = (document: PolicyDocument) => readonly PolicyProblem[]

function places(validate: Validate, ...statements: readonly Record<string, unknown>[]) {
  const read = readPolicyJson(JSON.parse(JSON.stringify({ Statement: statements })))
  assert.ok('document' in read, JSON.stringify(read))
  return validate(read.document).map(({ kind, place }) => `${kind} ${place}`)
}

const identity = { Effect: 'Allow', Action: 'kms:*', Resource: '*' }
const key = { ...identity, Principal: '*' }
const trust = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }

test('a key policy needs principal, action and resource in every statement', () => {
  assert.deepEqual(places(validateKeyPolicy, key), [])
  assert.deepEqual(places(validateKeyPolicy, key, { Effect: 'Allow' }), [
    'missingElement Statement[1].Principal',
    'missingElement Statement[1].Action',
    'missingElement Statement[1].Resource',
  ])
  assert.deepEqual(places(validateKeyPolicy, { ...key, Principal: {} }), [
    'missingElement Statement[0].Principal',
  ])
})

test('the `Not` forms do as well', () => {
  const { Principal, Action, Resource, ...rest } = key
  const negated = { ...rest, NotPrincipal: Principal, NotAction: Action, NotResource: Resource }
  assert.deepEqual(places(validateKeyPolicy, negated), [])
})

test('a key policy needs a statement', () => {
  assert.deepEqual(places(validateKeyPolicy), ['missingElement Statement'])
})

test('in a key policy Sids may repeat and hold spaces, in IAM they may not', () => {
  const Sid = 'Allow use of the key'
  assert.deepEqual(places(validateKeyPolicy, { ...key, Sid }, { ...key, Sid }), [])
  assert.deepEqual(places(validateIdentityPolicy, { ...identity, Sid }), [
    'badValue Statement[0].Sid',
  ])
  assert.deepEqual(
    places(validateIdentityPolicy, { ...identity, Sid: 'A1' }, { ...identity, Sid: 'A1' }),
    ['duplicateSid Statement[1].Sid'],
  )
})

test('an identity-based policy names no principal', () => {
  assert.deepEqual(places(validateIdentityPolicy, identity), [])
  assert.deepEqual(places(validateIdentityPolicy, key), ['misplacedElement Statement[0].Principal'])
})

test('a trust policy names no resource', () => {
  assert.deepEqual(places(validateTrustPolicy, trust), [])
  assert.deepEqual(places(validateTrustPolicy, { ...trust, Resource: '*' }), [
    'misplacedElement Statement[0].Resource',
  ])
  assert.deepEqual(places(validateTrustPolicy, { ...trust, Principal: undefined }), [
    'missingElement Statement[0].Principal',
  ])
})

test('an action names its service', () => {
  assert.deepEqual(places(validateIdentityPolicy, { ...identity, Action: ['kms', '*', 'a:*'] }), [
    'badValue Statement[0].Action',
  ])
})
