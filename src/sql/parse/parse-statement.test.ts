import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SqlError } from '../sql-error.ts'
import type { Statement } from '../statement.ts'
import { parseStatement } from './parse-statement.ts'

/** Of a statement that is of this kind, or the test fails. */
function parseAs<Kind extends Statement['kind']>(
  kind: Kind,
  text: string,
): Extract<Statement, { kind: Kind }> {
  const statement = parseStatement(text)
  assert.equal(statement.kind, kind)
  return statement as Extract<Statement, { kind: Kind }>
}

function refusal(text: string): string {
  try {
    parseStatement(text)
  } catch (thrown) {
    assert.ok(thrown instanceof SqlError)
    return thrown.message
  }
  return 'nothing is wrong with it'
}

const PROJECTED = `
-- the trail of one account
CREATE EXTERNAL TABLE IF NOT EXISTS audit.\`trail_logs\` (
  eventVersion STRING,
  userIdentity STRUCT<
    type: STRING,
    sessionContext: STRUCT<attributes: MAP<STRING, STRING>>>,
  resources ARRAY<STRUCT<arn: STRING, accountId: STRING>> COMMENT 'it\\'s a list'
)
COMMENT 'The trail; of "one" account'
PARTITIONED BY (\`timestamp\` string, region string COMMENT 'of the event')
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true')
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://logs/AWSLogs/111122223333/CloudTrail/'
TBLPROPERTIES (
  'projection.enabled'='true',
  'storage.location.template'='s3://logs/AWSLogs/111122223333/CloudTrail/\${region}/\${timestamp}');
`

test('every clause of a projected CloudTrail table is read', () => {
  const table = parseAs('createTable', PROJECTED)
  assert.deepEqual(table.table, { database: 'audit', name: 'trail_logs' })
  assert.equal(table.ifNotExists, true)
  assert.deepEqual(
    table.columns.map(({ name }) => name),
    ['eventversion', 'useridentity', 'resources'],
  )
  assert.equal(table.columns[2]?.comment, "it's a list")
  assert.deepEqual(table.partitionKeys, [
    { name: 'timestamp', type: { kind: 'string' } },
    { name: 'region', type: { kind: 'string' }, comment: 'of the event' },
  ])
  assert.equal(table.comment, 'The trail; of "one" account')
  assert.deepEqual(table.format, {
    serde: 'org.apache.hive.hcatalog.data.JsonSerDe',
    serdeProperties: { 'ignore.malformed.json': 'true' },
    inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  })
  assert.equal(table.location, 's3://logs/AWSLogs/111122223333/CloudTrail/')
  assert.equal(
    table.properties['storage.location.template'],
    's3://logs/AWSLogs/111122223333/CloudTrail/${region}/${timestamp}',
  )
})

test('ROW FORMAT DELIMITED becomes properties of the simple SerDe', () => {
  const { format } = parseAs(
    'createTable',
    `CREATE EXTERNAL TABLE t (a int) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t'
     ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' NULL DEFINED AS '\\001' LOCATION 's3://b/p/'`,
  )
  assert.equal(format.serde, 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe')
  assert.deepEqual(format.serdeProperties, {
    'field.delim': '\t',
    'serialization.format': '\t',
    'escape.delim': '\\',
    'line.delim': '\n',
    'serialization.null.format': '\u0001',
  })
})

test('STORED AS PARQUET stands for three classes', () => {
  const { format } = parseAs(
    'createTable',
    `create external table "t2" (a int) stored as parquet location 's3://b/p/'`,
  )
  assert.match(format.serde, /ParquetHiveSerDe$/)
  assert.match(format.inputFormat, /MapredParquetInputFormat$/)
})

test('a CREATE TABLE that Athena refuses is refused with its reason', () => {
  const rest = `LOCATION 's3://b/p/'`
  assert.match(
    refusal(`CREATE EXTERNAL TABLE t (a int, A int) ${rest}`),
    /^FAILED: SemanticException \[Error 10036\]: Duplicate column name: a$/,
  )
  assert.match(
    refusal(`CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (a int) ${rest}`),
    /^FAILED: SemanticException \[Error 10035\]: Column repeated in partitioning columns$/,
  )
  assert.match(refusal('CREATE EXTERNAL TABLE t (a int)'), /No location was specified/)
  assert.match(refusal(`CREATE TABLE t (a int) ${rest}`), /only external tables/)
  assert.match(
    refusal(`CREATE TABLE t (a int) ${rest} TBLPROPERTIES ('table_type'='ICEBERG')`),
    /^NOT_SUPPORTED: Iceberg/,
  )
  assert.match(
    refusal(`CREATE EXTERNAL TABLE t (a int) LOCATION '/etc/passwd'`),
    /^SYNTAX_ERROR: line 1:42: a location begins with s3:/,
  )
  assert.match(refusal(`CREATE EXTERNAL TABLE t (a text) ${rest}`), /^line 1:28: mismatched input/)
})

test('partitions are added, dropped, moved and renamed', () => {
  assert.deepEqual(
    parseAs(
      'alterTable',
      `ALTER TABLE db.t ADD IF NOT EXISTS
       PARTITION (year='2026', month = 11) LOCATION 's3://b/2026/11/'
       PARTITION (year='2026', month = 12)`,
    ).change,
    {
      kind: 'addPartitions',
      ifNotExists: true,
      partitions: [
        { spec: { year: '2026', month: '11' }, location: 's3://b/2026/11/' },
        { spec: { year: '2026', month: '12' } },
      ],
    },
  )
  assert.deepEqual(
    parseAs('alterTable', `ALTER TABLE t DROP PARTITION (d='1'), PARTITION (d='2')`).change,
    { kind: 'dropPartitions', ifExists: false, specs: [{ d: '1' }, { d: '2' }] },
  )
  assert.deepEqual(
    parseAs('alterTable', `ALTER TABLE t PARTITION (d='1') SET LOCATION 's3://b/x/'`).change,
    { kind: 'setLocation', partition: { d: '1' }, location: 's3://b/x/' },
  )
  assert.deepEqual(
    parseAs('alterTable', `ALTER TABLE t PARTITION (d='1') RENAME TO PARTITION (d='2')`).change,
    { kind: 'renamePartition', from: { d: '1' }, to: { d: '2' } },
  )
})

test('properties, locations and columns of a table are changed', () => {
  assert.deepEqual(parseAs('alterTable', `ALTER TABLE t SET TBLPROPERTIES ('a'='b')`).change, {
    kind: 'setProperties',
    properties: { a: 'b' },
  })
  assert.deepEqual(parseAs('alterTable', `alter table t add columns (b int)`).change, {
    kind: 'addColumns',
    columns: [{ name: 'b', type: { kind: 'int' } }],
  })
  assert.deepEqual(parseAs('alterTable', `ALTER TABLE t SET LOCATION 's3://b/y'`).change, {
    kind: 'setLocation',
    location: 's3://b/y',
  })
})

test('databases are created and dropped', () => {
  assert.deepEqual(
    parseStatement(`CREATE DATABASE IF NOT EXISTS Audit COMMENT 'logs' LOCATION 's3://b/d/'
      WITH DBPROPERTIES ('a'='b')`),
    {
      kind: 'createDatabase',
      database: 'audit',
      ifNotExists: true,
      comment: 'logs',
      location: 's3://b/d/',
      properties: { a: 'b' },
    },
  )
  assert.deepEqual(parseStatement('DROP SCHEMA IF EXISTS audit CASCADE'), {
    kind: 'dropDatabase',
    database: 'audit',
    ifExists: true,
    cascade: true,
  })
  assert.deepEqual(parseStatement('DROP TABLE `audit`.`t`'), {
    kind: 'dropTable',
    table: { database: 'audit', name: 't' },
    ifExists: false,
  })
  assert.deepEqual(parseStatement('DROP VIEW IF EXISTS "v"'), {
    kind: 'dropView',
    view: { name: 'v' },
    ifExists: true,
  })
})

test('every SHOW is told from the others', () => {
  const shows: readonly (readonly [string, Statement])[] = [
    ['SHOW DATABASES', { kind: 'showDatabases' }],
    [`SHOW SCHEMAS LIKE 'a*'`, { kind: 'showDatabases', pattern: 'a*' }],
    [`SHOW TABLES IN db 'a*|b'`, { kind: 'showTables', database: 'db', pattern: 'a*|b' }],
    [`SHOW VIEWS FROM db LIKE 'v'`, { kind: 'showViews', database: 'db', pattern: 'v' }],
    ['SHOW PARTITIONS db.t', { kind: 'showPartitions', table: { database: 'db', name: 't' } }],
    [
      `SHOW PARTITIONS t PARTITION (y=2026)`,
      { kind: 'showPartitions', table: { name: 't' }, spec: { y: '2026' } },
    ],
    ['SHOW COLUMNS IN t IN db', { kind: 'showColumns', table: { database: 'db', name: 't' } }],
    ['SHOW COLUMNS FROM t', { kind: 'showColumns', table: { name: 't' } }],
    ['SHOW CREATE TABLE `t`', { kind: 'showCreateTable', table: { name: 't' } }],
    ['SHOW CREATE VIEW v', { kind: 'showCreateView', view: { name: 'v' } }],
    [
      `SHOW TBLPROPERTIES t ('a')`,
      { kind: 'showTableProperties', table: { name: 't' }, property: 'a' },
    ],
  ]
  for (const [text, statement] of shows) assert.deepEqual(parseStatement(text), statement)
})

test('DESCRIBE takes a table, a partition, and a path into a column', () => {
  assert.deepEqual(parseStatement('DESC db.t'), {
    kind: 'describe',
    table: { database: 'db', name: 't' },
    detail: 'columns',
  })
  assert.deepEqual(parseStatement(`DESCRIBE FORMATTED t PARTITION (d='1') resources.'$elem$'`), {
    kind: 'describe',
    table: { name: 't' },
    detail: 'formatted',
    partition: { d: '1' },
    column: ['resources', '$elem$'],
  })
})

test('MSCK REPAIR TABLE takes a table', () => {
  assert.deepEqual(parseStatement('MSCK REPAIR TABLE t;'), {
    kind: 'repairTable',
    table: { name: 't' },
  })
})

test('a SELECT stays text, with the place where it begins', () => {
  assert.deepEqual(parseStatement('\n  SELECT 1 -- one\n;\n'), {
    kind: 'select',
    query: { text: 'SELECT 1', start: { line: 2, column: 3 } },
  })
  for (const text of ['(SELECT 1)', 'VALUES 1', 'WITH a AS (SELECT 1) TABLE a', 'table t']) {
    assert.equal(parseAs('select', text).query.text, text)
  }
})

test('a view, a CTAS, an INSERT and an UNLOAD hold a SELECT', () => {
  assert.deepEqual(parseStatement('CREATE OR REPLACE VIEW db.v AS\nSELECT 1'), {
    kind: 'createView',
    view: { database: 'db', name: 'v' },
    orReplace: true,
    query: { text: 'SELECT 1', start: { line: 2, column: 1 } },
  })
  assert.deepEqual(
    parseStatement(`CREATE TABLE IF NOT EXISTS t WITH (format = 'PARQUET', bucket_count = 4,
      partitioned_by = ARRAY['a', 'b'], x = true) AS WITH q AS (SELECT 1) SELECT * FROM q
      WITH NO DATA`),
    {
      kind: 'createTableAs',
      table: { name: 't' },
      ifNotExists: true,
      properties: { format: 'PARQUET', bucket_count: 4, partitioned_by: ['a', 'b'], x: true },
      query: {
        text: 'WITH q AS (SELECT 1) SELECT * FROM q',
        start: { line: 2, column: 54 },
      },
      withoutRows: true,
    },
  )
  assert.deepEqual(parseStatement('INSERT INTO t (a, b) (SELECT 1, 2)'), {
    kind: 'insert',
    table: { name: 't' },
    columns: ['a', 'b'],
    query: { text: '(SELECT 1, 2)', start: { line: 1, column: 22 } },
  })
  assert.deepEqual(parseAs('insert', 'INSERT INTO db.t (SELECT 1)').columns, [])
  assert.deepEqual(
    parseStatement(`UNLOAD (SELECT ')' FROM (SELECT 1)) TO 's3://b/o/' WITH (format='JSON')`),
    {
      kind: 'unload',
      query: { text: `SELECT ')' FROM (SELECT 1)`, start: { line: 1, column: 9 } },
      location: 's3://b/o/',
      properties: { format: 'JSON' },
    },
  )
})

test('a statement is prepared, executed and let go', () => {
  assert.deepEqual(parseStatement('PREPARE p FROM SELECT * FROM t WHERE a = ?'), {
    kind: 'prepare',
    name: 'p',
    statement: { text: 'SELECT * FROM t WHERE a = ?', start: { line: 1, column: 16 } },
  })
  assert.deepEqual(parseStatement(`EXECUTE p USING 'a, b', -1, ARRAY[1, 2], f(1, 2)`), {
    kind: 'execute',
    name: 'p',
    parameters: [`'a, b'`, '-1', 'ARRAY[1, 2]', 'f(1, 2)'],
  })
  assert.deepEqual(parseAs('execute', 'EXECUTE p').parameters, [])
  assert.deepEqual(parseStatement('DEALLOCATE PREPARE p'), { kind: 'deallocate', name: 'p' })
})

test('EXPLAIN keeps its query and drops how the plan is drawn', () => {
  const explain = parseAs('explain', 'EXPLAIN (FORMAT JSON) SELECT 1')
  assert.deepEqual([explain.analyze, explain.query.text], [false, 'SELECT 1'])
  assert.equal(parseAs('explain', 'EXPLAIN ANALYZE SELECT 1').analyze, true)
})

test('a backslash ends nothing in a query and escapes in DDL', () => {
  assert.equal(parseAs('select', `SELECT '\\'`).query.text, `SELECT '\\'`)
  assert.deepEqual(parseStatement(`SHOW TABLES 'a\\'b'`), { kind: 'showTables', pattern: `a'b` })
})

test('what cannot be read is refused at its line and column, in the words of Trino', () => {
  assert.equal(
    refusal('CREATE OR REPLACE SCHEMA a'),
    `line 1:19: mismatched input 'SCHEMA'. Expecting: 'VIEW'`,
  )
  assert.match(refusal('SELEC 1'), /^line 1:1: mismatched input 'SELEC'\. Expecting: 'ALTER', /)
  assert.match(
    refusal('DROP TABLE'),
    /^line 1:11: mismatched input '<EOF>'\. Expecting: 'IF', <identifier>$/,
  )
  assert.match(refusal(`SELECT 1,\n 'a`), /^line 2:2: mismatched input '''/)
  assert.match(refusal('SELECT /* 1'), /^line 1:8: mismatched input '\/'/)
  assert.match(refusal(''), /^line 1:1: mismatched input '<EOF>'/)
  assert.match(refusal('SELECT 1; SELECT 2'), /^Only one sql statement is allowed\. Got: SELECT 1/)
  assert.equal(refusal('DELETE FROM t'), 'Queries of this type are not supported')
  assert.equal(
    refusal('DROP TABLE other.db.t'),
    `CATALOG_NOT_FOUND: line 1:12: Catalog 'other' does not exist`,
  )
})

test('types nested without end are refused', () => {
  const deep = 'array<'.repeat(10_000)
  assert.match(
    refusal(`CREATE EXTERNAL TABLE t (a ${deep}`),
    /^NOT_SUPPORTED: .* a type of more than 64 levels$/,
  )
})
