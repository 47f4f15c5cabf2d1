import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePostgresAddress } from '../../src/store/postgres/address.ts'
import { Connection } from '../../src/store/postgres/connection.ts'
import { storeConformance } from './conformance.ts'
import { findPostgres, newPostgresPlace } from './postgres-place.ts'

const postgres = findPostgres()

if ('skip' in postgres) test('PostgreSQL', { skip: postgres.skip }, () => undefined)
else {
  storeConformance('PostgreSQL', () => newPostgresPlace(postgres))

  // The statement by which a node follows took 200 ms of it, from some ten thousand rows on.
  test('PostgreSQL compiles no statement before it runs it', async () => {
    const connection = new Connection(parsePostgresAddress(postgres.url))
    const [shown] = await connection.script('SHOW jit')
    await connection.close()
    assert.deepEqual(shown?.rows, [{ jit: 'off' }])
  })
}
