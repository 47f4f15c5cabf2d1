import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupAttributeKey,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail'
import {
  CreateAliasCommand,
  CreateKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms'
import { advance } from '../../fixtures/clock.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { OTHER_ACCOUNT, allow, startWorld } from '../../fixtures/world.ts'

let world: TestWorld
let alice: Credentials
let keyArn: string
let keyId: string

before(async () => {
  world = await startWorld()
  alice = await world.user('alice', allow(['kms:*', 'cloudtrail:LookupEvents']))
  const kms = world.client(KMSClient, alice)
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  keyArn = KeyMetadata?.Arn ?? ''
  keyId = KeyMetadata?.KeyId ?? ''
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/wages', TargetKeyId: keyId }))
  for (let count = 0; count < 5; count += 1) {
    await kms.send(new GetKeyPolicyCommand({ KeyId: keyId }))
  }
})
after(() => world.close())

const lookUp = (input: LookupEventsCommandInput = {}, as?: Credentials, region?: string) =>
  world.client(CloudTrailClient, as, region).send(new LookupEventsCommand(input))

const by = (AttributeKey: LookupAttributeKey, AttributeValue: string) =>
  lookUp({ LookupAttributes: [{ AttributeKey, AttributeValue }] })

const namesOf = ({ Events = [] }: Awaited<ReturnType<typeof lookUp>>) =>
  Events.map(({ EventName = '' }) => EventName)

// Validation

test('a query holds one attribute, a known key and a value', async () => {
  const one = { AttributeKey: 'EventName', AttributeValue: 'CreateKey' } as const
  await assert.rejects(lookUp({ LookupAttributes: [one, one] }), {
    name: 'InvalidLookupAttributesException',
  })
  await assert.rejects(by('Colour' as LookupAttributeKey, 'red'), {
    name: 'ValidationException',
    message: /at 'lookupAttributes\.1\.member\.attributeKey' failed to satisfy constraint/,
  })
  await assert.rejects(by('EventName', ''), { name: 'ValidationException' })
})

test('a page holds 1 to 50 events', async () => {
  for (const MaxResults of [0, 51]) {
    await assert.rejects(lookUp({ MaxResults }), { name: 'ValidationException' })
  }
})

test('a range that ends before it starts is refused', async () => {
  const [StartTime, EndTime] = [new Date('2026-01-02'), new Date('2026-01-01')]
  await assert.rejects(lookUp({ StartTime, EndTime }), { name: 'InvalidTimeRangeException' })
})

test('a token serves the query it was given out for, and no other', async () => {
  const { NextToken } = await lookUp({ MaxResults: 1 })
  const LookupAttributes = [{ AttributeKey: 'Username', AttributeValue: 'alice' } as const]
  for (const input of [{ NextToken, LookupAttributes }, { NextToken: 'x' }]) {
    await assert.rejects(lookUp(input), { name: 'InvalidNextTokenException' })
  }
})

// Authorization

test('it needs cloudtrail:LookupEvents', async () => {
  const bob = await world.user('bob', allow('kms:*'))
  await assert.rejects(lookUp({}, bob), {
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:iam::111122223333:user/bob is not authorized to perform: ' +
      'cloudtrail:LookupEvents on resource: * because no identity-based policy allows the ' +
      'cloudtrail:LookupEvents action',
  })
})

// Behaviour

test('each of the eight attributes finds the event', async () => {
  const { Events: [created] = [] } = await by('EventName', 'CreateKey')
  assert.ok(created?.EventId)
  const values: readonly (readonly [LookupAttributeKey, string])[] = [
    ['EventId', created.EventId],
    ['EventName', 'CreateKey'],
    ['EventSource', 'kms.amazonaws.com'],
    ['ReadOnly', 'false'],
    ['Username', 'alice'],
    ['ResourceType', 'AWS::KMS::Key'],
    ['ResourceName', keyArn],
    ['ResourceName', keyId],
    ['AccessKeyId', alice.accessKeyId],
  ]
  for (const [key, value] of values) {
    const { Events = [] } = await by(key, value)
    assert.ok(
      Events.some(({ EventId }) => EventId === created.EventId),
      `${key}=${value}`,
    )
  }
  assert.deepEqual(namesOf(await by('ResourceName', 'alias/wages')), ['CreateAlias'])
})

test('values are compared exactly, case and all', async () => {
  for (const name of ['createkey', 'CreateKe', 'CreateKey ']) {
    assert.deepEqual(namesOf(await by('EventName', name)), [])
  }
})

test('an event is told by its members and by the whole record', async () => {
  const { Events: [event] = [] } = await by('EventName', 'CreateAlias')
  assert.equal(event?.ReadOnly, 'false')
  assert.equal(event?.Username, 'alice')
  assert.equal(event?.AccessKeyId, alice.accessKeyId)
  assert.ok(event?.EventTime instanceof Date)
  const names = event?.Resources?.map(({ ResourceName }) => ResourceName)
  assert.deepEqual(names, [keyArn, 'arn:aws:kms:us-east-1:111122223333:alias/wages'])
  const record = JSON.parse(event?.CloudTrailEvent ?? '{}') as Record<string, unknown>
  assert.equal(record['eventID'], event?.EventId)
  assert.deepEqual(record['requestParameters'], { aliasName: 'alias/wages', targetKeyId: keyId })
})

test('pages hold every event once, newest first', async () => {
  const LookupAttributes = [{ AttributeKey: 'Username', AttributeValue: 'alice' } as const]
  const whole = namesOf(await lookUp({ LookupAttributes }))
  assert.deepEqual(whole.toReversed().slice(0, 3), ['CreateKey', 'CreateAlias', 'GetKeyPolicy'])
  const paged: string[] = []
  let NextToken: string | undefined
  do {
    const page = await lookUp({ LookupAttributes, MaxResults: 2, NextToken })
    paged.push(...namesOf(page))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  assert.deepEqual(paged, whole)
})

test('a time range leaves out what lies outside it', async () => {
  const now = Date.now()
  const hour = 60 * 60 * 1000
  const around = { StartTime: new Date(now - hour), EndTime: new Date(now + hour) }
  assert.ok(namesOf(await lookUp(around)).length > 0)
  const past = { StartTime: new Date(now - 2 * hour), EndTime: new Date(now - hour) }
  assert.deepEqual(namesOf(await lookUp(past)), [])
})

test('another Region and another account have histories of their own', async () => {
  await world.client(KMSClient, alice, 'eu-west-1').send(new ListKeysCommand({}))
  assert.deepEqual(namesOf(await lookUp({}, undefined, 'eu-west-1')), ['ListKeys'])
  const foreign = namesOf(await lookUp({}, world.root(OTHER_ACCOUNT)))
  assert.deepEqual(foreign, [])
})

test('more than two requests a second are throttled, in one account and Region', async () => {
  const limited = await startWorld({ lookupEventsPerSecond: 2 })
  try {
    const send = (region: string) =>
      limited.client(CloudTrailClient, undefined, region).send(new LookupEventsCommand({}))
    // So many that a slow machine, too, sends more than two in a second.
    const sent = await Promise.allSettled(Array.from({ length: 20 }, () => send('us-east-1')))
    const refused = sent.filter((one) => one.status === 'rejected')
    assert.ok(refused.length > 0 && refused.length <= 18)
    const names = new Set(refused.map(({ reason }) => (reason as Error).name))
    assert.deepEqual([...names], ['ThrottlingException'])
    await send('eu-west-1')
  } finally {
    await limited.close()
  }
})

test('after 90 days an event is no longer found', async () => {
  const later = await startWorld()
  try {
    const kms = later.client(KMSClient)
    await kms.send(new CreateKeyCommand({}))
    const find = async () => {
      const LookupAttributes = [{ AttributeKey: 'EventName', AttributeValue: 'CreateKey' } as const]
      const client = later.client(CloudTrailClient)
      return (await client.send(new LookupEventsCommand({ LookupAttributes }))).Events?.length
    }
    assert.equal(await find(), 1)
    await advance(later, '91d')
    assert.equal(await find(), 0)
  } finally {
    await later.close()
  }
})
