import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId } from '../base/account-id.ts'
import type { Caller } from '../base/caller.ts'
import { isJsonObject, parseJson, type JsonObject } from '../base/json.ts'
import type { World } from '../base/world.ts'
import type { StoredEvent } from '../store/store.ts'
import { eventsOf } from './events-of.ts'
import type { FinishedRequest } from './record.ts'

const own = '111122223333' as AccountId
const foreign = '444455556666'
const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab'
const keyArn = `arn:aws:kms:us-east-1:${own}:key/${keyId}`
const key = { arn: keyArn, account: own, type: 'AWS::KMS::Key' } as const

const alice: Caller = {
  principal: {
    type: 'user',
    arn: `arn:aws:iam::${own}:user/alice`,
    account: own,
    userName: 'alice',
    uniqueId: 'AIDACKCEVSQ6C2EXAMPLE',
  },
  account: own,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
}

const session = {
  createdAt: new Date('2026-11-23T08:00:00.500Z'),
  expiresAt: new Date('2026-11-23T09:00:00.500Z'),
  mfaAuthenticated: false,
}

const administrator: Caller = {
  principal: {
    type: 'assumedRole',
    arn: `arn:aws:sts::${own}:assumed-role/Administrator/bob`,
    account: own,
    roleArn: `arn:aws:iam::${own}:role/people/Administrator`,
    sessionName: 'bob',
    uniqueId: 'AROACKCEVSQ6C2EXAMPLE',
    isServiceLinkedRole: false,
  },
  account: own,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  session,
}

const root: Caller = {
  principal: { type: 'root', arn: `arn:aws:iam::${own}:root`, account: own },
  account: own,
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
}

const putKeyPolicy: FinishedRequest = {
  model: {
    signingName: 'kms',
    eventSource: 'kms.amazonaws.com',
    apiVersion: '2014-11-01',
    protocol: 'awsJson1_1',
    operations: {},
    shapes: {},
    errors: {},
  },
  operation: 'PutKeyPolicy',
  readOnly: false,
  category: 'Management',
  caller: alice,
  region: 'us-east-1',
  requestId: '6542de57-ab9c-43e2-9532-738cc50c76db',
  now: new Date('2026-11-23T09:41:07.999Z'),
  sourceIp: '192.0.2.1',
  userAgent: 'aws-cli/2.31.0',
  requestParameters: { keyId, policyName: 'default', policy: '{}' },
  responseElements: { keyId: keyArn },
  resources: [key],
}

/** Ids that tell in which order they were drawn. */
function world(): World {
  let drawn = 0
  return {
    now: () => putKeyPolicy.now,
    randomBytes: (size) => new Uint8Array(size),
    uuid: () => `uuid-${(drawn += 1)}`,
  }
}

function recordOf(event: StoredEvent | undefined): JsonObject {
  const record = event && parseJson(event.record)
  assert.ok(isJsonObject(record))
  return record
}

function onlyEvent(more: Partial<FinishedRequest>): StoredEvent {
  const [event, ...others] = eventsOf({ ...putKeyPolicy, ...more }, world())
  assert.ok(event)
  assert.deepEqual(others, [])
  return event
}

test('a record holds the members of version 1.11 in the order in which AWS delivers them', () => {
  assert.deepEqual(Object.entries(recordOf(onlyEvent({}))), [
    ['eventVersion', '1.11'],
    [
      'userIdentity',
      {
        type: 'IAMUser',
        principalId: 'AIDACKCEVSQ6C2EXAMPLE',
        arn: `arn:aws:iam::${own}:user/alice`,
        accountId: own,
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        userName: 'alice',
      },
    ],
    ['eventTime', '2026-11-23T09:41:07Z'],
    ['eventSource', 'kms.amazonaws.com'],
    ['eventName', 'PutKeyPolicy'],
    ['awsRegion', 'us-east-1'],
    ['sourceIPAddress', '192.0.2.1'],
    ['userAgent', 'aws-cli/2.31.0'],
    ['requestParameters', { keyId, policyName: 'default', policy: '{}' }],
    ['responseElements', { keyId: keyArn }],
    ['requestID', '6542de57-ab9c-43e2-9532-738cc50c76db'],
    ['eventID', 'uuid-1'],
    ['readOnly', false],
    ['resources', [{ accountId: own, type: 'AWS::KMS::Key', ARN: keyArn }]],
    ['eventType', 'AwsApiCall'],
    ['managementEvent', true],
    ['recipientAccountId', own],
    ['eventCategory', 'Management'],
  ])
})

test('the optional members stand in their places', () => {
  const tls = { version: 'TLSv1.3', cipherSuite: 'TLS_AES_256_GCM_SHA384', host: 'localhost' }
  const error = { code: 'KMSInvalidStateException', message: 'is pending deletion' }
  const record = recordOf(onlyEvent({ tls, error, additionalEventData: { grantId: 'abc' } }))
  const names = Object.keys(record)
  assert.deepEqual(names.slice(names.indexOf('userAgent'), names.indexOf('requestID')), [
    'userAgent',
    'errorCode',
    'errorMessage',
    'requestParameters',
    'responseElements',
    'additionalEventData',
  ])
  assert.deepEqual(names.slice(-2), ['eventCategory', 'tlsDetails'])
  assert.deepEqual(record.tlsDetails, {
    tlsVersion: 'TLSv1.3',
    cipherSuite: 'TLS_AES_256_GCM_SHA384',
    clientProvidedHostHeader: 'localhost',
  })
})

test('a role session says which role issued it, and whether with MFA as a string', () => {
  const { userIdentity } = recordOf(onlyEvent({ caller: administrator }))
  assert.deepEqual(Object.entries(userIdentity as JsonObject), [
    ['type', 'AssumedRole'],
    ['principalId', 'AROACKCEVSQ6C2EXAMPLE:bob'],
    ['arn', `arn:aws:sts::${own}:assumed-role/Administrator/bob`],
    ['accountId', own],
    ['accessKeyId', 'ASIAIOSFODNN7EXAMPLE'],
    [
      'sessionContext',
      {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROACKCEVSQ6C2EXAMPLE',
          arn: `arn:aws:iam::${own}:role/people/Administrator`,
          accountId: own,
          userName: 'Administrator',
        },
        attributes: { creationDate: '2026-11-23T08:00:00Z', mfaAuthenticated: 'false' },
      },
    ],
  ])
})

test('a user with a session has its attributes and no issuer', () => {
  const { userIdentity } = recordOf(onlyEvent({ caller: { ...alice, session } }))
  assert.ok(isJsonObject(userIdentity))
  assert.deepEqual(userIdentity.sessionContext, {
    attributes: { creationDate: '2026-11-23T08:00:00Z', mfaAuthenticated: 'false' },
  })
})

test('the root user has the account for its principal id and no user name', () => {
  assert.deepEqual(recordOf(onlyEvent({ caller: root })).userIdentity, {
    type: 'Root',
    principalId: own,
    arn: `arn:aws:iam::${own}:root`,
    accountId: own,
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  })
})

for (const code of ['AccessDenied', 'NotFoundException']) {
  test(`a record of ${code} says neither what was asked nor of which resource`, () => {
    const event = onlyEvent({ error: { code, message: 'no' } })
    const record = recordOf(event)
    assert.equal(record.errorCode, code)
    assert.equal(record.requestParameters, null)
    assert.equal(record.responseElements, null)
    assert.ok(!('resources' in record))
    assert.ok(!event.attributes.some(([attribute]) => attribute.startsWith('Resource')))
  })
}

test('other failures keep the request and the resource, but have no response', () => {
  const error = { code: 'MalformedPolicyDocumentException', message: 'no' }
  const record = recordOf(onlyEvent({ error }))
  assert.deepEqual(record.requestParameters, putKeyPolicy.requestParameters)
  assert.equal(record.responseElements, null)
  assert.ok(Array.isArray(record.resources))
})

test('a successful call on another account’s key is recorded in both accounts', () => {
  const foreignKey = { ...key, account: foreign }
  const events = eventsOf({ ...putKeyPolicy, resources: [foreignKey] }, world())
  const [ours, theirs] = events.map(recordOf)
  assert.ok(ours && theirs)
  assert.deepEqual(
    events.map(({ account, eventId }) => [account, eventId]),
    [
      [own, 'uuid-2'],
      [foreign, 'uuid-3'],
    ],
  )
  assert.deepEqual([ours.sharedEventID, theirs.sharedEventID], ['uuid-1', 'uuid-1'])
  assert.deepEqual([ours.recipientAccountId, theirs.recipientAccountId], [own, foreign])
  assert.deepEqual(theirs.userIdentity, {
    type: 'AWSAccount',
    principalId: 'AIDACKCEVSQ6C2EXAMPLE',
    accountId: own,
  })
  const names = Object.keys(ours)
  assert.equal(names.indexOf('sharedEventID'), names.indexOf('recipientAccountId') + 1)
})

test('the owner cannot look the call up by the caller’s name or access key', () => {
  const [, theirs] = eventsOf(
    { ...putKeyPolicy, resources: [{ ...key, account: foreign }] },
    world(),
  )
  const looked = theirs?.attributes.map(([attribute]) => attribute)
  assert.deepEqual(looked, [
    'EventId',
    'EventName',
    'EventSource',
    'ReadOnly',
    'ResourceType',
    'ResourceName',
    'ResourceName',
  ])
})

test('a denied call on another account’s key is recorded in the caller’s account only', () => {
  const error = { code: 'AccessDenied', message: 'no' }
  const event = onlyEvent({ error, resources: [{ ...key, account: foreign }] })
  assert.equal(event.account, own)
  assert.ok(!('sharedEventID' in recordOf(event)))
})

test('an event is looked up by all eight attributes', () => {
  assert.deepEqual(onlyEvent({ caller: administrator }).attributes, [
    ['EventId', 'uuid-1'],
    ['EventName', 'PutKeyPolicy'],
    ['EventSource', 'kms.amazonaws.com'],
    ['ReadOnly', 'false'],
    ['AccessKeyId', 'ASIAIOSFODNN7EXAMPLE'],
    ['Username', 'bob'],
    ['ResourceType', 'AWS::KMS::Key'],
    ['ResourceName', keyArn],
    ['ResourceName', keyId],
  ])
})

test('an alias is looked up by its ARN and its name, the root user by `root`', () => {
  const arn = `arn:aws:kms:us-east-1:${own}:alias/reports/monthly`
  const { attributes } = onlyEvent({ caller: root, resources: [key, { ...key, arn }] })
  const values = (wanted: string): string[] =>
    attributes.filter(([attribute]) => attribute === wanted).map(([, value]) => value)
  assert.deepEqual(values('ResourceName'), [keyArn, keyId, arn, 'alias/reports/monthly'])
  assert.deepEqual(values('ResourceType'), ['AWS::KMS::Key'])
  assert.deepEqual(values('Username'), ['root'])
})

test('long texts are cut between characters, long objects are left out', () => {
  const long = `${'x'.repeat(1023)}鍵 and more`
  const object = { text: 'x'.repeat(100 * 1024) }
  const record = recordOf(
    onlyEvent({
      userAgent: long,
      requestParameters: object,
      responseElements: object,
      additionalEventData: object,
    }),
  )
  assert.equal(record.userAgent, 'x'.repeat(1023))
  assert.equal(record.requestParameters, null)
  assert.equal(record.responseElements, null)
  assert.ok(!('additionalEventData' in record))
  const error = { code: 'ValidationException', message: '鍵'.repeat(400) }
  assert.equal(recordOf(onlyEvent({ error })).errorMessage, '鍵'.repeat(341))
})

test('a policy of the greatest length fits into its record', () => {
  const requestParameters = { keyId, policy: '"'.repeat(32 * 1024) }
  assert.deepEqual(recordOf(onlyEvent({ requestParameters })).requestParameters, requestParameters)
})

test('a service in its own name has no address, no access key, always a shared event id', () => {
  const caller: Caller = {
    principal: { type: 'service', arn: 'cloudtrail.amazonaws.com', account: undefined },
    account: own,
    sourceArn: `arn:aws:cloudtrail:us-east-1:${own}:trail/all`,
  }
  const event = onlyEvent({ caller })
  const record = recordOf(event)
  assert.deepEqual(record.userIdentity, {
    type: 'AWSService',
    invokedBy: 'cloudtrail.amazonaws.com',
  })
  assert.equal(record.sharedEventID, 'uuid-1')
  assert.ok(!event.attributes.some(([name]) => name === 'AccessKeyId' || name === 'Username'))
})

test('a call that a service makes for a user is the user’s, and names the service', () => {
  const via = { service: 's3', invokedBy: 'AWS Internal' }
  const { userIdentity } = recordOf(onlyEvent({ caller: { ...alice, via } }))
  assert.ok(isJsonObject(userIdentity))
  assert.equal(userIdentity.userName, 'alice')
  assert.equal(userIdentity.invokedBy, 'AWS Internal')
})

test('a data event says so', () => {
  const record = recordOf(onlyEvent({ category: 'Data' }))
  assert.deepEqual([record.managementEvent, record.eventCategory], [false, 'Data'])
})
