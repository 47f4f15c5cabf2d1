import assert from 'node:assert/strict'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { dayPath } from '../../src/store/event-days.ts'
import { DAY_MIGRATIONS, STATE_MIGRATIONS } from '../../src/store/schema.ts'
import { filesOnDisk } from '../faults/object-files.ts'
import { inChunks } from './file-conformance.ts'
import { newSqlitePlace, openNew, type SqlitePlace } from './place.ts'
import { account, eventIds, everything, noon, region, sampleEvent } from './samples.ts'

const content = Buffer.from('content')

test('object files and their folders are their owner’s alone', async (t) => {
  const place = newSqlitePlace()
  const store = await openNew(t, () => place)
  const { id } = await store.files.write(inChunks(content, 3))
  await store.append({ changes: [], events: [], files: { adopt: [id] } })
  await store.files.path(id)
  await store.files.write(inChunks(content, 3))
  const objects = join(place.directory, 'objects')
  const found = readdirSync(objects, { recursive: true, withFileTypes: true })
  assert.equal(found.filter((entry) => entry.isFile()).length, 2)
  for (const entry of [...found.map(({ parentPath, name }) => join(parentPath, name)), objects]) {
    const { mode } = statSync(entry)
    assert.equal(mode & 0o777, statSync(entry).isDirectory() ? 0o700 : 0o600, entry)
  }
})

test('emptying and discarding leave no file on the disk, a broken write neither', async (t) => {
  const place = newSqlitePlace()
  const store = await openNew(t, () => place)
  const write = () => store.files.write(inChunks(content, 3))
  const [adopted, discarded] = [await write(), await write()]
  await store.append({ changes: [], events: [], files: { adopt: [adopted.id] } })
  await store.files.discard(discarded.id)
  assert.deepEqual(filesOnDisk(place.directory), [adopted.id])
  await assert.rejects(store.files.write(endsEarly()), /the client has gone/)
  assert.deepEqual(filesOnDisk(place.directory), [adopted.id])
  await store.emptyAllExcept([])
  assert.deepEqual(filesOnDisk(place.directory), [])
})

async function* endsEarly(): AsyncGenerator<Uint8Array> {
  yield content
  throw new Error('the client has gone')
}

test('object files without their state.db are not taken for a new store’s', async (t) => {
  const place = newSqlitePlace()
  t.after(place.remove)
  const store = await place.open()
  const { id } = await store.files.write(inChunks(content, 3))
  await store.append({ changes: [], events: [], files: { adopt: [id] } })
  await store.close()
  rmSync(join(place.directory, 'state.db'))
  await assert.rejects(place.open(), /`.*state\.db` is damaged: it is gone/)
  assert.deepEqual(filesOnDisk(place.directory), [id])
})

test('a state.db that is older than the events of a day is told', async (t) => {
  const place = newSqlitePlace()
  t.after(place.remove)
  const [path, kept] = ['state.db', 'kept.db'].map((name) => join(place.directory, name)) as [
    string,
    string,
  ]
  const events = join(place.directory, 'events')
  const append = async (id: string): Promise<void> => {
    const store = await place.open()
    await store.append({ changes: [], events: [sampleEvent(id)] })
    for (let turn = 0; inDay(events) < Number(id); turn += 1) {
      assert.ok(turn < 200, 'the event was not moved')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await store.close()
  }
  await append('1')
  copyFileSync(path, kept)
  await append('2')
  copyFileSync(kept, path)
  await assert.rejects(place.open(), /is damaged: it is older than .* 2026-11-23: it knows 1 of 2/)
  await assert.rejects(place.open(), { hint: /restore the whole directory from your backup/ })
})

test('so it is when a clock was set back, and later days have files too', async (t) => {
  const place = newSqlitePlace()
  t.after(place.remove)
  const [path, kept] = ['state.db', 'kept.db'].map((name) => join(place.directory, name)) as [
    string,
    string,
  ]
  const events = join(place.directory, 'events')
  const { timeSeconds: noon } = sampleEvent('0')
  const append = async (day: number): Promise<void> => {
    const store = await place.open()
    const timeSeconds = noon + day * 86_400
    const name = new Date(timeSeconds * 1000).toISOString().slice(0, 10)
    await store.append({ changes: [], events: [sampleEvent(`day ${day}`, { timeSeconds })] })
    for (let turn = 0; inDay(events, name) === 0; turn += 1) {
      assert.ok(turn < 200, 'the event was not moved')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await store.close()
  }
  for (const day of [1, 2, 3, 4, 5]) await append(day)
  copyFileSync(path, kept)
  await append(0)
  copyFileSync(kept, path)
  await assert.rejects(place.open(), /is damaged: it is older than .* 2026-11-23: it knows 5 of 6/)
})

/** How many events are in the file of their day. */
function inDay(directory: string, name = '2026-11-23'): number {
  const path = dayPath(directory, name)
  if (!existsSync(path)) return 0
  const day = new DatabaseSync(path, { readOnly: true })
  try {
    return Number(day.prepare('SELECT count(*) AS events FROM event').get()?.events)
  } catch {
    return 0 // Its table is still to be made.
  } finally {
    day.close()
  }
}

test('an event that a failed write has left in both places is answered once', async (t) => {
  const place = newSqlitePlace()
  t.after(place.remove)
  // Begin, event, version, commit; begin, and the removal of what was moved.
  const store = await place.open({ writerStatement: 6 })
  await store.append({ changes: [], events: [sampleEvent('e1')] })
  for (let turn = 0; store.trouble() === undefined; turn += 1) {
    assert.ok(turn < 200, 'the fault was not met')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const day = new DatabaseSync(dayPath(join(place.directory, 'events'), '2026-11-23'))
  const state = new DatabaseSync(join(place.directory, 'state.db'))
  for (const [database, table] of [[day, 'event'] as const, [state, 'outbox'] as const]) {
    assert.equal(database.prepare(`SELECT count(*) AS events FROM ${table}`).get()?.events, 1)
    database.close()
  }
  assert.deepEqual(eventIds((await store.events(everything)).events), ['e1'])
  assert.equal((await store.eventsBehind({ sequence: 0, limit: 10 })).length, 1)
  await store.close()
})

/** As the version before data events and object files wrote it. */
function writeOldDirectory({ directory }: SqlitePlace): void {
  mkdirSync(join(directory, 'events'), { recursive: true })
  const { timeSeconds, attributes, record } = sampleEvent('old')
  const values = [account, region, timeSeconds, JSON.stringify(attributes), record]
  const day = new DatabaseSync(dayPath(join(directory, 'events'), '2026-11-23'))
  day.exec(`${DAY_MIGRATIONS[0]} PRAGMA user_version = 1`)
  day.prepare('INSERT INTO event VALUES (1, ?, ?, ?, ?, ?, ?)').run('moved', ...values)
  day.prepare('INSERT INTO lookup VALUES (?, ?, ?, ?, ?, ?)').run(account, region, '', '', noon, 1)
  day.close()
  const state = new DatabaseSync(join(directory, 'state.db'))
  state.exec(`${STATE_MIGRATIONS.slice(0, 2).join('')} PRAGMA user_version = 2`)
  state.prepare('INSERT INTO outbox VALUES (2, ?, ?, ?, ?, ?, ?)').run('waiting', ...values)
  state.close()
}

test('the events of an older version are found, fed, and joined by new ones', async (t) => {
  const place = newSqlitePlace()
  t.after(place.remove)
  writeOldDirectory(place)
  // A file that is no day's database keeps nothing else from being brought up to date.
  writeFileSync(dayPath(join(place.directory, 'events'), '2026-01-01'), 'no database'.repeat(1000))
  const first = await place.open()
  await first.close()
  rmSync(dayPath(join(place.directory, 'events'), '2026-01-01'))

  const store = await place.open()
  const day = { ...everything, fromSeconds: noon }
  assert.deepEqual(eventIds((await store.events(day)).events), ['waiting', 'moved'])
  await store.append({ changes: [], events: [sampleEvent('moved'), sampleEvent('new')] })
  for (let turn = 0; turn < 8; turn += 1) {
    const placed = await store.eventsBehind({ sequence: 0, limit: 10 })
    const fed = placed.map(({ event }) => event)
    assert.deepEqual(eventIds(fed), ['moved', 'waiting', 'moved', 'new'])
    assert.deepEqual(eventIds((await store.events(day)).events), eventIds(fed).toReversed())
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await store.close()
})
