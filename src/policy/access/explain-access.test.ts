import assert from 'node:assert/strict'
import test from 'node:test'
import { parseAccountId } from '../../base/account-id.ts'
import { compilePolicy } from '../compile.ts'
import { readPolicyJson } from '../read-policy.ts'
import type { AccessWorld } from './access-world.ts'
import { explainAccess } from './explain-access.ts'

const account = parseAccountId('111122223333') ?? assert.fail()
const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
const alice = `arn:aws:iam::${account}:user/alice`

function named(name: string, ...Statement: object[]) {
  const read = readPolicyJson(
    JSON.parse(JSON.stringify({ Version: '2012-10-17', Statement })) as object as never,
  )
  assert.ok('document' in read)
  return { name, policy: compilePolicy(read.document) }
}

const delegating = named('key policy', {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
})
const allowing = named('inline', { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' })
const world: AccessWorld = {
  key: { arn: key, account, policy: delegating },
  accounts: [{ id: account, users: [{ arn: alice, policies: [allowing] }] }],
}

test('an access is explained by the statements that let it through', () => {
  const found = explainAccess(alice, 'kms:Decrypt', world)
  assert.equal(found?.outcome, 'allow')
  assert.deepEqual(
    found?.because.map(({ policy }) => policy),
    ['key policy', 'inline'],
  )
})

test('a refusal is explained by the layer that keeps silent', () => {
  const found = explainAccess(alice, 'kms:PutKeyPolicy', world)
  assert.equal(found?.outcome, 'implicitDeny')
  assert.equal(found?.layer, 'identity')
})

test('of whom the world does not have nothing is said', () => {
  assert.equal(explainAccess(`${alice}2`, 'kms:Decrypt', world), undefined)
})
