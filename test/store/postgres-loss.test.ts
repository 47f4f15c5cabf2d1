// Connections that are lost in the middle of something.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { parsePostgresAddress } from '../../src/store/postgres/address.ts'
import { commitBatch } from '../../src/store/postgres/commit.ts'
import { Connection } from '../../src/store/postgres/connection.ts'
import { openPostgresLog } from '../../src/store/postgres/postgres-log.ts'
import { change, type Table } from '../../src/store/store.ts'
import type { QueuedWrite } from '../../src/store/writer-messages.ts'
import { findPostgres, newPostgresPlace } from './postgres-place.ts'

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip
const things: Table<{ readonly n: number }> = { name: 'things' }

function openPlace() {
  if ('skip' in postgres) throw new Error(postgres.skip)
  const applicationName = `sparekey-${randomBytes(4).toString('hex')}`
  const place = newPostgresPlace({ ...postgres, applicationName })
  const cutAll = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
      [applicationName],
    )
    await client.end()
  }
  return { place, address: parsePostgresAddress(place.url), cutAll }
}

test('no part of a transaction goes over another connection', { skip }, async () => {
  const { place, address, cutAll } = openPlace()
  const connection = new Connection(address)
  const session = await connection.session()
  await session.script('BEGIN')
  await cutAll()
  await sleep(100)
  await assert.rejects(session.script('SELECT 1'))
  assert.equal((await connection.script('SELECT 1')).length, 1)
  await connection.close()
  await place.remove()
})

test('a batch that arrives a second time is not done again', { skip }, async () => {
  const { place, address } = openPlace()
  const node = randomBytes(4).toString('hex')
  const log = await openPostgresLog({ address, node })
  const event = (id: string): QueuedWrite => ({ events: [eventNamed(id)] })
  await log.commit([event('first')])
  await log.commit([event('second')])
  const late = new Connection(address)
  const options = { commitText: 'COMMIT', beforeCommit: () => undefined }
  for (const batch of [1, 2]) {
    const again = commitBatch(await late.session(), [event('late')], {
      ...options,
      name: { node, batch },
    })
    await assert.rejects(again, /cannot be done/)
  }
  const ids = (await log.eventsBehind({ sequence: 0, limit: 10 })).map(
    ({ event: { eventId } }) => eventId,
  )
  assert.deepEqual(ids, ['first', 'second'])
  await late.close()
  await log.close()
  await place.remove()
})

test(
  'appends go on while every connection is cut, again and again, each done once',
  { skip },
  async () => {
    const { place, cutAll } = openPlace()
    const store = await place.open()
    const harm = new AbortController()
    const cutting = (async () => {
      while (!harm.signal.aborted) {
        await cutAll()
        await sleep(40)
      }
    })()
    for (let n = 1; n <= 40; n += 1) {
      const row = store.get(things, 'counter')
      assert.equal(row?.value.n ?? 0, n - 1)
      await store.append({ changes: [change(things, 'counter', row, { n })], events: [] })
    }
    harm.abort()
    await cutting
    const other = await place.open()
    assert.deepEqual(other.get(things, 'counter')?.value, { n: 40 })
    // What another has done is known before work begins that it had.
    await other.append({
      changes: [change(things, 'counter', other.get(things, 'counter'), { n: 41 })],
      events: [],
    })
    assert.ok(await store.hold('work', 1000))
    assert.deepEqual(store.get(things, 'counter')?.value, { n: 41 })
    await Promise.all([store.close(), other.close()])
    await place.remove()
  },
)

const eventNamed = (id: string) =>
  [id, '111122223333', 'us-east-1', 1_790_000_000, '[]', '{}', 'Data'] as const
