// What the shared tables and the objects' folder keep for nodes, and when it goes.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { parsePostgresAddress } from '../../src/store/postgres/address.ts'
import { openPostgresLog } from '../../src/store/postgres/postgres-log.ts'
import { change, type Table } from '../../src/store/store.ts'
import { findPostgres, newPostgresPlace, type PostgresPlace } from './postgres-place.ts'

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip
const things: Table<{ readonly n: number }> = { name: 'things' }

interface Ending {
  after(close: () => Promise<void>): void
}

async function openPlace(context: Ending) {
  if ('skip' in postgres) throw new Error(postgres.skip)
  const place = newPostgresPlace(postgres)
  const store = await place.open()
  const sql = await sqlOf(place)
  context.after(async () => {
    await sql.end()
    await store.close()
    await place.remove()
  })
  return { place, store, sql }
}

async function sqlOf({ url }: PostgresPlace): Promise<pg.Client> {
  const joined = new URL(url)
  const schema = joined.searchParams.get('schema')
  joined.searchParams.delete('schema')
  const client = new pg.Client({
    connectionString: joined.href,
    options: `-c search_path=${schema}`,
  })
  await client.connect()
  return client
}

test(
  'a deleted row is forgotten after an hour, and whoever was behind reads all',
  { skip },
  async (t) => {
    const { place, store, sql } = await openPlace(t)
    const address = parsePostgresAddress(place.url)
    const log = await openPostgresLog({ address, node: randomBytes(4).toString('hex') })
    t.after(() => log.close())
    const put = async (id: string, value: { n: number } | undefined) => {
      await store.append({
        changes: [change(things, id, store.get(things, id), value)],
        events: [],
      })
      return (await log.read(0)).head.position
    }
    await put('kept', { n: 1 })
    const before = await put('gone', { n: 1 })
    const after = await put('gone', undefined)
    await store.tidy()
    assert.equal(await countOf(sql, 'row'), 2)
    assert.equal((await log.read(before)).isWhole, false)
    await sql.query(`UPDATE row SET changed_at = now() - interval '2 hours'`)
    await store.tidy()
    assert.equal(await countOf(sql, 'row'), 1)
    assert.equal((await log.read(before)).isWhole, true)
    assert.equal((await log.read(after)).isWhole, false)
    await put('gone', { n: 2 })
    assert.deepEqual(store.get(things, 'gone')?.value, { n: 2 })
  },
)

test(
  'nodes are counted while they are heard of, and forgotten after a day',
  { skip },
  async (t) => {
    const { place, store, sql } = await openPlace(t)
    assert.equal(await store.nodes(), 1)
    const other = await place.open()
    assert.equal(await store.nodes(), 2)
    await other.close()
    assert.equal(await store.nodes(), 1)
    await sql.query(
      `INSERT INTO node (id, batch, seen_at) VALUES ('gone', 0, now() - interval '25 hours'),
       ('late', 0, now() - interval '1 hour')`,
    )
    assert.equal(await store.nodes(), 1)
    await store.tidy()
    const { rows } = await sql.query(`SELECT id FROM node WHERE id IN ('gone', 'late')`)
    assert.deepEqual(rows, [{ id: 'late' }])
  },
)

test('a node that was forgotten while it lived goes on as before', { skip }, async (t) => {
  const { store, sql } = await openPlace(t)
  await sql.query('DELETE FROM node')
  await store.append({ changes: [change(things, 'a', undefined, { n: 1 })], events: [] })
  await store.append({ changes: [], events: [] })
  assert.equal(await store.nodes(), 1)
})

test('files of nodes that died before an entry took them go after a day', { skip }, async (t) => {
  const { place, store } = await openPlace(t)
  const chunks = async function* () {
    yield Buffer.from('content')
  }
  const { id } = await store.files.write(chunks())
  await store.append({ changes: [], events: [], files: { adopt: [id] } })
  const stray = (folder: string, name: string, ageHours: number): void => {
    mkdirSync(join(place.objects, folder), { recursive: true })
    const path = join(place.objects, folder, name)
    writeFileSync(path, 'x')
    const at = Date.now() / 1000 - ageHours * 3600
    utimesSync(path, at, at)
  }
  stray('incoming', 'aa01', 25)
  stray('incoming', 'aa02', 1)
  stray('aa', 'aa03', 25)
  stray('aa', 'aa04', 1)
  const own = join(place.objects, id.slice(0, 2), id)
  const old = Date.now() / 1000 - 30 * 3600
  utimesSync(own, old, old)
  await store.tidy()
  const names = readdirSync(place.objects, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
  assert.deepEqual(names.toSorted(), ['aa02', 'aa04', id].toSorted())
})

async function countOf(sql: pg.Client, table: string): Promise<number> {
  const { rows } = await sql.query(`SELECT count(*) AS count FROM ${table}`)
  return Number((rows as readonly { count: string }[])[0]?.count)
}
