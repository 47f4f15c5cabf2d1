// A stack with log files in a bucket, and its people asking Athena about them.

import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { QueryExecution, StartQueryExecutionCommandInput } from '@aws-sdk/client-athena'
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Credentials, TestWorld } from '../fixtures/world.ts'
import { ACCOUNT } from '../fixtures/world.ts'

export const LOGS = 'trail-logs'
export const RESULTS = 's3://athena-results/here/'
export const LOG_FOLDER = `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/11/20/`

/** What the functions below need of a world. */
export type AskedWorld = Pick<TestWorld, 'client'>

export interface Asked extends Partial<StartQueryExecutionCommandInput> {
  readonly as?: Credentials
}

/** Starts a query and waits for its end, whichever that is. */
export async function execute(
  world: AskedWorld,
  query: string,
  { as, ...input }: Asked = {},
): Promise<QueryExecution> {
  const athena = world.client(AthenaClient, as)
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: query,
      ResultConfiguration: { OutputLocation: RESULTS },
      ...input,
    }),
  )
  return ended(world, QueryExecutionId)
}

export async function ended(
  world: AskedWorld,
  QueryExecutionId: string | undefined,
): Promise<QueryExecution> {
  const athena = world.client(AthenaClient)
  for (;;) {
    const { QueryExecution: execution } = await athena.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    )
    assert.ok(execution)
    if (!['QUEUED', 'RUNNING'].includes(execution.Status?.State ?? '')) return execution
    await setTimeout(5)
  }
}

/** Runs until somebody ends it. */
export const ENDLESS =
  'SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a(x) ' +
  'CROSS JOIN UNNEST(sequence(1, 10000)) AS b(y) CROSS JOIN UNNEST(sequence(1, 10000)) AS c(z) ' +
  'WHERE x * y + z = 7 OR x * z + y = 11'

export type Rows = readonly (readonly (string | undefined)[])[]

/** The rows of a query that goes well, without the names of its columns. */
export async function rowsOf(world: AskedWorld, query: string, asked: Asked = {}): Promise<Rows> {
  const execution = await execute(world, query, asked)
  assert.equal(execution.Status?.State, 'SUCCEEDED', execution.Status?.StateChangeReason)
  const { QueryExecutionId } = execution
  const athena = world.client(AthenaClient, asked.as)
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }))
  const rows = ResultSet?.Rows?.map(({ Data }) => Data?.map((datum) => datum.VarCharValue) ?? [])
  return rows?.slice(execution.StatementType === 'DML' ? 1 : 0) ?? []
}

/** Why a query failed. */
export async function failureOf(
  world: AskedWorld,
  query: string,
  asked: Asked = {},
): Promise<string> {
  const execution = await execute(world, query, asked)
  assert.equal(execution.Status?.State, 'FAILED', query)
  return execution.Status?.StateChangeReason ?? ''
}

export async function makeBuckets(world: AskedWorld): Promise<void> {
  const s3 = world.client(S3Client)
  for (const Bucket of [LOGS, 'athena-results']) await s3.send(new CreateBucketCommand({ Bucket }))
}

/** One record is enough for most. */
export async function putLogFile(
  world: AskedWorld,
  name: string,
  records: readonly object[] = [{ eventID: name }],
  options: object = {},
): Promise<void> {
  const Records = records.map((record) => ({ ...RECORD, ...record }))
  await world.client(S3Client).send(
    new PutObjectCommand({
      Bucket: LOGS,
      Key: `${LOG_FOLDER}${name}.json.gz`,
      Body: gzipSync(JSON.stringify({ Records })),
      ...options,
    }),
  )
}

const RECORD = {
  eventVersion: '1.11',
  userIdentity: { type: 'Root', accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` },
  eventTime: '2026-11-20T01:02:03Z',
  eventSource: 'kms.amazonaws.com',
  eventName: 'PutKeyPolicy',
  awsRegion: 'us-east-1',
  requestParameters: { keyId: '1234abcd', policyName: 'default' },
  responseElements: null,
  readOnly: false,
  eventType: 'AwsApiCall',
}
