// A data directory as an older version has left it, made by the migrations that it knew.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { dayMs, secondMs } from '../../src/base/sizes.ts'
import { dayOf, dayPath } from '../../src/store/event-days.ts'
import { DAY_MIGRATIONS, STATE_MIGRATIONS } from '../../src/store/schema.ts'
import { noon, sampleEvent } from '../store/samples.ts'

export interface OldSchema {
  /** How many migrations `state.db` has seen. */
  readonly state: number
  /** And the files of the days. */
  readonly day: number
}

/** Every pair that a version has left, or a start that was killed. */
export const OLD_SCHEMAS: readonly OldSchema[] = STATE_MIGRATIONS.flatMap((_, index) => {
  const state = index + 1
  // The third migration of the state came with the second one of the days.
  const days = state < 3 ? [1] : [1, 2]
  return days.map((day) => ({ state, day }))
})

export interface OldContents {
  readonly rows: readonly string[]
  /** In the order of their numbers. */
  readonly events: readonly string[]
}

const days = 2

/** Rows with an index, events of several days, and events in the outbox. */
export function makeOldDirectory(
  directory: string,
  schema: OldSchema,
  { rows, eventsPerDay }: { readonly rows: number; readonly eventsPerDay: number },
): OldContents {
  mkdirSync(join(directory, 'events'), { recursive: true, mode: 0o700 })
  const ids = Array.from({ length: rows }, (_, index) => `row-${String(index).padStart(6, '0')}`)
  const inDays = Array.from({ length: days }, (_, day) =>
    makeDay(directory, schema, day, eventsPerDay),
  )
  const given = days * eventsPerDay
  const inOutbox = ['waiting-1', 'waiting-2']
  makeState(directory, schema, ids, { given, inOutbox })
  return { rows: ids, events: [...inDays.flat(), ...inOutbox] }
}

function makeDay(
  directory: string,
  { day: schema }: OldSchema,
  day: number,
  count: number,
): readonly string[] {
  const timeSeconds = noon + (day * dayMs) / secondMs
  const path = dayPath(join(directory, 'events'), dayOf(timeSeconds))
  const database = open(path, DAY_MIGRATIONS.slice(0, schema))
  const category = schema > 1 ? `, 'Management'` : ''
  const insert = database.prepare(`INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?${category})`)
  const lookup = database.prepare('INSERT INTO lookup VALUES (?, ?, ?, ?, ?, ?)')
  const ids: string[] = []
  database.exec('BEGIN')
  for (let index = 0; index < count; index += 1) {
    const sequence = day * count + index + 1
    const event = sampleEvent(`moved-${sequence}`, { timeSeconds })
    const { account, region, attributes, record } = event
    const values = [event.eventId, account, region, timeSeconds, JSON.stringify(attributes), record]
    insert.run(sequence, ...values)
    for (const [attribute, value] of [...attributes.slice(1), ['', ''] as const]) {
      lookup.run(account, region, attribute, value, timeSeconds, sequence)
    }
    ids.push(event.eventId)
  }
  database.exec('COMMIT')
  database.close()
  return ids
}

function makeState(
  directory: string,
  { state: schema, day }: OldSchema,
  ids: readonly string[],
  { given, inOutbox }: { readonly given: number; readonly inOutbox: readonly string[] },
): void {
  const database = open(join(directory, 'state.db'), STATE_MIGRATIONS.slice(0, schema))
  database.exec('BEGIN')
  const row = database.prepare(`INSERT INTO row VALUES ('notes', ?, ?, ?)`)
  const index = database.prepare(`INSERT INTO row_index VALUES ('notes', 'owner', 'alice', ?)`)
  for (const [at, id] of ids.entries()) {
    row.run(id, at + 1, JSON.stringify({ owner: 'alice', labels: [] }))
    index.run(id)
  }
  database.prepare(`UPDATE meta SET value = ? WHERE name = 'version'`).run(ids.length)
  if (schema > 2) {
    database.prepare(`UPDATE meta SET value = ? WHERE name = 'day_schema'`).run(day)
  }
  const category = schema > 2 ? `, 'Management'` : ''
  const event = database.prepare(`INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?${category})`)
  for (const [at, id] of inOutbox.entries()) {
    const { account, region, timeSeconds, attributes, record } = sampleEvent(id, {
      timeSeconds: noon + (days * dayMs) / secondMs,
    })
    event.run(given + at + 1, id, account, region, timeSeconds, JSON.stringify(attributes), record)
  }
  database.exec('COMMIT')
  database.close()
}

function open(path: string, migrations: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL')
  for (const migration of migrations) database.exec(migration)
  database.exec(`PRAGMA user_version = ${migrations.length}`)
  return database
}
