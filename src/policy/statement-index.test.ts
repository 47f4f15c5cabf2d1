import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Principal } from '../base/principal.ts'
import type { AccountId } from '../base/account-id.ts'
import { compilePolicy } from './compile.ts'
import { callerOf } from './match/caller.ts'
import { readPolicyJson } from './read-policy.ts'

const account = '111122223333' as AccountId
const user = (userName: string): Principal => ({
  type: 'user',
  arn: `arn:aws:iam::${account}:user/${userName}`,
  account,
  userName,
  uniqueId: undefined,
})

function candidates(action: string, caller: Principal): readonly number[] {
  const about = (Action: string, more: object) => ({
    Effect: 'Allow',
    Action,
    Resource: '*',
    ...more,
  })
  const Statement = [
    about('kms:*', { Principal: { AWS: [account, user('Alice').arn] } }),
    about('kms:Decrypt', { Principal: { AWS: user('Bob').arn } }),
    about('kms:Encrypt', { Principal: '*' }),
    about('kms:Dec*', { NotPrincipal: { AWS: user('Alice').arn } }),
    about('kms:Decrypt', { Principal: { Service: '*' } }),
    about('kms:Decrypt', { Principal: { AWS: user('Alice').arn } }),
  ]
  const read = readPolicyJson({ Version: '2012-10-17', Statement })
  assert.ok('document' in read, JSON.stringify(read))
  const { candidates: find } = compilePolicy(read.document)
  return find(action, callerOf(caller)).map(({ statement }) => statement.index)
}

test('what an action or a name rules out is left out, the rest keeps its order', () => {
  assert.deepEqual(candidates('kms:decrypt', user('Alice')), [0, 3, 4, 5])
  assert.deepEqual(candidates('kms:decrypt', user('Bob')), [0, 1, 3, 4])
  assert.deepEqual(candidates('kms:encrypt', user('Bob')), [0, 2])
  assert.deepEqual(candidates('s3:getobject', user('Alice')), [])
})

test('a caller without an account finds what is for anybody', () => {
  const service: Principal = { type: 'service', arn: 's3.amazonaws.com', account: undefined }
  assert.deepEqual(candidates('kms:decrypt', service), [3, 4])
})

test('more actions than are remembered are found all the same', () => {
  const Statement = { Effect: 'Allow', Action: 'kms:Only*', Resource: '*' }
  const read = readPolicyJson({ Version: '2012-10-17', Statement })
  assert.ok('document' in read)
  const { candidates: find } = compilePolicy(read.document)
  const caller = callerOf(user('Alice'))
  for (let round = 0; round < 2; round += 1) {
    for (let index = 0; index < 500; index += 1) {
      assert.equal(find(`kms:only${index}`, caller).length, 1)
      assert.equal(find(`kms:other${index}`, caller).length, 0)
    }
  }
})
