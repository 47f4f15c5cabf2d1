import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { storeConformance } from './conformance.ts'
import { newSqlitePlace, openNew } from './place.ts'
import { alice, notes, putNote, sampleEvent } from './samples.ts'

storeConformance('SQLite', newSqlitePlace)

test('a directory that is open is refused, naming the process that holds it', async (context) => {
  const place = newSqlitePlace()
  await openNew(context, () => place)
  await assert.rejects(place.open(), {
    message: `the data directory \`${place.directory}\` is in use by process ${process.pid}`,
  })
})

test('a file of a newer schema is refused and left as it is', async (context) => {
  const place = newSqlitePlace()
  context.after(place.remove)
  await (await place.open()).close()
  const path = join(place.directory, 'state.db')
  const database = new DatabaseSync(path)
  database.exec('PRAGMA user_version = 1000')
  database.close()
  await assert.rejects(place.open(), /written by a newer version of Sparekey: its schema is 1000/)
  await assert.rejects(place.open(), /newer version/) // The first refusal has let go of the lock.
})

test('everything in the data directory is its owner’s alone', async (context) => {
  const place = newSqlitePlace()
  const store = await openNew(context, () => place)
  await store.append({ changes: [putNote(store, '1', alice)], events: [sampleEvent('e1')] })
  assert.equal(statSync(place.directory).mode & 0o777, 0o700)
  const names = readdirSync(place.directory, { recursive: true, withFileTypes: true })
  for (const name of names.filter((entry) => entry.isFile())) {
    assert.equal(statSync(join(name.parentPath, name.name)).mode & 0o777, 0o600, name.name)
  }
})

test('closing twice is closing once', async (context) => {
  const place = newSqlitePlace()
  context.after(place.remove)
  const store = await place.open()
  await Promise.all([store.close(), store.close()])
  await (await place.open()).close()
})

test('a clean close leaves no write-ahead log behind', async (context) => {
  const place = newSqlitePlace()
  context.after(place.remove)
  const store = await place.open()
  await store.append({ changes: [putNote(store, '1', alice)], events: [] })
  assert.ok(store.get(notes, '1'))
  await store.close()
  const left = readdirSync(place.directory).filter((name) => /-(wal|shm)$/.test(name))
  assert.deepEqual(left, [])
})
