import { join } from 'node:path'
import { daysIn } from '../src/store/event-days.ts'
import { openDay } from '../src/store/day-reader.ts'
import type { EventPosition, EventQuery, LookupAttribute, Store } from '../src/store/store.ts'
import { percentile } from './statistics.ts'
import { ACCOUNTS, eventAt, eventId, keyArn, rareUser, REGION, userName } from './trail-history.ts'

const PER_PAGE = 50
const DEEP_PAGES = 200
const CALLS = 200

export interface History {
  readonly store: Store
  readonly directory: string
  readonly count: number
  readonly endSeconds: number
}

type Lookup = (round: number) => EventQuery

/** One line for each kind of lookup: the first call, the median, the slowest of a hundred. */
export async function printLookups(history: History): Promise<void> {
  const bare = await timesOf(bareRead(history))
  const bareP50 = percentile(bare, 50)
  console.log('\n| lookup | events | first ms | p50 ms | p99 ms | p50 / bare |')
  console.log('|---|---:|---:|---:|---:|---:|')
  const line = (name: string, events: number, times: readonly number[]) => {
    const [first = NaN] = times
    const [p50, p99] = [percentile(times, 50), percentile(times, 99)]
    const values = [first, p50, p99, p50 / bareP50].map((value) => value.toFixed(2))
    console.log(`| ${name} | ${events} | ${values.join(' | ')} |`)
  }
  line('bare: as many events by number, one file', PER_PAGE + 1, bare)
  for (const [name, lookup] of Object.entries(await lookups(history))) {
    const { events } = await history.store.events(lookup(0))
    const times = await timesOf((round) => history.store.events(lookup(round)))
    line(name, events.length, times)
  }
  const { store, count } = history
  const feedFrom = (sequence: number) => () => store.eventsBehind({ sequence, limit: PER_PAGE })
  line('feed: nothing new', 0, await timesOf(feedFrom(count)))
  line('feed: the newest', PER_PAGE, await timesOf(feedFrom(count - PER_PAGE)))
  line('feed: from the middle', PER_PAGE, await timesOf(feedFrom(Math.floor(count / 2))))
}

async function timesOf(call: (round: number) => unknown): Promise<readonly number[]> {
  const times: number[] = []
  for (let round = 0; round < CALLS; round += 1) {
    const start = performance.now()
    await call(round)
    times.push(performance.now() - start)
  }
  return times
}

function bareRead({ directory, count }: History): (round: number) => unknown {
  const events = join(directory, 'events')
  const [day = ''] = daysIn(events).toSorted().slice(-1)
  const reader = openDay(events, day)
  if (!reader) throw new Error('the history has no days')
  const least = reader.range()?.least ?? 0
  const span = count - least - PER_PAGE
  return (round) => {
    const behind = least + Math.floor((span * ((round * 37) % CALLS)) / CALLS)
    return reader.between(behind, Number.MAX_SAFE_INTEGER, PER_PAGE + 1)
  }
}

async function lookups({
  store,
  count,
  endSeconds,
}: History): Promise<Readonly<Record<string, Lookup>>> {
  const account = ACCOUNTS[0]
  const all: EventQuery = {
    account,
    region: REGION,
    fromSeconds: 0,
    toSeconds: endSeconds,
    limit: PER_PAGE,
  }
  const by =
    (attribute: LookupAttribute, value: (round: number) => string): Lookup =>
    (round) => ({ ...all, attribute: [attribute, value(round)] })
  const deep = await pageDeepIn(store, all)
  const inside = await pageDeepIn(store, by('ReadOnly', () => 'true')(0))
  return {
    'without an attribute': () => all,
    [`without an attribute, page ${DEEP_PAGES}`]: () => ({ ...all, after: deep }),
    'EventName, most of them': by('EventName', () => 'Encrypt'),
    'EventName, one of 5,000': by('EventName', () => 'PutKeyPolicy'),
    'EventSource, all of them': by('EventSource', () => 'kms.amazonaws.com'),
    'ReadOnly, nearly all': by('ReadOnly', () => 'true'),
    [`ReadOnly, page ${DEEP_PAGES}`]: (round) => ({
      ...by('ReadOnly', () => 'true')(round),
      after: inside,
    }),
    'Username, one of 1,000': by('Username', (round) => userName(round * 4)),
    'Username, one event in the oldest day': by('Username', () => rareUser),
    'AccessKeyId, one of 1,000': by(
      'AccessKeyId',
      (round) => `AKIA${userName(round * 4).toUpperCase()}`,
    ),
    'AccessKeyId, none': by('AccessKeyId', () => 'AKIAIOSFODNN7EXAMPLE'),
    'ResourceName, one of 20,000': by('ResourceName', (round) => keyArn(round * 4)),
    'ResourceType, all of them': by('ResourceType', () => 'AWS::KMS::Key'),
    'EventId, any day': by('EventId', (round) =>
      eventId(Math.floor((round * count) / CALLS / 4) * 4),
    ),
    'EventId, none': by('EventId', () => 'none'),
    'one hour two months ago': (round) => {
      const toSeconds = eventAt(Math.floor(count / 3), count).timeSeconds + round
      return { ...all, fromSeconds: toSeconds - 3600, toSeconds }
    },
  }
}

/** Where page number DEEP_PAGES begins, or the last one before the end. */
async function pageDeepIn(store: Store, query: EventQuery): Promise<EventPosition> {
  let after: EventPosition = { timeSeconds: query.toSeconds, sequence: Number.MAX_SAFE_INTEGER }
  for (let page = 1; page < DEEP_PAGES; page += 1) {
    const { next } = await store.events({ ...query, after })
    if (!next) break
    after = next
  }
  return after
}
