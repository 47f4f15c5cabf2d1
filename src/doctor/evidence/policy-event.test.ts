import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDenial, policyEventIn } from './policy-event.ts'

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const KEY = `arn:aws:kms:us-east-1:111122223333:key/${KEY_ID}`

const put = {
  eventVersion: '1.11',
  eventID: 'e1',
  eventTime: '2026-11-23T16:20:11Z',
  eventName: 'PutKeyPolicy',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/deployer' },
  sourceIPAddress: '203.0.113.9',
  userAgent: 'aws-cli/2.31.0',
  requestParameters: {
    keyId: KEY_ID,
    policyName: 'default',
    policy: '{"Version":"2012-10-17","Statement":[]}',
    bypassPolicyLockoutSafetyCheck: true,
  },
  responseElements: { keyId: KEY },
  resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: KEY }],
}

const read = (record: object) => policyEventIn(JSON.stringify(record), KEY)

test('who put the policy, from where, and that the check was bypassed', () => {
  assert.deepEqual(read(put), {
    eventId: 'e1',
    eventTime: '2026-11-23T16:20:11Z',
    eventName: 'PutKeyPolicy',
    by: 'arn:aws:iam::111122223333:user/deployer',
    sourceIp: '203.0.113.9',
    userAgent: 'aws-cli/2.31.0',
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
  assert.equal(policyEventIn('not JSON', KEY), undefined)
})

test('the key in a sentence is this one, and none whose id only begins alike', () => {
  const { resources: _none, ...denied } = { ...put, requestParameters: null, errorCode: 'X' }
  assert.ok(read({ ...denied, errorMessage: `${KEY} is pending deletion.` }))
  assert.ok(read({ ...denied, errorMessage: `not authorized on resource: ${KEY}` }))
  assert.equal(read({ ...denied, errorMessage: `on resource: ${KEY}0 because` }), undefined)
})

const MULTI_REGION = 'mrk-1234abcd12ab34cd56ef1234567890ab'
const REPLICA = `arn:aws:kms:eu-west-1:111122223333:key/${MULTI_REGION}`

test('a multi-Region key has one id everywhere: the Region of the event tells which it is', () => {
  const { resources: _none, ...bare } = {
    ...put,
    requestParameters: { ...put.requestParameters, keyId: MULTI_REGION },
    responseElements: null,
  }
  const readReplica = (record: object) => policyEventIn(JSON.stringify(record), REPLICA)
  assert.ok(readReplica({ ...bare, awsRegion: 'eu-west-1' }))
  assert.equal(readReplica({ ...bare, awsRegion: 'us-east-1' }), undefined)
})

test('a key without an ARN is told by its account, in either spelling of the member', () => {
  const createdIn = (member: string, account: string) => {
    const { resources: _none, ...created } = {
      ...put,
      eventName: 'CreateKey',
      requestParameters: {},
      responseElements: { keyMetadata: { keyId: KEY_ID, [member]: account } },
    }
    return read(created)?.eventName
  }
  for (const member of ['aWSAccountId', 'AWSAccountId']) {
    assert.equal(createdIn(member, '111122223333'), 'CreateKey')
    assert.equal(createdIn(member, '444455556666'), undefined)
  }
})

test('a replica whose ARN was not logged is told by the Region that was asked for', () => {
  const replicatedTo = (replicaRegion: string) => {
    const record = {
      ...put,
      eventName: 'ReplicateKey',
      requestParameters: { keyId: MULTI_REGION, replicaRegion },
      responseElements: {
        replicaKeyMetadata: { keyId: MULTI_REGION },
        replicaPolicy: '{"Statement":[]}',
      },
    }
    return policyEventIn(JSON.stringify(record), REPLICA)?.policy
  }
  assert.equal(replicatedTo('eu-west-1'), '{"Statement":[]}')
  assert.equal(replicatedTo('us-west-2'), undefined)
})
