// Statements one by one, through the API: what they show, what they leave, and how they fail.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena'
import { GetTableCommand, GlueClient } from '@aws-sdk/client-glue'
import { projectedCloudTrailTable } from '../../src/doctor/athena/cloudtrail-table.ts'
import type { TestWorld } from '../fixtures/world.ts'
import { ACCOUNT, allow, startWorld } from '../fixtures/world.ts'
import { execute, failureOf, LOG_FOLDER, LOGS, makeBuckets, putLogFile, rowsOf } from './fixture.ts'

let world: TestWorld
before(async () => {
  world = await startWorld()
  await makeBuckets(world)
})
after(() => world.close())

async function objectAt(uri: string | undefined): Promise<string> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri ?? '') ?? []
  const { Body } = await world.client(S3Client).send(new GetObjectCommand({ Bucket, Key }))
  return (await Body?.transformToString()) ?? ''
}

async function keysUnder(Bucket: string, Prefix: string): Promise<readonly string[]> {
  const { Contents = [] } = await world
    .client(S3Client)
    .send(new ListObjectsV2Command({ Bucket, Prefix }))
  return Contents.flatMap(({ Key }) => Key ?? [])
}

const succeed = async (query: string, asked: object = {}) => {
  const execution = await execute(world, query, asked)
  assert.equal(execution.Status?.State, 'SUCCEEDED', execution.Status?.StateChangeReason)
  return execution
}

test('a result is a CSV in the output location, with its columns beside it', async () => {
  const query = `SELECT 'a "b"' AS x, CAST(NULL AS varchar) AS y, '' AS z, 1.50 AS d`
  const { ResultConfiguration, Statistics } = await succeed(query)
  const uri = ResultConfiguration?.OutputLocation
  assert.match(uri ?? '', /^s3:\/\/athena-results\/here\/[0-9a-f-]{36}\.csv$/)
  assert.equal(await objectAt(uri), '"x","y","z","d"\n"a ""b""",,"","1.50"\n')
  assert.match(await objectAt(`${uri}.metadata`), /"decimal"/)
  assert.equal(Statistics?.DataScannedInBytes, 0)
})

test('a table with projected partitions reads the day that it is asked for', async () => {
  await putLogFile(world, 'p')
  const ddl = projectedCloudTrailTable({
    table: 'projected',
    logs: { bucket: LOGS },
    accounts: [ACCOUNT],
    regions: ['us-east-1'],
    range: '2026/11/01,NOW',
  })
  await succeed(ddl)
  const count = 'SELECT count(*), min("timestamp") FROM projected'
  assert.deepEqual(await rowsOf(world, count), [['1', '2026/11/20']])
  const other = await execute(world, `${count} WHERE "timestamp" = '2026/11/19'`)
  assert.equal(other.Statistics?.DataScannedInBytes, 0)
  const dayOnly = await world.user('dayonly', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['athena:*', 'glue:*', 's3:GetObject', 's3:PutObject'],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: '*',
        Condition: { StringEquals: { 's3:prefix': LOG_FOLDER } },
      },
    ],
  })
  const narrowed = `${count} WHERE "timestamp" = '2026/11/20'`
  assert.deepEqual(await rowsOf(world, narrowed, { as: dayOnly }), [['1', '2026/11/20']])
  assert.match(await failureOf(world, count, { as: dayOnly }), /^PERMISSION_DENIED: .*ListBucket/)
})

test('partitions are added, shown, found, and dropped', async () => {
  const location = `s3://${LOGS}/${LOG_FOLDER}`
  await succeed(
    `CREATE EXTERNAL TABLE manual (eventid string) PARTITIONED BY (region string, day string)
     ROW FORMAT SERDE 'com.amazon.emr.hive.serde.CloudTrailSerde'
     STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
     OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
     LOCATION 's3://${LOGS}/manual/'`,
  )
  const spec = "(region='us-east-1', day='20')"
  const add = `ALTER TABLE manual ADD PARTITION ${spec} LOCATION '${location}'`
  await succeed(add)
  assert.match(await failureOf(world, add), /DDLTask\. AlreadyExistsException/)
  await succeed(add.replace('ADD', 'ADD IF NOT EXISTS'))
  assert.deepEqual(await rowsOf(world, 'SHOW PARTITIONS manual'), [['region=us-east-1/day=20']])
  assert.deepEqual(await rowsOf(world, 'SELECT day, eventid FROM manual'), [['20', 'p']])
  await succeed("ALTER TABLE manual DROP PARTITION (day='20')")
  assert.deepEqual(await rowsOf(world, 'SELECT * FROM manual'), [])
  const missing = "ALTER TABLE manual DROP PARTITION (day='21')"
  assert.match(await failureOf(world, missing), /^FAILED: SemanticException \[Error 10006\]/)
})

test('what is written is found by the statement that repairs', async () => {
  const written = await succeed(
    `CREATE TABLE copy WITH (format = 'PARQUET', external_location = 's3://${LOGS}/copy',
     partitioned_by = ARRAY['day']) AS
     SELECT eventid, useridentity, substr(eventtime, 1, 10) AS day FROM projected`,
  )
  const keys = await keysUnder(LOGS, 'copy/')
  assert.match(keys.join(), /^copy\/day=2026-11-20\/[^/]+\.parquet$/)
  const manifest = await objectAt(written.Statistics?.DataManifestLocation)
  assert.equal(manifest, `s3://${LOGS}/${keys[0]}\n`)
  const arn = 'SELECT day, useridentity.arn FROM copy'
  const row = ['2026-11-20', `arn:aws:iam::${ACCOUNT}:root`]
  assert.deepEqual(await rowsOf(world, arn), [row])
  await succeed("ALTER TABLE copy DROP PARTITION (day = '2026-11-20')")
  assert.deepEqual(await rowsOf(world, arn), [])
  assert.deepEqual(await rowsOf(world, 'MSCK REPAIR TABLE copy'), [
    ['Partitions not in metastore:\tcopy:day=2026-11-20'],
    ['Repair: Added partition to metastore copy:day=2026-11-20'],
  ])
  assert.deepEqual(await rowsOf(world, arn), [row])
  const again = `CREATE TABLE copy2 WITH (external_location = 's3://${LOGS}/copy') AS SELECT 1 AS a`
  assert.match(await failureOf(world, again), /^HIVE_PATH_ALREADY_EXISTS: /)
})

test('rows are inserted into tables of JSON, text and Parquet, and read again', async () => {
  const rows = [
    ['x', '2', '2026-01-01 00:00:00.000'],
    [undefined, '3', undefined],
  ]
  for (const [name, format] of [
    ['in_json', "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'"],
    ['in_text', "ROW FORMAT DELIMITED FIELDS TERMINATED BY '|'"],
    ['in_parquet', 'STORED AS PARQUET'],
  ] as const) {
    await succeed(
      `CREATE EXTERNAL TABLE ${name} (a string, n bigint, t timestamp) ${format}
       LOCATION 's3://${LOGS}/${name}'`,
    )
    await succeed(`INSERT INTO ${name} VALUES ('x', 2, timestamp '2026-01-01 00:00:00')`)
    await succeed(`INSERT INTO ${name} (n) SELECT 3`)
    assert.deepEqual(await rowsOf(world, `SELECT * FROM ${name} ORDER BY n`), rows, name)
  }
  const mismatched = "INSERT INTO in_json (n) VALUES ('text')"
  assert.match(await failureOf(world, mismatched), /^TYPE_MISMATCH: Insert query has mismatched/)
  const count = (await keysUnder(LOGS, 'in_json/')).length
  assert.equal(count, 2)
})

test('UNLOAD writes where there is nothing yet', async () => {
  const query = `UNLOAD (SELECT a, n FROM in_json ORDER BY n) TO 's3://${LOGS}/unloaded/'
    WITH (format = 'JSON', compression = 'NONE')`
  await succeed(query)
  const [key] = await keysUnder(LOGS, 'unloaded/')
  const text = await objectAt(`s3://${LOGS}/${key}`)
  assert.equal(text, '{"a":"x","n":2}\n{"a":null,"n":3}\n')
  assert.match(await failureOf(world, query), /^HIVE_PATH_ALREADY_EXISTS: /)
})

test('a view is read through, and is in the catalog as Athena keeps it', async () => {
  await succeed('CREATE VIEW puts AS SELECT eventid, eventtime AS at FROM projected')
  assert.deepEqual(await rowsOf(world, "SELECT eventid FROM puts WHERE at > '2026'"), [['p']])
  const glue = world.client(GlueClient)
  const get = new GetTableCommand({ DatabaseName: 'default', Name: 'puts' })
  const { Table } = await glue.send(get)
  assert.equal(Table?.TableType, 'VIRTUAL_VIEW')
  const [, json] = /^\/\* Presto View: (\S+) \*\/$/.exec(Table?.ViewOriginalText ?? '') ?? []
  assert.deepEqual(JSON.parse(Buffer.from(json ?? '', 'base64').toString()), {
    originalSql: 'SELECT eventid, eventtime AS at FROM projected',
    catalog: 'awsdatacatalog',
    schema: 'default',
    columns: [
      { name: 'eventid', type: 'varchar' },
      { name: 'at', type: 'varchar' },
    ],
  })
  assert.match(await failureOf(world, 'CREATE VIEW puts AS SELECT 1 AS one'), /already exists/)
  await succeed('CREATE OR REPLACE VIEW puts AS SELECT 1 AS one')
  assert.deepEqual(await rowsOf(world, 'SELECT * FROM puts'), [['1']])
  assert.match(await failureOf(world, 'DROP TABLE puts'), /is a view/)
  await succeed('DROP VIEW puts')
})

test('a prepared statement is executed with its values, as what it is', async () => {
  await succeed('PREPARE one FROM SELECT eventid FROM projected WHERE eventid = ?')
  const execution = await succeed("EXECUTE one USING 'p'")
  assert.equal(execution.SubstatementType, 'SELECT')
  assert.deepEqual(await rowsOf(world, "EXECUTE one USING 'q'"), [])
  await succeed('DEALLOCATE PREPARE one')
  assert.match(await failureOf(world, "EXECUTE one USING 'p'"), /Prepared statement not found/)
})

test('a failure says where it is, in the words of engine version 3', async () => {
  const reasons = [
    ['SELECT nope FROM projected', "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved"],
    ['SELECT * FROM nope', "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.default.nope'"],
    ['SELECT * FROM nope.nope', "SCHEMA_NOT_FOUND: line 1:15: Schema 'nope' does not exist"],
    ['DROP TABLE nope', 'FAILED: SemanticException [Error 10001]: Table not found default.nope'],
    ['SHOW TABLES IN nope', 'FAILED: SemanticException [Error 10072]: Database does not exist'],
    ['CREATE DATABASE default', 'FAILED: Execution Error, return code 1 from org.apache.hadoop'],
  ] as const
  for (const [query, reason] of reasons) {
    assert.ok((await failureOf(world, query)).startsWith(reason), query)
  }
  await succeed('DROP TABLE IF EXISTS nope')
  await succeed('CREATE DATABASE IF NOT EXISTS default')
})

test('a workgroup bounds what a query may scan', async () => {
  await world.client(AthenaClient).send(
    new CreateWorkGroupCommand({
      Name: 'small',
      Configuration: {
        BytesScannedCutoffPerQuery: 10_000_000,
        EnforceWorkGroupConfiguration: false,
      },
    }),
  )
  await putLogFile(world, 'large', [{ eventID: 'large', errorMessage: noise(8_000_000) }])
  await putLogFile(world, 'larger', [{ eventID: 'larger', errorMessage: noise(8_000_000) }])
  const reason = await failureOf(world, 'SELECT eventid FROM projected', { WorkGroup: 'small' })
  assert.match(reason, /Bytes scanned limit was exceeded/)
})

test("a result that may not be written fails its query with Athena's advice", async () => {
  const reader = await world.user('reader', allow(['athena:*', 'glue:*', 's3:Get*', 's3:List*']))
  const reason = await failureOf(world, 'SELECT 1', { as: reader })
  assert.match(reason, /Access denied when writing output to url: s3:\/\/athena-results\/here\//)
  const ResultConfiguration = { OutputLocation: 's3://no-such-bucket-anywhere/' }
  const missing = await failureOf(world, 'SELECT 1', { ResultConfiguration })
  assert.match(missing, /Unable to verify\/create output bucket no-such-bucket-anywhere/)
})

/** That gzip makes little of. */
function noise(length: number): string {
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state
  }
  const words = Array.from({ length: length / 7 }, () => next().toString(36).padStart(7, '0'))
  return words.join('')
}

test("only Hive's statements know the database of their context in backticks", async () => {
  const QueryExecutionContext = { Database: '`fenced`' }
  await succeed('CREATE DATABASE fenced')
  await succeed("CREATE EXTERNAL TABLE fenced.t (x int) LOCATION 's3://trail-logs/fenced/'")
  assert.deepEqual(await rowsOf(world, 'SHOW TABLES', { QueryExecutionContext }), [['t']])
  const reason = await failureOf(world, 'SELECT x FROM t', { QueryExecutionContext })
  assert.match(reason, /does not exist/)
})
