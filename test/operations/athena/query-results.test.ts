// GetQueryResults.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { GetQueryResultsCommandInput } from '@aws-sdk/client-athena'
import {
  AthenaClient,
  GetQueryResultsCommand,
  paginateGetQueryResults,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { failed, running, succeeded } from '../../../src/services/athena/api.ts'
import { csvHeader, csvLine } from '../../../src/sql/results/csv.ts'
import { resultColumn } from '../../../src/sql/hive-type/result-column.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { allow } from '../../fixtures/world.ts'
import { startAthenaWorld, startQuery, withQueries } from './fixture.ts'

let world: TestWorld
let select: string
let show: string
let insert: string
let create: string
let broken: string
let stopped: string
let waiting: string
let gone: string
let elsewhere: string

const columns = [resultColumn('name', 'varchar'), resultColumn('count', 'bigint')]
const rows = [
  ['a "quoted", name', '1'],
  ['two\nlines', null],
  ['', '3'],
  [null, '4'],
]

before(async () => {
  world = await startAthenaWorld()
  select = await startQuery(world, 'SELECT name, count FROM t')
  show = await startQuery(world, 'DESCRIBE t')
  insert = await startQuery(world, 'INSERT INTO t SELECT 1')
  create = await startQuery(world, 'CREATE DATABASE x')
  broken = await startQuery(world, 'SELECT x')
  stopped = await startQuery(world, 'SELECT 1')
  waiting = await startQuery(world, 'SELECT 1')
  gone = await startQuery(world, 'SELECT 1')
  const west = world.client(S3Client, undefined, 'eu-west-1')
  const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' as const }
  await west.send(new CreateBucketCommand({ Bucket: 'west', CreateBucketConfiguration }))
  const ResultConfiguration = { OutputLocation: 's3://west' }
  elsewhere = await startQuery(world, 'SELECT 2', { ResultConfiguration })
  const csv = csvHeader(columns) + rows.map(csvLine).join('')
  await put('results', `here/${select}.csv`, csv)
  await put('results', `here/${show}.txt`, 'name\tstring\t\n"half\tbigint')
  await put('west', `${elsewhere}.csv`, csv)
  const ended = { columns, statistics: {} }
  const written = { updateCount: 12, statistics: {} }
  const error = { ErrorCategory: 2, ErrorType: 1006 }
  world = await withQueries(world, [
    [select, running, (row, now) => succeeded(row, ended, now)],
    [show, running, (row, now) => succeeded(row, ended, now)],
    [elsewhere, running, (row, now) => succeeded(row, ended, now)],
    [gone, running, (row, now) => succeeded(row, ended, now)],
    [insert, running, (row, now) => succeeded(row, written, now)],
    [create, running, (row, now) => succeeded(row, { statistics: {} }, now)],
    [broken, running, (row, now) => failed(row, { reason: 'no x', error }, now)],
  ])
})
after(() => world.close())

const put = (Bucket: string, Key: string, Body: string) =>
  world.client(S3Client).send(new PutObjectCommand({ Bucket, Key, Body }))
const athena = (as?: Credentials) => world.client(AthenaClient, as)
const results = (
  QueryExecutionId: string,
  more: Partial<GetQueryResultsCommandInput> = {},
  as?: Credentials,
) => athena(as).send(new GetQueryResultsCommand({ QueryExecutionId, ...more }))

/** Values as Athena's clients read them. */
const valuesOf = ({ ResultSet }: Awaited<ReturnType<typeof results>>) =>
  ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue ?? null))

// Validation

test('there are results only of a query that went well', async () => {
  const refusal = (AthenaErrorCode: string, message: string) => ({
    name: 'InvalidRequestException',
    AthenaErrorCode,
    message,
  })
  const state = 'INVALID_QUERY_EXECUTION_STATE'
  await assert.rejects(
    results(waiting),
    refusal(state, 'Query has not yet finished. Current state: QUEUED'),
  )
  await assert.rejects(
    results(broken),
    refusal(state, 'Query did not finish successfully. Final query state: FAILED'),
  )
  await athena().send(new StopQueryExecutionCommand({ QueryExecutionId: stopped }))
  await assert.rejects(results(stopped), refusal('RESULT_NOT_FOUND', 'Could not find results'))
  await assert.rejects(results(gone), refusal('RESULT_NOT_FOUND', 'Could not find results'))
  const missing = refusal('QUERY_EXECUTION_NOT_FOUND', 'QueryExecution nothing was not found')
  await assert.rejects(results('nothing'), missing)
})

test('a page has 1 to 1000 rows, and a token belongs to its query', async () => {
  const refusal = { name: 'InvalidRequestException' }
  await assert.rejects(results(select, { MaxResults: 1001 }), refusal)
  const { NextToken } = await results(select, { MaxResults: 1 })
  await assert.rejects(results(elsewhere, { NextToken }), refusal)
  await assert.rejects(results(select, { NextToken: 'x' }), refusal)
})

// Authorization

test('whoever reads a result has to be let read the object that holds it', async () => {
  const blind = await world.user('blind', allow('athena:GetQueryResults'))
  await assert.rejects(results(select, {}, blind), {
    name: 'AccessDeniedException',
    message: /not authorized to perform: s3:GetObject/,
  })
  const reader = await world.user('reader', allow(['athena:GetQueryResults', 's3:GetObject']))
  assert.equal(valuesOf(await results(select, {}, reader))?.length, 5)
  const outsider = await world.user('outsider', allow('s3:GetObject'))
  await assert.rejects(results(select, {}, outsider), {
    message: /not authorized to perform: athena:GetQueryResults/,
  })
})

test('a bucket can ask that Athena reads, and in whose name', async () => {
  const statement = (Effect: string, CalledVia: string) => ({
    Effect,
    Principal: '*',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::results/*',
    Condition: { [`ForAnyValue:${CalledVia}`]: { 'aws:CalledVia': 'athena.amazonaws.com' } },
  })
  const policy = (one: object) => JSON.stringify({ Version: '2012-10-17', Statement: [one] })
  const set = (one: object) =>
    world
      .client(S3Client)
      .send(new PutBucketPolicyCommand({ Bucket: 'results', Policy: policy(one) }))
  const user = await world.user('called', allow(['athena:GetQueryResults', 's3:GetObject']))
  await set(statement('Deny', 'StringEquals'))
  await assert.rejects(results(select, {}, user), { name: 'AccessDeniedException' })
  await set(statement('Deny', 'StringNotEquals'))
  assert.equal(valuesOf(await results(select, {}, user))?.length, 5)
})

// Behaviour

test('the first row of a SELECT is the names of its columns; NULL is no value at all', async () => {
  const answer = await results(select)
  assert.deepEqual(valuesOf(answer), [['name', 'count'], ...rows])
  assert.deepEqual(answer.ResultSet?.Rows?.[2]?.Data?.[1], {})
  assert.equal(answer.UpdateCount, 0)
  assert.equal(answer.NextToken, undefined)
  const bothSay = {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Scale: 0,
    Nullable: 'UNKNOWN',
  }
  assert.deepEqual(answer.ResultSet?.ResultSetMetadata?.ColumnInfo, [
    {
      ...bothSay,
      Name: 'name',
      Label: 'name',
      Type: 'varchar',
      Precision: 2_147_483_647,
      CaseSensitive: true,
    },
    {
      ...bothSay,
      Name: 'count',
      Label: 'count',
      Type: 'bigint',
      Precision: 19,
      CaseSensitive: false,
    },
  ])
})

test('pages hold every row once, and the names of the columns once, at their head', async () => {
  for (const pageSize of [1, 2, 5, 1000]) {
    const pages: unknown[] = []
    const asked = { QueryExecutionId: select }
    for await (const page of paginateGetQueryResults({ client: athena(), pageSize }, asked)) {
      const values = valuesOf(page) ?? []
      assert.ok(values.length <= pageSize)
      pages.push(...values)
    }
    assert.deepEqual(pages, [['name', 'count'], ...rows])
  }
})

test('a result can lie in a bucket of another Region', async () => {
  assert.deepEqual(valuesOf(await results(elsewhere)), [['name', 'count'], ...rows])
})

test('DDL and its like have lines, without a head; a line is one value', async () => {
  const answer = await results(show)
  assert.deepEqual(valuesOf(answer), [['name\tstring\t'], ['"half\tbigint']])
  const { NextToken } = await results(show, { MaxResults: 1 })
  const rest = await results(show, { NextToken })
  assert.deepEqual(valuesOf(rest), [['"half\tbigint']])
})

test('what writes tells how much; what has no columns tells nothing', async () => {
  const written = await results(insert)
  assert.equal(written.UpdateCount, 12)
  assert.deepEqual(written.ResultSet?.Rows, [])
  const [column] = written.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []
  assert.deepEqual([column?.Name, column?.Type], ['rows', 'bigint'])
  const made = await results(create)
  assert.equal(made.UpdateCount, undefined)
  assert.deepEqual(made.ResultSet, { Rows: [], ResultSetMetadata: { ColumnInfo: [] } })
})

test('reading a result leaves an event, like any read', async () => {
  await results(select)
  const AttributeKey = 'EventName' as const
  const LookupAttributes = [{ AttributeKey, AttributeValue: 'GetQueryResults' }]
  const command = new LookupEventsCommand({ LookupAttributes, MaxResults: 1 })
  const { Events: [event] = [] } = await world.client(CloudTrailClient).send(command)
  const record = JSON.parse(event?.CloudTrailEvent ?? '{}') as Record<string, unknown>
  assert.deepEqual(record['requestParameters'], { queryExecutionId: select })
  assert.equal(record['responseElements'], null)
  assert.equal(record['readOnly'], true)
})
