// Events against a naive model: newest first, at most once, whichever page they are on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type {
  EventPosition,
  EventQuery,
  LookupAttribute,
  Store,
  StoredEvent,
} from '../../src/store/store.ts'
import { openNew, type NewPlace } from './place.ts'
import { eventIds, everything, noon, sampleEvent } from './samples.ts'

type Attribute = readonly [LookupAttribute, string]

const daySeconds = 24 * 60 * 60
const longerThanAMoveMs = 700

const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  fc.tuple(fc.constant('EventName' as const), fc.constantFrom('PutKeyPolicy', 'putkeypolicy')),
  fc.tuple(fc.constant('ResourceName' as const), fc.constantFrom('key/1', '["EventName","x"]')),
  fc.tuple(fc.constant('EventSource' as const), fc.constantFrom('kms.amazonaws.com')),
  fc.tuple(fc.constant('Username' as const), fc.constantFrom('alice', '夏目"漱石')),
  fc.tuple(fc.constant('ReadOnly' as const), fc.constantFrom('true', 'false')),
  fc.tuple(fc.constant('AccessKeyId' as const), fc.constantFrom('AKIAIOSFODNN7EXAMPLE')),
  fc.tuple(fc.constant('ResourceType' as const), fc.constantFrom('AWS::KMS::Key')),
)
const account = fc.constantFrom('111122223333', '444455556666')
const region = fc.constantFrom('us-east-1', 'eu-west-1')
// Three days, few seconds in each: many events share a second.
const time = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -2, max: 2 }))
  .map(([day, second]) => noon - day * daySeconds + second)
const events = fc.array(
  fc.record({
    account,
    region,
    timeSeconds: time,
    attributes: fc.uniqueArray(attribute, { maxLength: 4, selector: String }),
  }),
  { minLength: 1, maxLength: 30 },
)
const query: fc.Arbitrary<EventQuery> = fc.record(
  {
    account,
    region,
    attribute: fc.oneof(
      attribute,
      fc.integer({ min: 0, max: 29 }).map((index): Attribute => ['EventId', `event-${index}`]),
    ),
    fromSeconds: time,
    toSeconds: time,
    limit: fc.integer({ min: 1, max: 7 }),
  },
  { requiredKeys: ['account', 'region', 'fromSeconds', 'toSeconds', 'limit'] },
)

export function eventConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: pages of events agree with a naive model, moved and reopened`, async (context) => {
    const place = newPlace()
    context.after(() => place.remove())
    const cases = fc.sample(fc.tuple(events, fc.array(query, { minLength: 60, maxLength: 60 })), 2)
    for (const [templates, queries] of cases) {
      const store = await place.open()
      await store.emptyAllExcept([])
      const recorded = templates.map((template, index) => {
        const eventId = `event-${index}`
        const attributes: Attribute[] = [['EventId', eventId], ...template.attributes]
        return sampleEvent(eventId, { ...template, attributes })
      })
      for (const event of recorded) void store.append({ changes: [], events: [event] })
      await store.append({ changes: [], events: [] })
      await requirePages(store, recorded, queries)
      await sleep(longerThanAMoveMs)
      await requirePages(store, recorded, queries)
      await store.close()

      const reopened = await place.open()
      await requirePages(reopened, recorded, queries)
      await reopened.close()
    }
  })

  test(`${name}: an event is found once while it moves`, async (context) => {
    const store = await openNew(context, newPlace)
    const ids = Array.from({ length: 40 }, (_, index) => `event-${index}`)
    for (const id of ids) {
      await store.append({ changes: [], events: [sampleEvent(id)] })
      await sleep(20)
      const expected = ids.slice(0, ids.indexOf(id) + 1).toReversed()
      assert.deepEqual(eventIds((await store.events(everything)).events), expected)
    }
  })

  test(`${name}: dropping old days leaves the day of the date and later ones`, async (context) => {
    const store = await openNew(context, newPlace)
    const days = [3, 2, 1, 0].map((ago) =>
      sampleEvent(`${ago} days ago`, { timeSeconds: noon - ago * daySeconds }),
    )
    await store.append({ changes: [], events: days })
    await sleep(longerThanAMoveMs)
    await store.dropEventDaysBefore(new Date((noon - daySeconds) * 1000))
    const left = eventIds((await store.events(everything)).events)
    assert.deepEqual(left, ['0 days ago', '1 days ago'])
    await store.append({ changes: [], events: [sampleEvent('after')] })
    await sleep(longerThanAMoveMs)
    assert.deepEqual(eventIds((await store.events(everything)).events), ['after', ...left])
  })
}

async function requirePages(
  store: Store,
  recorded: readonly StoredEvent[],
  queries: readonly EventQuery[],
): Promise<void> {
  for (const query of queries) {
    assert.deepEqual(await allPages(store, query), expected(recorded, query), JSON.stringify(query))
  }
}

async function allPages(store: Store, query: EventQuery): Promise<StoredEvent[]> {
  const found: StoredEvent[] = []
  let after: EventPosition | undefined
  do {
    const page = await store.events({ ...query, ...(after && { after }) })
    assert.ok(page.events.length <= query.limit)
    found.push(...page.events)
    after = page.next
  } while (after)
  return found
}

/** `recorded` is in the order of recording, which breaks the ties of one second. */
function expected(recorded: readonly StoredEvent[], query: EventQuery): StoredEvent[] {
  const { account, region, fromSeconds, toSeconds, attribute } = query
  return recorded
    .filter((event) => event.account === account && event.region === region)
    .filter(({ timeSeconds }) => fromSeconds <= timeSeconds && timeSeconds <= toSeconds)
    .filter(
      ({ attributes }) =>
        !attribute ||
        attributes.some(([key, value]) => key === attribute[0] && value === attribute[1]),
    )
    .toReversed()
    .toSorted((left, right) => right.timeSeconds - left.timeSeconds)
}
