// A long event history, written straight into the files of its days: through the stack, ten million
// events would take hours.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { dayMs, secondMs } from '../src/base/sizes.ts'
import { openDayFile } from '../src/store/day-file.ts'
import { dayOf } from '../src/store/event-days.ts'
import { eventRowOf, type PlacedEventRow } from '../src/store/event-row.ts'
import type { LookupAttribute, StoredEvent } from '../src/store/store.ts'

export const DAYS = 90
export const REGION = 'us-east-1'
export const ACCOUNTS = ['111122223333', '444455556666', '555566667777', '777788889999'] as const
const FIRST_DAY_SECONDS = Date.parse('2026-08-26T00:00:00Z') / secondMs
const daySeconds = dayMs / secondMs
const BATCH = 10_000

const USERS = 1000
const KEYS = 20_000
const NAMES = ['Decrypt', 'GenerateDataKey', 'Encrypt', 'DescribeKey', 'ListKeys', 'CreateGrant']
/** One event in so many is of this name. */
const PUT_KEY_POLICY_EVERY = 5000
/** The number of the one event that `rareUser` made: on the first day. */
const RARE = 4

export const rareUser = 'only-once'
export const userName = (index: number): string => `user-${index % USERS}`
export const keyArn = (index: number): string =>
  `arn:aws:kms:${REGION}:111122223333:key/${uuid(index % KEYS)}`
export const eventId = (index: number): string => uuid(index)

const uuid = (index: number): string =>
  `${String(index).padStart(8, '0')}-12ab-34cd-56ef-1234567890ab`

const padding = 'x'.repeat(600) // With it, a record is as long as those that the stack writes.

/** The event with this number of `count`, which are spread evenly over the days. */
export function eventAt(index: number, count: number): StoredEvent {
  const timeSeconds = FIRST_DAY_SECONDS + Math.floor((index * DAYS * daySeconds) / count)
  const eventName =
    index % PUT_KEY_POLICY_EVERY === 0 ? 'PutKeyPolicy' : (NAMES[(index * 7) % 6] ?? '')
  const username = index === RARE ? rareUser : userName(index * 31)
  const arn = keyArn(index * 17)
  const attributes: readonly (readonly [LookupAttribute, string])[] = [
    ['EventId', eventId(index)],
    ['EventName', eventName],
    ['EventSource', 'kms.amazonaws.com'],
    ['ReadOnly', String(eventName !== 'PutKeyPolicy')],
    ['Username', username],
    ['AccessKeyId', `AKIA${username.toUpperCase()}`],
    ['ResourceName', arn],
    ['ResourceType', 'AWS::KMS::Key'],
  ]
  const record = JSON.stringify({ eventID: eventId(index), eventName, username, arn, padding })
  const account = ACCOUNTS[index % ACCOUNTS.length] ?? ''
  return { eventId: eventId(index), account, region: REGION, timeSeconds, attributes, record }
}

/** For a store that has been opened once and closed. Returns the last day's last second. */
export function makeHistory(directory: string, count: number): number {
  const events = join(directory, 'events')
  mkdirSync(events, { recursive: true })
  for (let day = 0; day < DAYS; day += 1) {
    const name = dayOf(FIRST_DAY_SECONDS + day * daySeconds)
    const file = openDayFile(events, name, () => undefined)
    const [start, end] = [day, day + 1].map((edge) => Math.ceil((edge * count) / DAYS))
    if (start === undefined || end === undefined) throw new Error('a day has two edges')
    for (let from = start; from < end; from += BATCH) {
      file.add(rows(from, Math.min(from + BATCH, end), count))
    }
    file.close()
  }
  const state = new DatabaseSync(join(directory, 'state.db'))
  state.prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)`).run(count)
  state.close()
  return FIRST_DAY_SECONDS + DAYS * daySeconds - 1
}

function rows(from: number, to: number, count: number): readonly PlacedEventRow[] {
  return Array.from({ length: to - from }, (_, offset) => {
    const index = from + offset
    return [index + 1, ...eventRowOf(eventAt(index, count))] as const
  })
}
