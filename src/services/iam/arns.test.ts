import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId } from '../../base/account-id.ts'
import { assumedRoleArn, entityArn, parseEntityArn } from './arns.ts'

const account = '111122223333' as AccountId

test('an entity ARN holds the path between kind and name', () => {
  const arn = entityArn('user', { account, path: '/team/a/', name: 'alice' })
  assert.equal(arn, 'arn:aws:iam::111122223333:user/team/a/alice')
})

test('what an entity ARN names is read back from it', () => {
  for (const path of ['/', '/team/', '/team/a/']) {
    const place = { kind: 'role', account, path, name: 'Deployer' } as const
    assert.deepEqual(parseEntityArn(entityArn('role', place)), place)
  }
})

test('neither the root user nor an AWS managed policy is an entity of an account', () => {
  assert.equal(parseEntityArn('arn:aws:iam::111122223333:root'), undefined)
  assert.equal(parseEntityArn('arn:aws:iam::aws:policy/AdministratorAccess'), undefined)
})

test('ARNs of other services name no entity', () => {
  assert.equal(parseEntityArn('arn:aws:sts::111122223333:assumed-role/R/S'), undefined)
  assert.equal(parseEntityArn('arn:aws:kms:us-east-1:111122223333:key/1234abcd'), undefined)
})

test("an assumed-role ARN leaves the role's path out", () => {
  assert.equal(
    assumedRoleArn(account, 'Deployer', 'alice'),
    'arn:aws:sts::111122223333:assumed-role/Deployer/alice',
  )
})
