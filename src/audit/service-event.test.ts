import assert from 'node:assert/strict'
import test from 'node:test'
import { serviceEvent } from './service-event.ts'

const eventId = '1234abcd-12ab-34cd-56ef-1234567890ab'
const now = new Date('2026-11-23T09:41:07.250Z')
const world = {
  now: () => now,
  randomBytes: (size: number) => Buffer.alloc(size),
  uuid: () => eventId,
}
const arn = 'arn:aws:kms:us-east-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321'
const act = {
  eventSource: 'kms.amazonaws.com',
  eventName: 'DeleteKey',
  account: '111122223333',
  region: 'us-east-1',
  now,
  resources: [{ arn, account: '111122223333', type: 'AWS::KMS::Key' }],
  serviceEventDetails: { keyId: '0987dcba-09fe-87dc-65ba-ab0987654321' },
}

test('a service event names no principal and no request, and says what was done', () => {
  const { record, timeSeconds } = serviceEvent(act, world)
  assert.equal(timeSeconds, now.getTime() / 1000 - 0.25)
  assert.deepEqual(JSON.parse(record), {
    eventVersion: '1.11',
    userIdentity: { accountId: '111122223333', invokedBy: 'AWS Internal' },
    eventTime: '2026-11-23T09:41:07Z',
    eventSource: 'kms.amazonaws.com',
    eventName: 'DeleteKey',
    awsRegion: 'us-east-1',
    sourceIPAddress: 'AWS Internal',
    userAgent: 'AWS Internal',
    requestParameters: null,
    responseElements: null,
    eventID: eventId,
    readOnly: false,
    resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: arn }],
    eventType: 'AwsServiceEvent',
    managementEvent: true,
    recipientAccountId: '111122223333',
    serviceEventDetails: { keyId: '0987dcba-09fe-87dc-65ba-ab0987654321' },
    eventCategory: 'Management',
  })
})

test('a service event is found by its name and its resource, and by no user', () => {
  const { attributes } = serviceEvent(act, world)
  const found = new Map(attributes)
  assert.equal(found.get('EventName'), 'DeleteKey')
  assert.equal(found.get('Username'), undefined)
  assert.ok(attributes.some(([name, value]) => name === 'ResourceName' && value === arn))
})
