import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId } from '../base/account-id.ts'
import { compilePolicy } from './compile.ts'
import { decide } from './decide.ts'
import { delegationsTo } from './delegation.ts'
import { explain } from './explain.ts'
import { readPolicy } from './read-policy.ts'
import type {
  AuthorizationRequest,
  Grant,
  LayerName,
  NamedPolicy,
  PoliciesInForce,
} from './types.ts'

const ACCOUNT = '111122223333' as AccountId
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const ALICE = 'arn:aws:iam::111122223333:user/Alice'

const request: AuthorizationRequest = {
  principal: { type: 'user', arn: ALICE, account: ACCOUNT, userName: 'Alice', uniqueId: undefined },
  action: 'kms:Decrypt',
  resource: KEY,
  resourceAccount: ACCOUNT,
  context: new Map([['kms:viaservice', 'sqs.us-east-1.amazonaws.com']]),
}

function named(name: string, ...statements: readonly Record<string, unknown>[]): NamedPolicy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements })
  const read = readPolicy(text, { positions: true })
  assert.ok('document' in read, JSON.stringify(read))
  return { name, policy: compilePolicy(read.document) }
}

const everything = { Effect: 'Allow', Action: 'kms:*', Resource: '*' }
const delegation = { ...everything, Sid: 'IAM', Principal: { AWS: ACCOUNT } }

function inForce(key: NamedPolicy, more: Partial<PoliciesInForce> = {}): PoliciesInForce {
  const resource = { ...key, kind: 'keyPolicy' } as const
  return { identity: [], serviceControl: [], resourceControl: [], grants: [], resource, ...more }
}

function nearestIn(layer: LayerName, policies: PoliciesInForce) {
  return explain(request, policies).layers.find((one) => one.layer === layer)?.nearest
}

test('the reason of a delegated allow is the delegation and what IAM says', () => {
  const identity = [named('admin', everything)]
  assert.deepEqual(decide(request, inForce(named('key', delegation), { identity })), {
    outcome: 'allow',
    layer: 'identity',
    because: [
      { policy: 'key', statement: 0, sid: 'IAM', line: 1 },
      { policy: 'admin', statement: 0, sid: undefined, line: 1 },
    ],
  })
})

test('the root user owes its access to the key policy alone', () => {
  const root = { type: 'root', arn: `arn:aws:iam::${ACCOUNT}:root`, account: ACCOUNT } as const
  assert.deepEqual(decide({ ...request, principal: root }, inForce(named('key', delegation))), {
    outcome: 'allow',
    layer: 'keyPolicy',
    because: [{ policy: 'key', statement: 0, sid: 'IAM', line: 1 }],
  })
})

test('a refusal names the outermost layer that refuses', () => {
  const key = named('key', delegation)
  const nothing = [named('nothing', { ...everything, Action: 's3:*' })]
  const layerWith = (more: Partial<PoliciesInForce>) => decide(request, inForce(key, more)).layer
  assert.equal(layerWith({}), 'identity')
  assert.equal(layerWith({ session: named('nothing') }), 'session')
  assert.equal(layerWith({ session: named('nothing'), boundary: nothing }), 'boundary')
  assert.equal(layerWith({ boundary: nothing, vpcEndpoint: nothing }), 'vpcEndpoint')
  assert.equal(layerWith({ vpcEndpoint: nothing, serviceControl: [nothing] }), 'scp')
  assert.equal(decide(request, inForce(named('key'), { vpcEndpoint: nothing })).layer, 'keyPolicy')
})

test('the statement that came nearest is told with the condition that failed', () => {
  const viaService = { StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com'] } }
  const conditioned = { ...delegation, Condition: viaService }
  const elsewhere = { ...delegation, Principal: { AWS: '444455556666' } }
  assert.deepEqual(nearestIn('keyPolicy', inForce(named('key', elsewhere, conditioned))), [
    {
      statement: { policy: 'key', statement: 1, sid: 'IAM', line: 1 },
      failed: [
        {
          element: 'condition',
          operator: 'StringEquals',
          key: 'kms:ViaService',
          expected: ['s3.us-east-1.amazonaws.com'],
          actual: ['sqs.us-east-1.amazonaws.com'],
        },
      ],
    },
  ])
})

test('an element that the statement does not have is told as missing', () => {
  const [miss] =
    nearestIn('keyPolicy', inForce(named('key', { ...delegation, Resource: undefined }))) ?? []
  assert.deepEqual(miss?.failed, [
    { element: 'resource', missing: true, negated: false, expected: [], actual: [KEY] },
  ])
})

test('a principal and an action that failed are told with what the statement holds', () => {
  const carol = { ...delegation, Principal: { AWS: 'arn:aws:iam::111122223333:user/Carol' } }
  const [miss] = nearestIn('keyPolicy', inForce(named('key', carol))) ?? []
  assert.deepEqual(miss?.failed, [
    {
      element: 'principal',
      missing: false,
      negated: false,
      expected: ['arn:aws:iam::111122223333:user/Carol'],
      actual: [ALICE],
    },
  ])
  const identity = [named('admin', { Effect: 'Allow', NotAction: 'kms:*', Resource: '*' })]
  const [denied] = nearestIn('identity', inForce(named('key', delegation), { identity })) ?? []
  assert.deepEqual(denied?.failed, [
    {
      element: 'action',
      missing: false,
      negated: true,
      expected: ['kms:*'],
      actual: ['kms:Decrypt'],
    },
  ])
})

test('a grant that did not help is told with its constraint', () => {
  const grant: Grant = {
    grantId: 'g1',
    keyArn: KEY,
    granteePrincipal: ALICE,
    operations: ['Decrypt'],
    constraints: { encryptionContextEquals: { App: 'pay' } },
  }
  assert.deepEqual(nearestIn('grants', inForce(named('key'), { grants: [grant] })), [
    {
      statement: { policy: 'grant g1', statement: 0, sid: undefined },
      failed: [
        {
          element: 'condition',
          operator: 'EncryptionContextEquals',
          key: 'App',
          expected: ['pay'],
          actual: [],
        },
      ],
    },
  ])
})

test('every layer that has no policy is not applicable', () => {
  const says = explain(request, inForce(named('key', delegation))).layers.map(
    (one) => `${one.layer} ${one.says}`,
  )
  assert.deepEqual(says, [
    'identity silent',
    'boundary notApplicable',
    'session notApplicable',
    'scp notApplicable',
    'rcp notApplicable',
    'vpcEndpoint notApplicable',
    'keyPolicy allow',
    'grants notApplicable',
    'trust notApplicable',
  ])
})

test('delegation is an Allow to the account whose every element holds for this request', () => {
  const delegations = (...statements: readonly Record<string, unknown>[]) =>
    delegationsTo(ACCOUNT, request, named('key', ...statements)).map((one) => one.statement)
  const toRoot = { ...delegation, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }
  assert.deepEqual(delegations(delegation, toRoot), [0, 1])
  assert.deepEqual(
    delegations(
      { ...delegation, Action: 'kms:Encrypt' },
      { ...delegation, Effect: 'Deny' },
      { ...delegation, Principal: '*' },
      { ...delegation, Principal: { AWS: '444455556666' } },
      { ...delegation, Condition: { Null: { 'kms:ViaService': 'true' } } },
      { ...delegation, Resource: undefined },
    ),
    [],
  )
})
