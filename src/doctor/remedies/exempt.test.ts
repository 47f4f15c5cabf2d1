import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exemptFromDeny } from './exempt.ts'

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const READ = ['kms:GetKeyPolicy']

const deny = (elements: object) => ({ Sid: 'No', Effect: 'Deny', ...elements })

test('a Deny on everything leaves the key out, and denies the rest on it', () => {
  assert.deepEqual(exemptFromDeny(deny({ Action: 'kms:*', Resource: '*' }), KEY, READ), [
    deny({ Action: 'kms:*', NotResource: KEY }),
    { Effect: 'Deny', Resource: KEY, NotAction: READ },
  ])
})

test('a key that stands in a list leaves the list', () => {
  const other = `${KEY.slice(0, -1)}c`
  const statement = deny({ Action: READ, Resource: [KEY, other] })
  assert.deepEqual(exemptFromDeny(statement, KEY, READ), [
    deny({ Action: READ, Resource: [other] }),
  ])
})

test('a Deny of just this goes', () => {
  assert.deepEqual(exemptFromDeny(deny({ Action: READ, Resource: KEY }), KEY, READ), [])
})

test('where a pattern covers the key, the actions leave the Deny', () => {
  const Resource = 'arn:aws:kms:*:111122223333:key/*'
  const [left, ...more] = exemptFromDeny(deny({ Action: 'kms:Get*', Resource }), KEY, READ)
  assert.deepEqual(more, [])
  assert.equal(left?.Resource, Resource)
  const actions = left.Action
  assert.ok(Array.isArray(actions) && actions.includes('kms:GetPublicKey'))
  assert.ok(!actions.includes('kms:GetKeyPolicy'))
})

test('all but a list is denied: what was asked about comes into the list', () => {
  const statement = deny({ NotAction: 'iam:*', Resource: 'arn:aws:kms:*:*:key/*' })
  assert.deepEqual(exemptFromDeny(statement, KEY, READ), [
    deny({ Resource: 'arn:aws:kms:*:*:key/*', NotAction: ['iam:*', ...READ] }),
  ])
})

test('a Deny of a service is not turned into one of everything', () => {
  const [left] = exemptFromDeny(deny({ Action: 'kms:*', Resource: 'arn:aws:*' }), KEY, READ)
  assert.equal(left?.NotAction, undefined)
  assert.ok(
    Array.isArray(left?.Action) && left.Action.every((one) => String(one).startsWith('kms:')),
  )
})

test('conditions stay', () => {
  const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }
  const left = exemptFromDeny(deny({ Action: '*', Resource: '*', Condition }), KEY, READ)
  assert.ok(left.every((one) => one.Condition === Condition))
})
