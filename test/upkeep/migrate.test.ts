// A store goes into PostgreSQL and comes back as it was, however often the way is cut off.

import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate, type MigrateOptions } from '../../src/server/upkeep/migrate/migrate.ts'
import type { FileId } from '../../src/store/object-file.ts'
import { parsePostgresAddress, type PostgresAddress } from '../../src/store/postgres/address.ts'
import { Connection } from '../../src/store/postgres/connection.ts'
import { openPostgresSource } from '../../src/store/postgres/move-end.ts'
import { openPostgresLog } from '../../src/store/postgres/postgres-log.ts'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { change, type Store, type Table } from '../../src/store/store.ts'
import { scratch } from '../cli/sparekey.ts'
import { startBucket } from '../store/bucket-place.ts'
import { contentOf, inChunks } from '../store/file-conformance.ts'
import { findPostgres, newPostgresPlace } from '../store/postgres-place.ts'
import { alice, bob, noon, notes, putNote, sampleEvent, settings } from '../store/samples.ts'

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip
const daySeconds = 86_400
const world = { randomBytes }
const held: Table<FileId> = { name: 'held' }

function newDatabase(): string {
  if ('skip' in postgres) throw new Error(postgres.skip)
  return newPostgresPlace(postgres).url
}

const move = (options: Pick<MigrateOptions, 'from' | 'to'> & Partial<MigrateOptions>) =>
  migrate({ objects: undefined, sealer: undefined, step: () => undefined, ...options })

/** Rows with odd ids, rows that are gone, events of several days, in their files and not yet. */
async function fillDirectory(directory: string): Promise<void> {
  const store = await openSqliteStore({ directory, world })
  await store.append({ changes: [], events: [sampleEvent('forgotten')] })
  await store.emptyAllExcept([])
  const ids = ['a', 'ü', '\u{10000}', '\u{ffff}', "quote'", 'back\\slash', 'x'.repeat(2000)]
  for (const [index, id] of ids.entries()) {
    const labels = index % 2 === 0 ? [] : ['one', `label-${id.slice(0, 10)}`, '\u0001']
    await store.append({
      changes: [putNote(store, id, { owner: id, labels })],
      events: [sampleEvent(`${index}`, { timeSeconds: noon + index * daySeconds })],
    })
  }
  await store.append({ changes: [putNote(store, 'a', undefined)], events: [] })
  await store.append({ changes: [change(settings, 'a', undefined, 'kept')], events: [] })
  for (let index = 0; index < 5; index += 1)
    await storeFile(store, `file-${index}`, index * 700_000)
  await release(store, 'file-2')
  await sleep(500)
  const data = sampleEvent('data', { category: 'Data', timeSeconds: noon })
  await store.append({ changes: [putNote(store, 'a', bob)], events: [data, sampleEvent('last')] })
  await store.close()
}

async function storeFile(store: Store, rowId: string, bytes: number): Promise<void> {
  const { id } = await store.files.write(inChunks(randomBytes(bytes), 100_000))
  const changes = [change(held, rowId, undefined, id)]
  await store.append({ changes, events: [], files: { adopt: [id] } })
}

async function release(store: Store, rowId: string): Promise<void> {
  const row = store.get(held, rowId)
  assert.ok(row)
  const changes = [change(held, rowId, row, undefined)]
  await store.append({ changes, events: [], files: { release: [row.value] } })
}

const rowsOf = (path: string, sql: string): readonly unknown[] => {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }))
  } finally {
    database.close()
  }
}

/** Past everything that the migration is made of. */
function dump(directory: string) {
  const state = join(directory, 'state.db')
  const meta = rowsOf(state, 'SELECT * FROM meta ORDER BY name')
  const [{ value: forgotten } = { value: 0 }] = rowsOf(
    state,
    `SELECT value FROM meta WHERE name = 'forgotten'`,
  ) as { value: number }[]
  const columns = 'sequence, event_id, account, region, time, attributes, record, category'
  const where = `WHERE sequence > ${forgotten}`
  const days = readdirSync(join(directory, 'events')).filter((name) => name.endsWith('.db'))
  const events = [
    ...days.flatMap((day) =>
      rowsOf(join(directory, 'events', day), `SELECT ${columns} FROM event ${where}`),
    ),
    ...rowsOf(state, `SELECT ${columns} FROM outbox ${where}`),
  ] as { sequence: number }[]
  const bySequence = new Map(events.map((event) => [event.sequence, event]))
  return {
    meta,
    rows: rowsOf(state, 'SELECT * FROM row ORDER BY table_name, id'),
    index: rowsOf(state, 'SELECT * FROM row_index ORDER BY table_name, index_name, key, id'),
    newest: rowsOf(state, `SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`),
    events: [...bySequence.values()].toSorted((one, other) => one.sequence - other.sequence),
    files: rowsOf(state, `SELECT id FROM object_file WHERE state <> 'released' ORDER BY id`).map(
      (row) => digestOf(directory, (row as { id: string }).id),
    ),
  }
}

function digestOf(directory: string, id: string): string {
  const [place, incoming] = [
    join(directory, 'objects', id.slice(0, 2), id),
    join(directory, 'objects', 'incoming', id),
  ]
  const content = readFileSync(existsSync(place) ? place : incoming)
  return `${id} ${createHash('sha256').update(content).digest('hex')}`
}

test(
  'there and back is the same, with objects in a folder and in a bucket',
  { skip },
  async (t) => {
    const bucket = await startBucket()
    t.after(() => bucket.close())
    const folder = scratch(t)
    const from = join(folder, 'from')
    await fillDirectory(from)
    const expected = dump(from)
    assert.ok(expected.events.length === 9 && expected.files.length === 4)
    for (const [name, objects] of [
      ['folder', join(folder, 'objects')],
      ['bucket', bucket.newUrl()],
    ] as const) {
      const database = newDatabase()
      const there = await move({ from, to: database, objects, pieceMax: 3 })
      assert.deepEqual(there.survey.rows.count, expected.rows.length)
      assert.deepEqual(there.survey.events.count, expected.events.length)
      const back = await move({ from: database, to: join(folder, name), objects, pieceMax: 3 })
      assert.deepEqual(back.survey, there.survey)
      assert.deepEqual(dump(join(folder, name)), expected)
    }
  },
)

test(
  'nodes go on where the directory stood, and the directory where they stood',
  { skip },
  async (t) => {
    const folder = scratch(t)
    const [from, to, objects] = [join(folder, 'from'), join(folder, 'to'), join(folder, 'objects')]
    await fillDirectory(from)
    const before = dump(from)
    const place = newPostgresPlace(findUrl())
    await move({ from, to: place.url })
      .then(() => assert.fail('there are files, and no place for them was named'))
      .catch((fault: unknown) => assert.match(String(fault), /where those of the nodes lie/))
    // The same with a place goes on with it.
    await move({ from, to: place.url, objects })
    const node = await place.open()
    const newest = before.events.at(-1)?.sequence ?? 0
    assert.equal(node.newestSequence(), newest)
    assert.deepEqual(node.get(notes, 'a')?.value, bob)
    const labelled = node.find(notes, 'label', 'one', { limit: 10 })
    assert.equal(labelled.length, 3)
    await node.append({ changes: [putNote(node, 'a', alice)], events: [sampleEvent('after')] })
    const [after] = await node.eventsBehind({ sequence: newest, limit: 10 })
    assert.equal(after?.position.sequence, newest + 1)
    await node.close()

    await move({ from: place.url, to, objects })
    const store = await openSqliteStore({ directory: to, world })
    assert.deepEqual(store.get(notes, 'a')?.value, alice)
    assert.equal(store.newestSequence(), newest + 1)
    await store.append({ changes: [], events: [sampleEvent('back')] })
    assert.equal(store.newestSequence(), newest + 2)
    const file = store.get(held, 'file-3')
    assert.ok(file)
    assert.equal((await contentOf(store.files.open(file.value))).length, 2_100_000)
    await store.close()
  },
)

test('one that was cut off at any step goes on, and is not served before', { skip }, async (t) => {
  const folder = scratch(t)
  const from = join(folder, 'from')
  await fillDirectory(from)
  const expected = dump(from)
  const objects = join(folder, 'objects')
  const database = newDatabase()
  const cuts = await cutAtEachStep({ from, to: database, objects }, () =>
    assert.rejects(openNode(database), /a migration from .* is not finished/),
  )
  assert.ok(cuts > 8, `${cuts} cuts`)
  const to = join(folder, 'to')
  const cutsBack = await cutAtEachStep({ from: database, to, objects }, () =>
    assert.rejects(openSqliteStore({ directory: to, world }), /is not finished/),
  )
  assert.ok(cutsBack > 8, `${cutsBack} cuts`)
  assert.deepEqual(dump(to), expected)
  await (await openSqliteStore({ directory: to, world })).close()
})

test(
  'a target that holds something is refused, and another migration’s is',
  { skip },
  async (t) => {
    const folder = scratch(t)
    const [from, other, to] = [join(folder, 'from'), join(folder, 'other'), join(folder, 'to')]
    for (const directory of [from, other]) await fillDirectory(directory)
    const objects = join(folder, 'objects')
    const database = newDatabase()
    await move({ from, to: database, objects })
    await assert.rejects(move({ from, to: database, objects }), /holds something already/)
    await assert.rejects(move({ from: database, to: other, objects }), /holds something already/)

    const half = newDatabase()
    await assert.rejects(move({ from, to: half, objects, ...cutAfter(2) }), /^Error: cut$/)
    await assert.rejects(move({ from: other, to: half, objects }), /is not finished/)
    await assert.rejects(move({ from: half, to, objects }), /is not finished/)
    const store = await openSqliteStore({ directory: from, world })
    await store.append({ changes: [], events: [sampleEvent('meanwhile')] })
    await store.close()
    await assert.rejects(move({ from, to: half, objects }), /has changed since/)
  },
)

test('a source or a target at work is refused', { skip }, async (t) => {
  const folder = scratch(t)
  const [from, objects] = [join(folder, 'from'), join(folder, 'objects')]
  const store = await openSqliteStore({ directory: from, world })
  await assert.rejects(move({ from, to: newDatabase(), objects }), /is in use by/)
  await store.close()
  const place = newPostgresPlace(findUrl())
  const node = await place.open()
  await assert.rejects(move({ from: place.url, to: join(folder, 'to'), objects }), /is in use/)
  await assert.rejects(move({ from, to: place.url, objects }), /is in use/)
  await node.close()
  await move({ from: place.url, to: join(folder, 'to'), objects })
})

test('a source keeps still, and one that could not is told', { skip }, async (t) => {
  const folder = scratch(t)
  const [from, objects] = [join(folder, 'from'), join(folder, 'objects')]
  await fillDirectory(from)
  const place = newPostgresPlace(findUrl())
  await move({ from, to: place.url, objects })
  const address = parsePostgresAddress(place.url)
  const source = await openPostgresSource({ address, place: undefined })
  t.after(() => source.close())
  const before = await source.head()
  const node = await place.open()
  t.after(() => node.close())
  let isDurable = false
  const appended = node
    .append({ changes: [], events: [sampleEvent('meanwhile')] })
    .then(() => (isDurable = true))
  // Longer than a transaction may be idle that keeps nothing still.
  await sleep(6000)
  assert.ok(!isDurable)
  assert.deepEqual(await source.head(), before)
  await dropSessions(address)
  await assert.rejects(source.head(), /the connection was lost that kept/)
  await assert.rejects(source.head(), /the connection was lost that kept/)
  await appended
})

/** Of the whole database, but its own. */
async function dropSessions(address: PostgresAddress): Promise<void> {
  const connection = new Connection(address)
  await connection.script(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE state = 'idle in transaction' AND pid <> pg_backend_pid()`,
  )
  await connection.close()
}

test('what came out otherwise is found, and the target stays marked', { skip }, async (t) => {
  const folder = scratch(t)
  const [from, to] = [join(folder, 'from'), join(folder, 'to')]
  const objects = join(folder, 'objects')
  await fillDirectory(from)
  const database = newDatabase()
  await move({ from, to: database, objects })
  // A file that is not what it was, behind everybody's back, while it is checked.
  const spoil = (kind: string): void => {
    if (kind !== 'checkedEvents') return
    const state = new DatabaseSync(join(to, 'state.db'))
    state.exec(`UPDATE row SET value = '"spoilt"' WHERE table_name = 'settings'`)
    state.close()
  }
  let checks = 0
  const step = (kind: string): void => {
    if (kind === 'checkedEvents' && (checks += 1) === 1) spoil(kind)
  }
  await assert.rejects(move({ from: database, to, objects, step }), /does not hold what/)
  await assert.rejects(openSqliteStore({ directory: to, world }), /is not finished/)
})

test('a source without anything to move, and places that are none', { skip }, async (t) => {
  const folder = scratch(t)
  const from = join(folder, 'from')
  await assert.rejects(move({ from, to: newDatabase() }), /holds no Sparekey data/)
  await assert.rejects(move({ from, to: join(folder, 'to') }), /from a data directory to/)
  mkdirSync(from)
  const own = join(from, 'objects')
  await assert.rejects(move({ from, to: newDatabase(), objects: own }), /data directory’s own/)
})

function findUrl() {
  if ('skip' in postgres) throw new Error(postgres.skip)
  return postgres
}

async function openNode(url: string) {
  const log = await openPostgresLog({ address: parsePostgresAddress(url), node: 'a-node' })
  await log.close()
}

/** Throws at a step, when the piece before it is durable. */
function cutAfter(steps: number) {
  let done = 0
  const step = (): void => {
    if ((done += 1) > steps) throw new Error('cut')
  }
  return { pieceMax: 4, step }
}

/** Each run gets one step further than it was let; how many runs were cut off. */
async function cutAtEachStep(
  options: Pick<MigrateOptions, 'from' | 'to' | 'objects'>,
  whenCut: () => Promise<void>,
): Promise<number> {
  for (let cuts = 0; ; cuts += 1) {
    try {
      await move({ ...options, ...cutAfter(cuts) })
      return cuts
    } catch (fault) {
      assert.match(String(fault), /^Error: cut$/)
      await whenCut()
    }
  }
}
