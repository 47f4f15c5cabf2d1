import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../base/json.ts'
import type { AdvancedSelector, BasicSelector, FieldSelector } from './event-selectors.ts'
import { selects } from './selects.ts'
import type { Trail } from './trail.ts'
import { trailEvent } from './trail-event.ts'

const ACCOUNT = '111122223333'
const NOW = new Date('2026-11-23T10:00:00Z')

const trail = (changes: Partial<Trail> = {}): Trail => ({
  account: ACCOUNT,
  region: 'us-east-1',
  name: 'all',
  s3BucketName: 'logs',
  isMultiRegionTrail: false,
  includeGlobalServiceEvents: true,
  recursiveLogging: true,
  loggingPeriods: [{ from: '2026-11-23T09:00:00.900Z' }],
  ...changes,
})

interface Where {
  readonly account?: string
  readonly region?: string
  readonly time?: string
}

const event = (fields: JsonObject = {}, where: Where = {}) =>
  trailEvent(1, {
    account: where.account ?? ACCOUNT,
    region: where.region ?? 'us-east-1',
    timeSeconds: new Date(where.time ?? NOW).getTime() / 1000,
    record: JSON.stringify({
      eventCategory: 'Management',
      eventSource: 'kms.amazonaws.com',
      eventName: 'CreateKey',
      readOnly: false,
      ...fields,
    }),
  })

const basic = (changes: Partial<BasicSelector>): Partial<Trail> => ({
  eventSelectors: [
    {
      ReadWriteType: 'All',
      IncludeManagementEvents: true,
      DataResources: [],
      ExcludeManagementEventSources: [],
      ...changes,
    },
  ],
})

const advanced = (...FieldSelectors: readonly FieldSelector[]): Partial<Trail> => ({
  advancedEventSelectors: [{ FieldSelectors }],
})

const getObject = (key: string, more: JsonObject = {}) =>
  event({
    eventCategory: 'Data',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    readOnly: true,
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::wages/${key}` },
      { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::wages', accountId: ACCOUNT },
    ],
    ...more,
  })

test('a trail without selectors takes every management event and no data event', () => {
  assert.equal(selects(trail(), event()), true)
  assert.equal(selects(trail(), event({ readOnly: true })), true)
  assert.equal(selects(trail(), getObject('a')), false)
})

test('a trail takes the events of its account; an organization trail those of all', () => {
  const foreign = event({}, { account: '444455556666' })
  assert.equal(selects(trail(), foreign), false)
  assert.equal(selects(trail({ organizationId: 'o-example' }), foreign), true)
})

test('a single-Region trail takes the events of its home Region only', () => {
  const elsewhere = event({}, { region: 'eu-west-1' })
  assert.equal(selects(trail(), elsewhere), false)
  assert.equal(selects(trail({ isMultiRegionTrail: true }), elsewhere), true)
})

test('a trail of us-east-1 can leave the events of global services out', () => {
  const without = trail({ includeGlobalServiceEvents: false })
  const iam = { eventSource: 'iam.amazonaws.com' }
  assert.equal(selects(trail(), event(iam)), true)
  assert.equal(selects(without, event(iam)), false)
  const sts = { eventSource: 'sts.amazonaws.com' }
  assert.equal(selects(without, event(sts)), true)
  const global = { ...sts, tlsDetails: { clientProvidedHostHeader: 'sts.amazonaws.com' } }
  assert.equal(selects(without, event(global)), false)
})

test('events from StartLogging to StopLogging are taken, both seconds included', () => {
  const stopped = trail({
    loggingPeriods: [
      { from: '2026-11-23T09:00:00.900Z', until: '2026-11-23T10:00:00.100Z' },
      { from: '2026-11-23T11:00:00.000Z' },
    ],
  })
  const at = (time: string) => selects(stopped, event({}, { time: `2026-11-23T${time}Z` }))
  const times = ['08:59:59', '09:00:00', '10:00:00', '10:00:01', '10:59:59', '11:00:00']
  assert.deepEqual(times.map(at), [false, true, true, false, false, true])
})

test('a trail that never logged takes nothing', () => {
  assert.equal(selects(trail({ loggingPeriods: [] }), event()), false)
})

test('without recursive logging the deliveries of CloudTrail itself are left out', () => {
  const everything = basic({
    DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
  })
  const put = { eventName: 'PutObject', readOnly: false }
  const own = getObject('a', { ...put, userIdentity: { invokedBy: 'cloudtrail.amazonaws.com' } })
  const other = getObject('a', { ...put, userIdentity: { invokedBy: 'config.amazonaws.com' } })
  const quiet = trail({ ...everything, recursiveLogging: false })
  assert.equal(selects(trail(everything), own), true)
  assert.equal(selects(quiet, own), false)
  assert.equal(selects(quiet, other), true)
})

test('ReadWriteType divides the events into two halves', () => {
  const reads = trail(basic({ ReadWriteType: 'ReadOnly' }))
  const writes = trail(basic({ ReadWriteType: 'WriteOnly' }))
  const of = (readOnly: boolean) => event({ readOnly })
  assert.deepEqual([selects(reads, of(true)), selects(reads, of(false))], [true, false])
  assert.deepEqual([selects(writes, of(true)), selects(writes, of(false))], [false, true])
})

test('an excluded source is left out, and only that one', () => {
  const without = trail(basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] }))
  assert.equal(selects(without, event()), false)
  assert.equal(selects(without, event({ eventSource: 'iam.amazonaws.com' })), true)
})

test('a selector without management events takes none', () => {
  assert.equal(selects(trail(basic({ IncludeManagementEvents: false })), event()), false)
})

test('the value of an S3 data resource is the beginning of an object ARN', () => {
  const of = (...Values: readonly string[]) =>
    trail(basic({ DataResources: [{ Type: 'AWS::S3::Object', Values }] }))
  assert.equal(selects(of('arn:aws:s3:::wages/2026'), getObject('2026/11')), true)
  assert.equal(selects(of('arn:aws:s3:::wages/2026'), getObject('2025/11')), false)
  assert.equal(selects(of('arn:aws:s3:::wages/'), getObject('2025/11')), true)
  assert.equal(selects(of('arn:aws:s3:::wage/', 'arn:aws:s3'), getObject('a')), true)
  const list = { resources: [{ type: 'AWS::S3::Object', ARNPrefix: 'arn:aws:s3:::wages/' }] }
  assert.equal(selects(of('arn:aws:s3:::wages/'), getObject('', list)), true)
})

test('the value of another data resource is one ARN, or the whole service', () => {
  const arn = 'arn:aws:lambda:us-east-1:111122223333:function:pay'
  const invoke = event({
    eventCategory: 'Data',
    resources: [{ type: 'AWS::Lambda::Function', ARN: arn }],
  })
  const of = (value: string) =>
    trail(basic({ DataResources: [{ Type: 'AWS::Lambda::Function', Values: [value] }] }))
  assert.equal(selects(of(arn), invoke), true)
  assert.equal(selects(of(arn.slice(0, -1)), invoke), false)
  assert.equal(selects(of('arn:aws:lambda'), invoke), true)
})

const MANAGEMENT: FieldSelector = { Field: 'eventCategory', Equals: ['Management'] }
const DATA: FieldSelector = { Field: 'eventCategory', Equals: ['Data'] }
const OBJECTS: FieldSelector = { Field: 'resources.type', Equals: ['AWS::S3::Object'] }

test('an advanced selector takes what meets every field', () => {
  const reads = trail(advanced(MANAGEMENT, { Field: 'readOnly', Equals: ['true'] }))
  assert.equal(selects(reads, event({ readOnly: true })), true)
  assert.equal(selects(reads, event({ readOnly: false })), false)
  assert.equal(selects(reads, getObject('a')), false)
})

test('each operator says what its name says', () => {
  const by = (operators: Omit<FieldSelector, 'Field'>) =>
    selects(trail(advanced(DATA, OBJECTS, { Field: 'eventName', ...operators })), getObject('a'))
  assert.equal(by({ Equals: ['PutObject', 'GetObject'] }), true)
  assert.equal(by({ Equals: ['Get'] }), false)
  assert.equal(by({ StartsWith: ['Get'] }), true)
  assert.equal(by({ EndsWith: ['Get'] }), false)
  assert.equal(by({ EndsWith: ['Object'] }), true)
  assert.equal(by({ NotEquals: ['GetObject'] }), false)
  assert.equal(by({ NotEquals: ['PutObject'] }), true)
  assert.equal(by({ NotStartsWith: ['Put', 'Get'] }), false)
  assert.equal(by({ NotEndsWith: ['Object'] }), false)
  assert.equal(by({ NotEndsWith: ['Objects'] }), true)
})

test('operators that take are joined by "or", and a leaving out wins', () => {
  const by = (operators: Omit<FieldSelector, 'Field'>) =>
    selects(trail(advanced(DATA, OBJECTS, { Field: 'eventName', ...operators })), getObject('a'))
  assert.equal(by({ Equals: ['PutObject'], StartsWith: ['Get'] }), true)
  assert.equal(by({ StartsWith: ['Get'], NotEquals: ['GetObject'] }), false)
})

test('type and ARN must be those of one resource', () => {
  const of = (ARN: Omit<FieldSelector, 'Field'>) =>
    selects(trail(advanced(DATA, OBJECTS, { Field: 'resources.ARN', ...ARN })), getObject('a'))
  assert.equal(of({ Equals: ['arn:aws:s3:::wages/a'] }), true)
  assert.equal(of({ Equals: ['arn:aws:s3:::wages'] }), false)
  assert.equal(of({ NotStartsWith: ['arn:aws:s3:::wages/'] }), false)
})

test('a field that an event does not have equals nothing', () => {
  const of = (operators: Omit<FieldSelector, 'Field'>) =>
    selects(trail(advanced(MANAGEMENT, { Field: 'userIdentity.arn', ...operators })), event())
  assert.equal(of({ StartsWith: ['arn:'] }), false)
  assert.equal(of({ NotStartsWith: ['arn:'] }), true)
})

test('one of several selectors is enough', () => {
  const two: readonly AdvancedSelector[] = [
    { FieldSelectors: [DATA, OBJECTS] },
    { FieldSelectors: [MANAGEMENT] },
  ]
  const both = trail({ advancedEventSelectors: two })
  assert.equal(selects(both, event()) && selects(both, getObject('a')), true)
})
