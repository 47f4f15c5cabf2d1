// What no query gets past: permissions, keys, the machine, its limits.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import {
  DeleteObjectCommand,
  DeleteBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  AthenaClient,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { consoleCloudTrailTable } from '../../src/doctor/athena/cloudtrail-table.ts'
import { ACCOUNT, allow, startWorld } from '../fixtures/world.ts'
import { engineProcesses } from './engines.ts'
import {
  ended,
  ENDLESS,
  execute,
  failureOf,
  LOG_FOLDER,
  LOGS,
  makeBuckets,
  putLogFile,
  RESULTS,
  rowsOf,
} from './fixture.ts'

const world = await startWorld()
after(() => world.close())

const s3 = world.client(S3Client)
const kms = world.client(KMSClient)
const TABLE = 'cloudtrail_logs_trail_logs'
const EVENTS = `SELECT eventid FROM ${TABLE} ORDER BY eventid`

const deny = (Action: string, Resource: string) => ({
  Bucket: LOGS,
  Policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/alice` },
        Action,
        Resource,
      },
    ],
  }),
})

/** More than a query reads one by one before they are compacted. */
const FILES = Array.from({ length: 20 }, (_, index) => `e${String(index).padStart(2, '0')}`)

test('a stack without queries has no engine', { skip: process.platform !== 'linux' }, async () => {
  await makeBuckets(world)
  await execute(world, consoleCloudTrailTable({ bucket: LOGS }, ACCOUNT))
  assert.deepEqual(await rowsOf(world, 'SHOW TABLES'), [[TABLE]])
  assert.deepEqual(engineProcesses(), [])
})

const alice = await world.user('alice', allow(['athena:*', 'glue:*', 's3:*', 'kms:*']))

test('an object that may not be read fails the query, and is named', async () => {
  for (const name of FILES.slice(0, 3)) await putLogFile(world, name)
  assert.deepEqual(await rowsOf(world, EVENTS, { as: alice }), [['e00'], ['e01'], ['e02']])
  const key = `${LOG_FOLDER}e01.json.gz`
  await s3.send(new PutBucketPolicyCommand(deny('s3:GetObject', `arn:aws:s3:::${LOGS}/${key}`)))
  const reason = await failureOf(world, EVENTS, { as: alice })
  assert.match(reason, /^PERMISSION_DENIED: .*s3:GetObject.*with an explicit deny/)
  assert.ok(reason.endsWith(`(Path: s3://${LOGS}/${key})`), reason)
  // Somebody else may.
  assert.equal((await rowsOf(world, EVENTS)).length, 3)
})

test('a bucket that may not be listed fails the query', async () => {
  await s3.send(new PutBucketPolicyCommand(deny('s3:ListBucket', `arn:aws:s3:::${LOGS}`)))
  assert.match(await failureOf(world, EVENTS, { as: alice }), /^PERMISSION_DENIED: .*ListBucket/)
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: LOGS }))
})

test('a condition sees that Athena asks in the name of its caller', async () => {
  const through = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } }
  const Version = '2012-10-17'
  const bob = await world.user('bob', {
    Version,
    Statement: [
      { Effect: 'Allow', Action: ['athena:*', 'glue:*'], Resource: '*' },
      { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: through },
    ],
  })
  assert.equal((await rowsOf(world, EVENTS, { as: bob })).length, 3)
})

test('the catalog refuses whom IAM does not let ask it', async () => {
  const carol = await world.user('carol', allow(['athena:*', 's3:*']))
  const reason = await failureOf(world, EVENTS, { as: carol })
  assert.match(reason, /^Insufficient permissions to execute the query\. .*glue:GetTable/)
  const statement = 'CREATE DATABASE hers'
  assert.match(await failureOf(world, statement, { as: carol }), /glue:CreateDatabase/)
})

test('objects under a key are read by those alone who may decrypt', async () => {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const [KeyId, SSEKMSKeyId] = [KeyMetadata?.KeyId, KeyMetadata?.Arn]
  await putLogFile(world, 'sealed', [{ eventID: 'sealed' }], {
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId,
  })
  assert.equal((await rowsOf(world, EVENTS, { as: alice })).length, 4)
  assert.deepEqual(readdirSync(join(world.data, 'queries')), [])
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Effect: 'Deny',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/alice` },
      Action: 'kms:Decrypt',
      Resource: '*',
    },
  ]
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }))
  assert.match(await failureOf(world, EVENTS, { as: alice }), /^PERMISSION_DENIED: .*kms:Decrypt/)
  assert.equal((await rowsOf(world, EVENTS)).length, 4)
})

test('what is compacted is neither a way around a policy nor around a delete', async () => {
  for (const name of FILES) await putLogFile(world, name)
  const all = [...FILES.map((name) => [name]), ['sealed']]
  assert.deepEqual(await rowsOf(world, EVENTS), all)
  await compacted()
  const copies = readdirSync(join(world.data, 'compacted')).map((name) =>
    readFileSync(join(world.data, 'compacted', name), 'latin1'),
  )
  assert.ok(copies.some((text) => text.includes('e07.json.gz')))
  assert.ok(!copies.some((text) => text.includes('sealed')))
  assert.deepEqual(await rowsOf(world, EVENTS), all)
  const key = `${LOG_FOLDER}e07.json.gz`
  await s3.send(new PutBucketPolicyCommand(deny('s3:GetObject', `arn:aws:s3:::${LOGS}/${key}`)))
  assert.match(await failureOf(world, EVENTS, { as: alice }), /^PERMISSION_DENIED: /)
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: LOGS }))
  await s3.send(new DeleteObjectCommand({ Bucket: LOGS, Key: key }))
  assert.deepEqual(
    await rowsOf(world, EVENTS),
    all.filter(([name]) => name !== 'e07'),
  )
  await putLogFile(world, 'e08', [{ eventID: 'e08, replaced' }])
  const rows = await rowsOf(world, EVENTS)
  assert.ok(rows.some(([id]) => id === 'e08, replaced') && !rows.some(([id]) => id === 'e08'))
})

test('no file, setting or function of the machine is reached from SQL', async () => {
  for (const query of [
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_csv_auto('/etc/passwd')",
    'SELECT * FROM "/etc/passwd"',
    "SELECT * FROM glob('/*')",
    'SELECT * FROM duckdb_settings()',
    "SELECT getenv('PATH')",
    "SELECT current_setting('temp_directory')",
    'SELECT * FROM information_schema.files',
  ]) {
    const reason = await failureOf(world, query)
    assert.match(reason, /^(NOT_SUPPORTED|FUNCTION_NOT_FOUND|\w+_NOT_FOUND|SYNTAX_ERROR): /, query)
  }
})

const start = async (query: string): Promise<string | undefined> => {
  const { QueryExecutionId } = await world.client(AthenaClient).send(
    new StartQueryExecutionCommand({
      QueryString: query,
      ResultConfiguration: { OutputLocation: RESULTS },
    }),
  )
  return QueryExecutionId
}

test('a query that is cancelled ends, and leaves no result', async () => {
  const QueryExecutionId = await start(ENDLESS)
  await setTimeout(300)
  const athena = world.client(AthenaClient)
  await athena.send(new StopQueryExecutionCommand({ QueryExecutionId }))
  const { Status } = await ended(world, QueryExecutionId)
  assert.equal(Status?.State, 'CANCELLED')
  assert.equal((await rowsOf(world, EVENTS)).length, 20)
})

test(
  'the death of an engine fails its query, and nothing else',
  { skip: process.platform !== 'linux' },
  async () => {
    const doomed = await start(ENDLESS)
    await setTimeout(300)
    const before = engineProcesses()
    assert.ok(before.length > 0)
    for (const id of before) process.kill(id, 'SIGKILL')
    const { Status } = await ended(world, doomed)
    assert.equal(Status?.State, 'FAILED')
    assert.match(Status?.StateChangeReason ?? '', /^GENERIC_INTERNAL_ERROR: /)
    assert.deepEqual(Status?.AthenaError?.Retryable, true)
    assert.equal((await rowsOf(world, EVENTS)).length, 20)
  },
)

async function compacted(): Promise<void> {
  const directory = join(world.data, 'compacted')
  for (;;) {
    if (readdirSync(directory).some((name) => name.endsWith('.manifest.json'))) return
    await setTimeout(20)
  }
}
