import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { parseAthenaEngine } from '../../src/server/queries/athena-engine.ts'
import { startWorld } from '../fixtures/world.ts'
import { failureOf, makeBuckets, rowsOf } from './fixture.ts'

test('an engine is DuckDB, the URL of a Trino server, or a workgroup of AWS’s Athena', () => {
  assert.equal(parseAthenaEngine('duckdb'), 'duckdb')
  assert.deepEqual(parseAthenaEngine('trino=http://127.0.0.1:8080'), {
    trino: 'http://127.0.0.1:8080',
  })
  assert.deepEqual(parseAthenaEngine('athena'), { athena: 'primary' })
  assert.deepEqual(parseAthenaEngine('athena=logs'), { athena: 'logs' })
  for (const text of [
    '',
    'athena=',
    'athena=a b',
    'athenas',
    'trino',
    'trino=',
    'trino=file:///etc/passwd',
    'presto=http://x',
  ]) {
    assert.equal(parseAthenaEngine(text), undefined, text)
  }
})

test('with a Trino server SELECT is its to run, and the catalog is not asked', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    request.on('data', (bytes: Buffer) => asked.push(bytes.toString()))
    request.on('end', () => {
      response.setHeader('content-type', 'application/json')
      const columns = [{ name: 'n', type: 'bigint' }]
      const stats = { state: 'FINISHED', processedBytes: 7 }
      response.end(JSON.stringify({ id: 'q', columns, data: [[42]], stats }))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  const { port } = server.address() as AddressInfo
  const world = await startWorld({ athenaEngine: { trino: `http://127.0.0.1:${port}` } })
  after(() => world.close())
  await makeBuckets(world)
  assert.deepEqual(await rowsOf(world, 'SELECT n FROM its_own_table'), [['42']])
  assert.deepEqual(asked, ['SELECT n FROM its_own_table'])
  const writing = "UNLOAD (SELECT 1 AS one) TO 's3://trail-logs/u/' WITH (format = 'JSON')"
  assert.match(await failureOf(world, writing), /^NOT_SUPPORTED: This engine writes no data/)
})
