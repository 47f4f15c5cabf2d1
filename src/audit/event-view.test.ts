import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredEvent } from '../store/store.ts'
import { eventView } from './event-view.ts'

const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

const stored: StoredEvent = {
  eventId: 'e3452e68-d4b0-4ec7-a768-7ae96c23764f',
  account: '111122223333',
  region: 'us-east-1',
  timeSeconds: Date.parse('2026-11-23T09:41:07Z') / 1000,
  attributes: [
    ['EventId', 'e3452e68-d4b0-4ec7-a768-7ae96c23764f'],
    ['EventName', 'PutKeyPolicy'],
    ['EventSource', 'kms.amazonaws.com'],
    ['ReadOnly', 'false'],
    ['AccessKeyId', 'AKIAIOSFODNN7EXAMPLE'],
    ['Username', 'alice'],
    ['ResourceType', 'AWS::KMS::Key'],
    ['ResourceName', keyArn],
  ],
  record: JSON.stringify({ resources: [{ type: 'AWS::KMS::Key', ARN: keyArn }] }),
}

test('LookupEvents answers an event with its attributes and the whole record as text', () => {
  assert.deepEqual(eventView(stored), {
    EventId: stored.eventId,
    EventName: 'PutKeyPolicy',
    ReadOnly: 'false',
    AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    EventTime: new Date('2026-11-23T09:41:07Z'),
    EventSource: 'kms.amazonaws.com',
    Username: 'alice',
    Resources: [{ ResourceType: 'AWS::KMS::Key', ResourceName: keyArn }],
    CloudTrailEvent: stored.record,
  })
})

test('what an event does not have is left out, and no resources are an empty list', () => {
  const attributes = stored.attributes.filter(([attribute]) => attribute === 'EventName')
  assert.deepEqual(eventView({ ...stored, attributes, record: '{"resources":[7]}' }), {
    EventId: stored.eventId,
    EventName: 'PutKeyPolicy',
    EventTime: new Date('2026-11-23T09:41:07Z'),
    Resources: [],
    CloudTrailEvent: '{"resources":[7]}',
  })
})
