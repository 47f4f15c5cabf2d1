// LookupEvents' half of the log, newest first.

import { placedEventOf } from '../event-row.ts'
import { spanOf, type Span } from '../event-span.ts'
import type { Day } from '../event-days.ts'
import { dayTouches } from '../event-days.ts'
import type { EventPage, EventQuery, FeedRequest, PlacedEvent } from '../store.ts'
import { lookupKey } from './commit.ts'
import type { Connection, Statement } from './connection.ts'
import { daysIn, secondsOf } from './days.ts'

const COLUMNS = 'sequence, event_id, account, region, time, attributes, record, category'
const IN_SPAN = `category = 'Management' AND account = $1 AND region = $2 AND time >= $3
  AND (time, sequence) < ($4, $5) AND sequence > (SELECT forgotten FROM head)`
const NEWEST_FIRST = 'ORDER BY time DESC, sequence DESC'

const NEWEST: Statement = {
  name: 'newest-events',
  text: `SELECT ${COLUMNS} FROM event WHERE ${IN_SPAN} ${NEWEST_FIRST} LIMIT $6`,
}

/** Common values are among the newest: these are read in their order, and no index of values. */
const AMONG_NEWEST: Statement = {
  name: 'among-newest',
  text: `SELECT ${COLUMNS} FROM (
           SELECT ${COLUMNS}, keys FROM event WHERE ${IN_SPAN} ${NEWEST_FIRST} LIMIT $7
         ) AS newest WHERE keys @> ARRAY[$8::text] ${NEWEST_FIRST} LIMIT $6`,
}
const newestLookedAt = 2000

/** A rare value is found by the index, a day at a time: what a day holds of it is sorted. */
const IN_DAY: Statement = {
  name: 'in-day',
  text: `WITH found AS MATERIALIZED (
           SELECT ${COLUMNS} FROM event
           WHERE keys @> ARRAY[$7::text] AND time >= $8 AND time < $9 AND ${IN_SPAN}
         ) SELECT ${COLUMNS} FROM found ${NEWEST_FIRST} LIMIT $6`,
}

const FEED: Statement = {
  name: 'feed',
  text: `SELECT ${COLUMNS} FROM event
         WHERE sequence > $1 AND sequence > (SELECT forgotten FROM head)
         ORDER BY sequence LIMIT $2`,
}

export async function lookupEvents(connection: Connection, query: EventQuery): Promise<EventPage> {
  // The log knows what was forgotten; one more than asked for tells whether there is a next page.
  const span = spanOf(query, 0)
  const wanted = query.limit + 1
  return pageOf(await newestOf(connection, query, span, wanted), query.limit)
}

export async function feedEvents(
  connection: Connection,
  { sequence, limit }: FeedRequest,
): Promise<readonly PlacedEvent[]> {
  return (await connection.query(FEED, [sequence, limit])).rows.map(placedEventOf)
}

async function newestOf(
  connection: Connection,
  query: EventQuery,
  span: Span,
  wanted: number,
): Promise<readonly PlacedEvent[]> {
  const values = spanValues(query, span)
  if (!query.attribute) {
    return (await connection.query(NEWEST, [...values, wanted])).rows.map(placedEventOf)
  }
  const key = lookupKey(query.attribute)
  const among = [...values, wanted, newestLookedAt, key]
  const first = (await connection.query(AMONG_NEWEST, among)).rows.map(placedEventOf)
  return first.length >= wanted ? first : byDays(connection, query, { span, wanted, key })
}

interface Rare {
  readonly span: Span
  readonly wanted: number
  readonly key: string
}

async function byDays(
  connection: Connection,
  query: EventQuery,
  { span, wanted, key }: Rare,
): Promise<readonly PlacedEvent[]> {
  const found: PlacedEvent[] = []
  for (const day of await daysOf(connection, span)) {
    const { from, to } = secondsOf(day)
    const values = [...spanValues(query, span), wanted - found.length, key, from, to]
    found.push(...(await connection.query(IN_DAY, values)).rows.map(placedEventOf))
    if (found.length >= wanted) break
  }
  return found
}

async function daysOf(
  connection: Connection,
  { fromSeconds, before }: Span,
): Promise<readonly Day[]> {
  const days = await daysIn(connection)
  return days.filter((day) => dayTouches(day, fromSeconds, before.timeSeconds))
}

function spanValues({ account, region }: EventQuery, { fromSeconds, before }: Span) {
  return [account, region, fromSeconds, before.timeSeconds, before.sequence]
}

function pageOf(found: readonly PlacedEvent[], limit: number): EventPage {
  const page = found.slice(0, limit)
  const events = page.map(({ event }) => event)
  const last = page.at(-1)
  return found.length > limit && last ? { events, next: last.position } : { events }
}
