import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDenial, policyEventOf } from './policy-event.ts'

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const KEY = `arn:aws:kms:us-east-1:111122223333:key/${KEY_ID}`

const put = {
  eventVersion: '1.11',
  eventID: 'e1',
  eventTime: '2026-11-23T16:20:11Z',
  eventName: 'PutKeyPolicy',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/deployer' },
  sourceIPAddress: '203.0.113.9',
  requestParameters: {
    keyId: KEY_ID,
    policyName: 'default',
    policy: '{"Version":"2012-10-17","Statement":[]}',
    bypassPolicyLockoutSafetyCheck: true,
  },
  responseElements: { keyId: KEY },
  resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: KEY }],
}

const read = (record: object) => policyEventOf(JSON.stringify(record), KEY)

test('who put the policy, from where, and that the check was bypassed', () => {
  assert.deepEqual(read(put), {
    eventId: 'e1',
    eventTime: '2026-11-23T16:20:11Z',
    eventName: 'PutKeyPolicy',
    by: 'arn:aws:iam::111122223333:user/deployer',
    sourceIp: '203.0.113.9',
    bypassed: true,
    policy: '{"Version":"2012-10-17","Statement":[]}',
    error: undefined,
  })
})

test('the key is known by its id where the event lists no resources', () => {
  const { resources: _none, ...without } = put
  assert.ok(read(without))
})

test('an event of another key is none of this one', () => {
  const other = KEY.replace('1234abcd', 'abcd1234')
  const requestParameters = { ...put.requestParameters, keyId: other }
  assert.equal(read({ ...put, requestParameters, resources: [{ ARN: other }] }), undefined)
})

test('a denied attempt names its key in the sentence alone, in either spelling of the code', () => {
  const errorMessage = `u is not authorized: kms:PutKeyPolicy on resource: ${KEY} because`
  for (const errorCode of ['AccessDenied', 'AccessDeniedException']) {
    const { resources: _none, ...denied } = {
      ...put,
      requestParameters: null,
      errorCode,
      errorMessage,
    }
    const event = read(denied)
    assert.ok(event && isDenial(event))
    assert.equal(event.policy, undefined)
  }
})

test('CreateKey names the key that it made', () => {
  const { resources: _none, ...created } = {
    ...put,
    eventName: 'CreateKey',
    requestParameters: { bypassPolicyLockoutSafetyCheck: false },
    responseElements: { keyMetadata: { keyId: KEY_ID, arn: KEY } },
  }
  assert.equal(read(created)?.eventName, 'CreateKey')
})

test('ReplicateKey brings the policy of the replica, and is no event of the primary key', () => {
  const replicaKeyMetadata = { arn: KEY }
  const replicated = {
    ...put,
    eventName: 'ReplicateKey',
    requestParameters: { keyId: 'mrk-1' },
    responseElements: { replicaKeyMetadata, replicaPolicy: '{"Statement":[]}' },
  }
  assert.equal(read(replicated)?.policy, '{"Statement":[]}')
  const primary = { ...replicated, responseElements: { replicaPolicy: '{}' } }
  assert.equal(read({ ...primary, requestParameters: { keyId: KEY } }), undefined)
})

test('a policy that was logged as an object is text all the same', () => {
  const requestParameters = { ...put.requestParameters, policy: { Statement: [] } }
  assert.equal(read({ ...put, requestParameters })?.policy, '{"Statement":[]}')
})

test('what is no record is no event', () => {
  assert.equal(policyEventOf('not JSON', KEY), undefined)
})
