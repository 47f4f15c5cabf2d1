import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessChanges } from './access-change.ts'

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const ACCOUNT = 'arn:aws:iam::111122223333:root'
const ROLE = 'arn:aws:iam::111122223333:role/Reader'

const policy = (...Statement: readonly object[]) => ({
  Version: '2012-10-17',
  Statement: Statement.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })),
})
const account = { Principal: { AWS: ACCOUNT }, Action: 'kms:*' }
const reader = (more = {}) => ({ Principal: { AWS: ROLE }, Action: 'kms:Decrypt', ...more })

test('who lost everything, and who gained one action', () => {
  const none = { changes: [] }
  assert.deepEqual(accessChanges(KEY, policy(account), policy(reader())), [
    { principal: ACCOUNT, gains: [], loses: ['kms:*'], ...none },
    { principal: ROLE, gains: ['kms:Decrypt'], loses: [], ...none },
  ])
})

test('access under other conditions is told apart from more and from less', () => {
  const Condition = { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }
  const [change] = accessChanges(KEY, policy(reader()), policy(reader({ Condition })))
  assert.deepEqual(change, { principal: ROLE, gains: [], loses: [], changes: ['kms:Decrypt'] })
})

test('what is left to IAM policies is told of the account, and not of those named besides', () => {
  const both = policy(account, reader())
  assert.deepEqual(
    accessChanges(KEY, both, policy(reader())).map(({ principal }) => principal),
    [ACCOUNT],
  )
  assert.deepEqual(
    accessChanges(KEY, both, policy()).map(({ principal, loses }) => [principal, loses]),
    [
      [ACCOUNT, ['kms:*']],
      [ROLE, ['kms:Decrypt']],
    ],
  )
})

test('users, sessions, services and other accounts are told by their names', () => {
  const names = [
    'arn:aws:iam::111122223333:user/alice',
    'arn:aws:sts::111122223333:assumed-role/Reader/alice',
    'arn:aws:iam::444455556666:role/Partner',
  ]
  const Principal = { AWS: names, Service: 's3.amazonaws.com' }
  const after = policy({ Principal, Action: 'kms:Decrypt' })
  const gained = accessChanges(KEY, policy(), after)
  assert.deepEqual(
    gained.map(({ principal }) => principal).toSorted(),
    [...names, 's3.amazonaws.com'].toSorted(),
  )
  assert.ok(gained.every(({ gains }) => gains.join() === 'kms:Decrypt'))
})

test('the same policy in other words changes nobody', () => {
  const spelled = policy({ ...reader(), Action: ['kms:Decrypt'], Principal: { AWS: [ROLE] } })
  assert.deepEqual(accessChanges(KEY, policy(reader()), spelled), [])
})
