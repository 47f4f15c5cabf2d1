import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DuckDbEngine } from '../../src/sql/engine/duckdb-engine.ts'
import { rowsOf } from './query.ts'
import { logFile, sourceOf, trailTable } from './tables.ts'

const directory = mkdtempSync(join(tmpdir(), 'sparekey-search-'))
const engine = new DuckDbEngine({ scratchDirectory: directory, threads: 2 })
after(async () => {
  await engine.close()
  rmSync(directory, { recursive: true })
})

const file = (index: number) =>
  logFile(directory, `${index}.json${index % 2 === 0 ? '.gz' : ''}`, [
    {
      eventID: `get-${index}`,
      eventName: 'GetKeyPolicy',
      requestParameters: { keyId: 'PutKeyPolicy' },
    },
    { eventID: `put-${index}`, requestParameters: { keyId: `key-${index}`, tags: [{ a: '}' }] } },
  ])
const sources = Array.from({ length: 12 }, (_, index) => file(index))

const ALL =
  'SELECT eventid, useridentity.username, resources[1].arn, "$path" FROM trail ' +
  "WHERE eventname = 'PutKeyPolicy'"
const ONE = `${ALL} AND json_extract_scalar(requestparameters, '$.keyId') = 'key-7'`

test('many files are searched for the few records that a query names', async () => {
  const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd'
  const rows = await rowsOf(engine, ONE, [trailTable(sources)])
  assert.deepEqual(rows, [['put-7', 'alice', arn, 's3://bucket/7.json']])
  const all = await rowsOf(engine, `${ALL} ORDER BY 1`, [trailTable(sources)])
  assert.equal(all.length, 12)
})

test('a name that is written with an escape is found all the same', async () => {
  const records = '{"Records":[{"eventID":"hidden","eventName":"\\u0050utKeyPolicy"}]}'
  const hidden = sourceOf(directory, 'hidden.json', records)
  const sql =
    "SELECT eventid FROM trail WHERE eventname = 'PutKeyPolicy' AND errorcode IS " +
    'NULL ORDER BY 1 DESC LIMIT 1'
  assert.deepEqual(await rowsOf(engine, sql, [trailTable(sources)]), [['put-9']])
  const rows = await rowsOf(engine, sql.replace('DESC', 'ASC'), [trailTable([...sources, hidden])])
  assert.deepEqual(rows, [['hidden']])
})

test('no condition under OR, on partition keys, or of outer joins narrows the search', async () => {
  const table = [trailTable(sources)]
  const either = "SELECT count(*) FROM trail WHERE eventname = 'PutKeyPolicy' OR eventid = 'get-1'"
  assert.deepEqual(await rowsOf(engine, either, table), [['13']])
  const region = "SELECT count(*) FROM trail WHERE region = 'us-east-1'"
  assert.deepEqual(await rowsOf(engine, region, table), [['24']])
  const joined =
    "SELECT count(*) FROM (VALUES 1) v(n) LEFT JOIN trail t ON t.eventname = 'PutKeyPolicy'"
  assert.deepEqual(await rowsOf(engine, joined, table), [['12']])
})
