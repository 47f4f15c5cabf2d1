// StartQueryExecution, GetQueryExecution, BatchGetQueryExecution, StopQueryExecution,
// ListQueryExecutions and GetQueryRuntimeStatistics.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AthenaClient,
  BatchGetQueryExecutionCommand,
  CreateWorkGroupCommand,
  GetQueryExecutionCommand,
  GetQueryRuntimeStatisticsCommand,
  ListQueryExecutionsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  UpdateWorkGroupCommand,
} from '@aws-sdk/client-athena'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { failed, running, succeeded } from '../../../src/services/athena/api.ts'
import { sendRaw } from '../../fixtures/raw-request.ts'
import { advance } from '../../fixtures/clock.ts'
import type { Credentials, TestWorld } from '../../fixtures/world.ts'
import { ACCOUNT, allow } from '../../fixtures/world.ts'
import { OUTPUT, startAthenaWorld, startQuery, withQueries, workGroupArn } from './fixture.ts'

let world: TestWorld

before(async () => {
  world = await startAthenaWorld()
})
after(() => world.close())

const athena = (as?: Credentials) => world.client(AthenaClient, as)
const get = async (QueryExecutionId: string, as?: Credentials) =>
  (await athena(as).send(new GetQueryExecutionCommand({ QueryExecutionId }))).QueryExecution
const stop = (QueryExecutionId: string, as?: Credentials) =>
  athena(as).send(new StopQueryExecutionCommand({ QueryExecutionId }))
const makeGroup = (Name: string, Configuration = {}) =>
  athena().send(new CreateWorkGroupCommand({ Name, Configuration }))

// Validation

test('a text that is no statement makes no query, and the error tells where', async () => {
  await assert.rejects(startQuery(world, 'SELEC 1'), {
    name: 'InvalidRequestException',
    AthenaErrorCode: 'MALFORMED_QUERY',
    message: /^line 1:1: mismatched input 'SELEC'\. Expecting: /,
  })
  await assert.rejects(startQuery(world, ''), { name: 'InvalidRequestException' })
})

test('a query needs a place for its result, of its own or of its workgroup', async () => {
  await assert.rejects(athena().send(new StartQueryExecutionCommand({ QueryString: 'SELECT 1' })), {
    name: 'InvalidRequestException',
    AthenaErrorCode: 'INVALID_INPUT',
    message: /^No output location provided\./,
  })
  for (const OutputLocation of ['results', 's3://', 'http://results/x']) {
    await assert.rejects(
      startQuery(world, 'SELECT 1', { ResultConfiguration: { OutputLocation } }),
      {
        message: 'outputLocation is not a valid S3 path.',
      },
    )
  }
  const EncryptionConfiguration = { EncryptionOption: 'SSE_KMS' as const }
  const ResultConfiguration = { OutputLocation: OUTPUT, EncryptionConfiguration }
  await assert.rejects(startQuery(world, 'SELECT 1', { ResultConfiguration }), {
    message: 'KmsKey is required when EncryptionOption is SSE_KMS.',
  })
})

test('a query is run in a workgroup that exists and is enabled', async () => {
  await assert.rejects(startQuery(world, 'SELECT 1', { WorkGroup: 'nothing' }), {
    name: 'InvalidRequestException',
    message: 'WorkGroup is not found.',
  })
  await makeGroup('closed')
  await athena().send(new UpdateWorkGroupCommand({ WorkGroup: 'closed', State: 'DISABLED' }))
  await assert.rejects(startQuery(world, 'SELECT 1', { WorkGroup: 'closed' }), {
    message: 'WorkGroup closed is disabled.',
  })
})

test('the token is part of the request, and the error says so twice', async () => {
  const body = JSON.stringify({ QueryString: 'SELECT 1' })
  const target = 'AmazonAthena.StartQueryExecution'
  const credentials = world.root()
  const answer = await sendRaw(world.endpoint, { service: 'athena', body, target, credentials })
  assert.equal(answer.status, 400)
  assert.deepEqual(JSON.parse(answer.text), {
    __type: 'InvalidRequestException',
    AthenaErrorCode: 'INVALID_INPUT',
    ErrorCode: 'INVALID_INPUT',
    Message: 'clientRequestToken is null or empty',
  })
})

test('an id that names no query is told of', async () => {
  const refusal = {
    name: 'InvalidRequestException',
    AthenaErrorCode: 'QUERY_EXECUTION_NOT_FOUND',
    message: 'QueryExecution nothing was not found',
  }
  await assert.rejects(get('nothing'), refusal)
  await assert.rejects(stop('nothing'), refusal)
})

test('queries wait two hundred at a time, of one account and Region', async () => {
  const abroad = world.client(AthenaClient, undefined, 'eu-west-1')
  const ResultConfiguration = { OutputLocation: OUTPUT }
  const start = () =>
    abroad.send(new StartQueryExecutionCommand({ QueryString: 'SELECT 1', ResultConfiguration }))
  const ids: string[] = []
  for (let count = 0; count < 200; count += 1) ids.push((await start()).QueryExecutionId ?? '')
  await assert.rejects(start(), {
    name: 'TooManyRequestsException',
    Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED',
  })
  await startQuery(world, 'SELECT 1')
  await abroad.send(new StopQueryExecutionCommand({ QueryExecutionId: ids[0] }))
  await start()
})

// Authorization

test('every query is asked for by its workgroup', async () => {
  await makeGroup('theirs', { ResultConfiguration: { OutputLocation: OUTPUT } })
  const bob = await world.user('bob', allow('athena:*', workGroupArn('theirs')))
  const id = await startQuery(world, 'SELECT 1', { WorkGroup: 'theirs' }, bob)
  assert.equal((await get(id, bob))?.WorkGroup, 'theirs')
  const other = await startQuery(world, 'SELECT 1')
  const denied = { name: 'AccessDeniedException', message: /on resource: .*workgroup\/primary/ }
  await assert.rejects(startQuery(world, 'SELECT 1', {}, bob), denied)
  await assert.rejects(get(other, bob), denied)
  await assert.rejects(stop(other, bob), denied)
  const both = new BatchGetQueryExecutionCommand({ QueryExecutionIds: [id, other] })
  await assert.rejects(athena(bob).send(both), denied)
  await assert.rejects(athena(bob).send(new ListQueryExecutionsCommand({})), denied)
})

// Behaviour

test('a query that waits tells everything that was said of it', async () => {
  const id = await startQuery(world, 'SELECT ? AS v', {
    QueryExecutionContext: { Database: 'logs', Catalog: 'AwsDataCatalog' },
    ExecutionParameters: ["'a'"],
    ResultConfiguration: {
      OutputLocation: `${OUTPUT}/`,
      EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
    },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true } },
  })
  const { Status, Statistics, ...rest } = (await get(id)) ?? {}
  assert.equal(Status?.State, 'QUEUED')
  assert.ok(Status.SubmissionDateTime)
  assert.equal(Status.CompletionDateTime, undefined)
  assert.equal(Statistics?.DataScannedInBytes, 0)
  assert.deepEqual(rest, {
    QueryExecutionId: id,
    Query: 'SELECT ? AS v',
    StatementType: 'DML',
    ResultConfiguration: {
      OutputLocation: `${OUTPUT}/${id}.csv`,
      EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
    },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true } },
    QueryExecutionContext: { Database: 'logs', Catalog: 'AwsDataCatalog' },
    WorkGroup: 'primary',
    EngineVersion: {
      SelectedEngineVersion: 'AUTO',
      EffectiveEngineVersion: 'Athena engine version 3',
    },
    ExecutionParameters: ["'a'"],
    SubstatementType: 'SELECT',
  })
})

test('the name of the result tells what kind of statement it is of', async () => {
  for (const [query, type, name] of [
    ['VALUES 1', 'DML/SELECT', 'ID.csv'],
    ['SHOW TABLES', 'UTILITY/SHOW_TABLES', 'ID.txt'],
    ['CREATE DATABASE x', 'DDL/CREATE_DATABASE', 'ID.txt'],
    ['INSERT INTO t SELECT 1', 'DML/INSERT', 'ID'],
    ['CREATE TABLE t AS SELECT 1 AS a', 'DDL/CREATE_TABLE_AS_SELECT', 'tables/ID'],
  ] as const) {
    const id = await startQuery(world, query)
    const execution = await get(id)
    assert.equal(`${execution?.StatementType}/${execution?.SubstatementType}`, type)
    const location = execution?.ResultConfiguration?.OutputLocation
    assert.equal(location, `${OUTPUT}/${name.replace('ID', id)}`)
  }
})

test('a workgroup that enforces its settings decides; another lends what is missing', async () => {
  const ofGroup = { OutputLocation: 's3://results/group', ExpectedBucketOwner: ACCOUNT }
  await makeGroup('strict', { ResultConfiguration: ofGroup })
  const lenient = { ResultConfiguration: ofGroup, EnforceWorkGroupConfiguration: false }
  await makeGroup('lenient', lenient)
  const resultOf = async (WorkGroup: string, more = {}) => {
    const id = await startQuery(world, 'SELECT 1', { WorkGroup, ...more })
    const { OutputLocation = '', ...rest } = (await get(id))?.ResultConfiguration ?? {}
    return { OutputLocation: OutputLocation.replace(`/${id}.csv`, ''), ...rest }
  }
  assert.deepEqual(await resultOf('strict'), ofGroup)
  assert.deepEqual(await resultOf('lenient'), { ...ofGroup, OutputLocation: OUTPUT })
  const nothing = { ResultConfiguration: undefined }
  assert.deepEqual(await resultOf('lenient', nothing), ofGroup)
})

test('the same request under the same token is one query; another request is refused', async () => {
  const token = { ClientRequestToken: 'a'.repeat(32) }
  const id = await startQuery(world, 'SELECT 1', token)
  assert.equal(await startQuery(world, 'SELECT 1', token), id)
  assert.equal(await startQuery(world, 'SELECT 1', { ...token, ExecutionParameters: ['1'] }), id)
  await assert.rejects(startQuery(world, 'SELECT 2', token), {
    name: 'InvalidRequestException',
    AthenaErrorCode: 'IDEMPOTENT_PARAMETER_MISMATCH',
    message: 'Idempotent parameters do not match',
  })
  const short = startQuery(world, 'SELECT 1', { ClientRequestToken: 'short' })
  await assert.rejects(short, { name: 'InvalidRequestException', message: /clientRequestToken/ })
})

test('a query that is stopped is cancelled, and stays so', async () => {
  const id = await startQuery(world, 'SELECT 1')
  await stop(id)
  const { Status, Statistics } = (await get(id)) ?? {}
  assert.equal(Status?.State, 'CANCELLED')
  assert.equal(Status.StateChangeReason, 'Query cancelled by user')
  assert.ok(Status.CompletionDateTime)
  assert.equal(Statistics?.EngineExecutionTimeInMillis, 0)
  await stop(id)
  assert.deepEqual((await get(id))?.Status, Status)
})

test('what a runner says of a query is what is told of it', async () => {
  const good = await startQuery(world, 'SELECT 1')
  const bad = await startQuery(world, 'SELECT x')
  const error = { ErrorCategory: 2, ErrorType: 1006, Retryable: false, ErrorMessage: 'no x' }
  const statistics = { scannedBytes: 7, engineMs: 5, planningMs: 2, outputRows: 1, inputRows: 3 }
  world = await withQueries(world, [
    [good, running, (row, now) => succeeded(row, { columns: [], statistics }, now)],
    [bad, running, (row, now) => failed(row, { reason: 'no x', error }, now)],
  ])
  const { Status, Statistics } = (await get(good)) ?? {}
  assert.equal(Status?.State, 'SUCCEEDED')
  assert.equal(Statistics?.DataScannedInBytes, 7)
  assert.equal(Statistics.EngineExecutionTimeInMillis, 5)
  assert.deepEqual(Statistics.ResultReuseInformation, { ReusedPreviousResult: false })
  const failure = (await get(bad))?.Status
  assert.equal(failure?.State, 'FAILED')
  assert.equal(failure.StateChangeReason, 'no x')
  assert.deepEqual(failure.AthenaError, error)
  const command = new GetQueryRuntimeStatisticsCommand({ QueryExecutionId: good })
  const { QueryRuntimeStatistics: runtime } = await athena().send(command)
  assert.deepEqual(runtime?.Rows, { InputRows: 3, InputBytes: 7, OutputBytes: 0, OutputRows: 1 })
  assert.equal(runtime.Timeline?.QueryPlanningTimeInMillis, 2)
  const QueryExecutionIds = [good, 'nothing', bad]
  const batch = await athena().send(new BatchGetQueryExecutionCommand({ QueryExecutionIds }))
  assert.deepEqual(
    batch.QueryExecutions?.map(({ QueryExecutionId }) => QueryExecutionId),
    [good, bad],
  )
  assert.deepEqual(batch.UnprocessedQueryExecutionIds, [
    {
      QueryExecutionId: 'nothing',
      ErrorCode: 'QUERY_EXECUTION_NOT_FOUND',
      ErrorMessage: 'QueryExecution nothing was not found',
    },
  ])
})

test('the queries of a workgroup are listed newest first, page by page', async () => {
  await makeGroup('listed', { ResultConfiguration: { OutputLocation: OUTPUT } })
  const ids: string[] = []
  for (const QueryString of ['SELECT 1', 'SELECT 2', 'SELECT 3']) {
    ids.unshift(await startQuery(world, QueryString, { WorkGroup: 'listed' }))
    await advance(world, '1s')
  }
  const list = (more = {}) =>
    athena().send(new ListQueryExecutionsCommand({ WorkGroup: 'listed', ...more }))
  const first = await list({ MaxResults: 2 })
  assert.deepEqual(first.QueryExecutionIds, ids.slice(0, 2))
  const second = await list({ MaxResults: 2, NextToken: first.NextToken })
  assert.deepEqual(second.QueryExecutionIds, ids.slice(2))
  assert.equal(second.NextToken, undefined)
  assert.deepEqual((await list({ MaxResults: 0 })).QueryExecutionIds, ids)
  await assert.rejects(list({ NextToken: '?' }), { name: 'InvalidRequestException' })
})

test('the event says what was asked, in which the query stands', async () => {
  const id = await startQuery(world, 'SELECT 42')
  const AttributeKey = 'EventName' as const
  const LookupAttributes = [{ AttributeKey, AttributeValue: 'StartQueryExecution' }]
  const command = new LookupEventsCommand({ LookupAttributes, MaxResults: 1 })
  const { Events: [event] = [] } = await world.client(CloudTrailClient).send(command)
  const record = JSON.parse(event?.CloudTrailEvent ?? '{}') as Record<string, unknown>
  assert.equal(record['eventSource'], 'athena.amazonaws.com')
  const parameters = record['requestParameters'] as Record<string, unknown>
  assert.equal(parameters['queryString'], 'SELECT 42')
  assert.deepEqual(parameters['resultConfiguration'], { outputLocation: OUTPUT })
  assert.deepEqual(record['responseElements'], { queryExecutionId: id })
})

test('a query that is over is forgotten after 45 days; one that waits is not', async () => {
  const over = await startQuery(world, 'SELECT 1')
  const waiting = await startQuery(world, 'SELECT 1')
  await stop(over)
  await advance(world, '44d')
  assert.equal((await get(over))?.Status?.State, 'CANCELLED')
  await advance(world, '2d')
  await assert.rejects(get(over), { message: `QueryExecution ${over} was not found` })
  assert.equal((await get(waiting))?.Status?.State, 'QUEUED')
})
