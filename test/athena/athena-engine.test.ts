// A stack that hands its queries to Athena: to another stack's, in AWS's place.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AthenaClient,
  CreateWorkGroupCommand,
  GetQueryExecutionCommand,
  ListQueryExecutionsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { AthenaEngine } from '../../src/sql/remote/athena-engine.ts'
import { startWorld, type TestWorld } from '../fixtures/world.ts'
import { ANSWERS } from '../sql/answers.ts'
import { requestOf, rowsOf as rowsOfEngine } from '../sql/query.ts'
import { ended, ENDLESS, failureOf, makeBuckets, RESULTS, rowsOf } from './fixture.ts'

let athena: TestWorld
let stack: TestWorld
const engine = new AthenaEngine({ workgroup: 'outer' })

before(async () => {
  athena = await startWorld()
  await makeBuckets(athena)
  await athena.client(AthenaClient).send(
    new CreateWorkGroupCommand({
      Name: 'outer',
      Configuration: { ResultConfiguration: { OutputLocation: RESULTS } },
    }),
  )
  // As the SDK finds its settings everywhere.
  process.env['AWS_ENDPOINT_URL_ATHENA'] = athena.endpoint
  process.env['AWS_REGION'] = 'us-east-1'
  process.env['AWS_ACCESS_KEY_ID'] = athena.root().accessKeyId
  process.env['AWS_SECRET_ACCESS_KEY'] = athena.root().secretAccessKey
  stack = await startWorld({ athenaEngine: { athena: 'outer' } })
  await makeBuckets(stack)
})
after(async () => {
  await engine.close()
  await stack.close()
  await athena.close()
})

test('rows come as Athena prints them, with NULL and the empty text apart', async () => {
  const sql = `SELECT * FROM (VALUES ('a', 1.5E0, NULL), ('', 2E0, 3)) AS t(k, n, m)`
  const rows = await rowsOf(stack, sql)
  assert.deepEqual(rows, [
    ['a', '1.5', undefined],
    ['', '2.0', '3'],
  ])
})

test('every answer of the conformance suite is the same', async () => {
  // In few queries: each takes a while.
  for (let at = 0; at < ANSWERS.length; at += 60) {
    const some = ANSWERS.slice(at, at + 60)
    const sql = `SELECT ${some.map(([expression]) => expression).join(',\n')}`
    assert.deepEqual(await rowsOfEngine(engine, sql), [some.map(([, text]) => text)])
  }
})

test('results of several pages come whole and in order', async () => {
  const sql = 'SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n) ORDER BY n'
  const rows = await rowsOfEngine(engine, sql)
  assert.deepEqual(
    rows,
    Array.from({ length: 2500 }, (_, index) => [String(index + 1)]),
  )
})

test('columns have their names and types, also when there is no row', async () => {
  const { columns, rows } = await engine.run(
    requestOf('SELECT CAST(1 AS decimal(10,2)) AS price, n FROM (VALUES 1) AS t(n) WHERE n > 1'),
  )
  for await (const batch of rows) assert.deepEqual(batch, [])
  assert.deepEqual(
    columns.map(({ label, type, precision, scale }) => [label, type, precision, scale]),
    [
      ['price', 'decimal', 10, 2],
      ['n', 'integer', 10, 0],
    ],
  )
})

test('parameters go with the query', async () => {
  const rows = await rowsOfEngine(engine, 'SELECT ? || ?', [], { parameters: ["'a'", "'b'"] })
  assert.deepEqual(rows, [['ab']])
})

test('a failure has Athena’s own sentence, and its place', async () => {
  assert.match(
    await failureOf(stack, 'SELECT\n  nothing FROM (VALUES 1) AS t(n)'),
    /^COLUMN_NOT_FOUND: line 2:3: Column 'nothing' cannot be resolved or requester is not/,
  )
  assert.match(await failureOf(stack, 'SELECT 1 / 0'), /^DIVISION_BY_ZERO: /)
  const rows = rowsOfEngine(engine, 'SELECT 1 FROM nowhere.at_all')
  await assert.rejects(rows, /^SqlError: (SCHEMA|TABLE)_NOT_FOUND/)
})

test('a workgroup that is not there is told', async () => {
  const lost = new AthenaEngine({ workgroup: 'nowhere' })
  await assert.rejects(rowsOfEngine(lost, 'SELECT 1'), /WorkGroup is not found/)
  await lost.close()
})

test('a query that is stopped here is stopped there', async () => {
  const client = stack.client(AthenaClient)
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: ENDLESS,
      ResultConfiguration: { OutputLocation: RESULTS },
    }),
  )
  const running = await untilRunning()
  await client.send(new StopQueryExecutionCommand({ QueryExecutionId }))
  assert.equal((await ended(stack, QueryExecutionId)).Status?.State, 'CANCELLED')
  assert.equal((await ended(athena, running)).Status?.State, 'CANCELLED')
})

/** What runs in the place of AWS's Athena. */
async function untilRunning(): Promise<string> {
  const client = athena.client(AthenaClient)
  for (let waitedMs = 0; waitedMs < 20_000; waitedMs += 50) {
    const { QueryExecutionIds = [] } = await client.send(
      new ListQueryExecutionsCommand({ WorkGroup: 'outer' }),
    )
    const [id] = QueryExecutionIds
    const found = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))
    if (id !== undefined && found.QueryExecution?.Status?.State === 'RUNNING') return id
    await sleep(50)
  }
  return assert.fail('nothing runs there')
}
