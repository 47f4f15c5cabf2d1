import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishTime, eventParameters } from './event-parameters.ts'
import { lowerCamel } from './lower-camel.ts'
import type { ServiceModel, Shape } from './shapes.ts'

const shapes: Readonly<Record<string, Shape>> = {
  Output: {
    type: 'structure',
    members: {
      AWSAccountId: 'Text',
      Created: 'Time',
      Plaintext: 'Blob',
      Password: 'Secret',
      Passwords: 'Secrets',
      GrantTokens: 'GrantTokenList',
      Context: 'Context',
      Tags: 'Tags',
    },
  },
  Text: { type: 'string' },
  Time: { type: 'timestamp' },
  Blob: { type: 'blob' },
  Secret: { type: 'string', sensitive: true },
  Secrets: { type: 'list', member: 'Secret' },
  GrantTokenType: { type: 'string' },
  GrantTokenList: { type: 'list', member: 'GrantTokenType' },
  Context: { type: 'map', key: 'Text', value: 'Text' },
  Tags: { type: 'list', member: 'Tag' },
  Tag: { type: 'structure', members: { TagKey: 'Text' } },
}

const model: ServiceModel = {
  signingName: 'kms',
  eventSource: 'kms.amazonaws.com',
  apiVersion: '2014-11-01',
  protocol: 'awsJson1_1',
  operations: {},
  shapes,
  errors: {},
}

test('only the first letter of a member changes', () => {
  assert.equal(lowerCamel('KeyId'), 'keyId')
  assert.equal(lowerCamel('AWSAccountId'), 'aWSAccountId')
})

test('times are English, map keys are left alone, absent members stay absent', () => {
  const output = {
    AWSAccountId: '111122223333',
    Created: new Date('2024-02-26T05:32:56.789Z'),
    Context: { Department: 'IT' },
    Tags: [{ TagKey: 'a' }],
  }
  assert.deepEqual(eventParameters(model, 'Output', output), {
    aWSAccountId: '111122223333',
    created: 'Feb 26, 2024, 5:32:56 AM',
    context: { Department: 'IT' },
    tags: [{ tagKey: 'a' }],
  })
})

test('blobs, sensitive members and grant tokens are left out', () => {
  const output = {
    Plaintext: new Uint8Array(1),
    Password: 'secret',
    Passwords: ['secret'],
    GrantTokens: ['secret'],
  }
  assert.deepEqual(eventParameters(model, 'Output', output), {})
})

test('midnight and noon are twelve', () => {
  assert.equal(englishTime(new Date('2024-12-01T00:00:09Z')), 'Dec 1, 2024, 12:00:09 AM')
  assert.equal(englishTime(new Date('2024-12-01T12:05:00Z')), 'Dec 1, 2024, 12:05:00 PM')
  assert.equal(englishTime(new Date('2024-10-21T14:25:29Z')), 'Oct 21, 2024, 2:25:29 PM')
})
