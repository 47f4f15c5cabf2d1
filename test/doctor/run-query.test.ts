// A statement in Athena, as the doctor runs it: answers page by page, failures, interruptions.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, test } from 'node:test'
import { text } from 'node:stream/consumers'
import { AthenaClient } from '@aws-sdk/client-athena'
import { QueryFailed, runQuery } from '../../src/doctor/athena/run-query.ts'

type Reply = (input: Record<string, unknown>) => object
type Replies = Readonly<Record<string, Reply>>

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Answers as Athena does over its wire, and keeps what was asked. */
async function athenaWith(replies: Replies) {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace('AmazonAthena.', '')
    asked.push(operation)
    const input = JSON.parse(await text(request)) as Record<string, unknown>
    response.setHeader('content-type', 'application/x-amz-json-1.1')
    response.end(JSON.stringify(replies[operation]?.(input) ?? {}))
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' }
  const endpoint = `http://127.0.0.1:${port}`
  return { asked, athena: new AthenaClient({ endpoint, region: 'us-east-1', credentials }) }
}

const execution = (State: string, more: object = {}) => ({
  QueryExecution: { StatementType: 'DML', Status: { State }, ...more },
})
const row = (...values: readonly (string | undefined)[]) => ({
  Data: values.map((VarCharValue) => ({ VarCharValue })),
})
const ResultSetMetadata = { ColumnInfo: [{ Name: 'eventid' }, { Name: 'errorcode' }] }
const statement = { sql: 'SELECT 1', database: 'default' }

test('rows of all pages, without the names of the columns, and NULL told from text', async () => {
  let started: Record<string, unknown> = {}
  const states = ['QUEUED', 'RUNNING']
  const { athena } = await athenaWith({
    StartQueryExecution: (input) => {
      started = input
      return { QueryExecutionId: 'q' }
    },
    GetQueryExecution: () =>
      execution(states.shift() ?? 'SUCCEEDED', { Statistics: { DataScannedInBytes: 1234 } }),
    GetQueryResults: ({ NextToken }) =>
      NextToken === undefined
        ? {
            ResultSet: { ResultSetMetadata, Rows: [row('eventid', 'errorcode'), row('1')] },
            NextToken: 't',
          }
        : { ResultSet: { ResultSetMetadata, Rows: [row('2', 'AccessDenied')] } },
  })
  const told: string[] = []
  const { rows, scannedBytes } = await runQuery(athena, statement, {
    ...{ workgroup: 'audit', output: 's3://results/' },
    tell: (step) => 'state' in step && told.push(step.state),
  })
  assert.deepEqual(rows, [
    { eventid: '1', errorcode: null },
    { eventid: '2', errorcode: 'AccessDenied' },
  ])
  assert.equal(scannedBytes, 1234)
  assert.deepEqual(told, ['QUEUED', 'RUNNING', 'SUCCEEDED'])
  assert.equal(started.WorkGroup, 'audit')
  assert.deepEqual(started.ResultConfiguration, { OutputLocation: 's3://results/' })
})

test('a statement that fails brings the reason that Athena gives', async () => {
  const Status = { State: 'FAILED', StateChangeReason: 'TABLE_NOT_FOUND: line 1:15' }
  const { athena } = await athenaWith({
    StartQueryExecution: () => ({ QueryExecutionId: 'q' }),
    GetQueryExecution: () => ({ QueryExecution: { Status } }),
  })
  await assert.rejects(runQuery(athena, statement, {}), new QueryFailed(Status.StateChangeReason))
})

test('an interruption cancels the query', async () => {
  const interruption = new AbortController()
  const { athena, asked } = await athenaWith({
    StartQueryExecution: () => ({ QueryExecutionId: 'q' }),
    GetQueryExecution: () => execution('RUNNING'),
  })
  const { signal } = interruption
  const tell = () => interruption.abort()
  await assert.rejects(runQuery(athena, statement, { signal, tell }), /interrupted/)
  assert.equal(asked.at(-1), 'StopQueryExecution')
})
