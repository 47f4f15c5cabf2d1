import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAccountId } from '../../base/account-id.ts'
import { compilePolicy } from '../compile.ts'
import { isSameAccountOnly } from '../cross-account.ts'
import { readPolicyJson } from '../read-policy.ts'
import type { NamedPolicy, PoliciesInForce } from '../types.ts'
import { obstaclesOf } from './obstacles.ts'

const id = parseAccountId('111122223333') ?? assert.fail()
const arn = `arn:aws:iam::${id}:user/Alice`

function named(Statement: object): NamedPolicy {
  const read = readPolicyJson(JSON.parse(JSON.stringify({ Version: '2012-10-17', Statement })))
  assert.ok('document' in read)
  return { name: 'policy', policy: compilePolicy(read.document) }
}

const silent = named([])
const nothing = { Effect: 'Deny', Action: 'kms:*', Resource: '*' }
const none = { identity: [], serviceControl: [], resourceControl: [], grants: [] }

const found = (policies: PoliciesInForce, account = id, action = 'kms:PutKeyPolicy') =>
  obstaclesOf(
    {
      principal: { type: 'user', arn, account: id, userName: 'Alice', uniqueId: undefined },
      action,
      resource: `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      resourceAccount: account,
      context: new Map(),
      sameAccountOnly: isSameAccountOnly(action),
    },
    policies,
  )

test('every layer that refuses is told, in the order in which refusals are', () => {
  const { obstacles, surmountable } = found({
    ...none,
    identity: [named([nothing])],
    serviceControl: [[silent]],
    resource: { ...silent, kind: 'keyPolicy' },
  })
  assert.ok(surmountable)
  assert.deepEqual(
    obstacles.map(({ layer, outcome }) => [layer, outcome]),
    [
      ['identity', 'explicitDeny'],
      ['scp', 'implicitDeny'],
      ['keyPolicy', 'implicitDeny'],
    ],
  )
})

test('a delegation that fails by its condition leaves the IAM policies to be asked', () => {
  const Principal = { AWS: id }
  const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }
  const resource = named([{ Effect: 'Allow', Principal, Action: '*', Resource: '*', Condition }])
  const { obstacles } = found({ ...none, resource: { ...resource, kind: 'keyPolicy' } })
  assert.deepEqual(
    obstacles.map(({ layer }) => layer),
    ['keyPolicy', 'identity'],
  )
})

test('what is allowed meets no obstacle', () => {
  const resource = named([{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }])
  assert.deepEqual(found({ ...none, resource: { ...resource, kind: 'keyPolicy' } }), {
    obstacles: [],
    surmountable: true,
  })
})

test('no policy lets another account change a key policy', () => {
  const other = parseAccountId('444455556666') ?? assert.fail()
  assert.ok(!found({ ...none, resource: { ...silent, kind: 'keyPolicy' } }, other).surmountable)
})

test('a grant is nothing that a policy replaces', () => {
  const { obstacles, surmountable } = found(none, id, 'kms:RetireGrant')
  assert.deepEqual([obstacles.map(({ layer }) => layer), surmountable], [['grants'], false])
})
