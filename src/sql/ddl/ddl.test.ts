import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHiveType } from '../hive-type/read-hive-type.ts'
import { parseStatement } from '../parse/parse-statement.ts'
import type { TableDefinition } from '../types.ts'
import { describeTable, showColumns, showTableProperties } from './describe-table.ts'
import { listingText } from './listing.ts'
import { matchesPattern } from './matches-pattern.ts'
import { showCreateTable, showCreateView } from './show-create-table.ts'

const TABLE: TableDefinition = {
  database: 'db',
  name: 't',
  kind: 'EXTERNAL_TABLE',
  columns: [
    { name: 'id', type: parseHiveType('int') },
    {
      name: 'who',
      type: parseHiveType('struct<arn:string,tags:map<string,int>>'),
      comment: "it's",
    },
  ],
  partitionKeys: [{ name: 'day', type: parseHiveType('string') }],
  location: 's3://b/p/',
  format: {
    serde: 'org.openx.data.jsonserde.JsonSerDe',
    serdeProperties: { 'field.delim': '\u0001\t\\' },
    inputFormat: 'in',
    outputFormat: 'out',
  },
  properties: { classification: 'json' },
  comment: 'a table',
}

test('SHOW CREATE TABLE says what Hive says, to the space', () => {
  assert.equal(
    listingText(showCreateTable(TABLE)),
    [
      'CREATE EXTERNAL TABLE `db.t`(',
      "  `id` int COMMENT 'from deserializer', ",
      "  `who` struct<arn:string,tags:map<string,int>> COMMENT 'it\\'s')",
      "COMMENT 'a table'",
      'PARTITIONED BY ( ',
      '  `day` string)',
      'ROW FORMAT SERDE ',
      "  'org.openx.data.jsonserde.JsonSerDe' ",
      'WITH SERDEPROPERTIES ( ',
      "  'field.delim'='\\u0001\\t\\\\')",
      'STORED AS INPUTFORMAT ',
      "  'in' ",
      'OUTPUTFORMAT ',
      "  'out'",
      'LOCATION',
      "  's3://b/p/'",
      'TBLPROPERTIES (',
      "  'classification'='json')",
      '',
    ].join('\n'),
  )
})

test('what SHOW CREATE TABLE says makes the same table', () => {
  const statement = parseStatement(listingText(showCreateTable(TABLE)))
  assert.equal(statement.kind, 'createTable')
  if (statement.kind !== 'createTable') return
  const { table, ifNotExists: _, kind: __, ...layout } = statement
  assert.deepEqual(
    { ...layout, ...table, kind: 'EXTERNAL_TABLE' },
    {
      ...TABLE,
      columns: TABLE.columns.map((column) => ({ comment: 'from deserializer', ...column })),
    },
  )
})

test('DESCRIBE fills three columns with spaces and tells the partition keys twice', () => {
  const { lines, columns } = describeTable(TABLE, { detail: 'columns' }) ?? {
    lines: [],
    columns: [],
  }
  assert.deepEqual(
    columns.map(({ name, type }) => [name, type]),
    [
      ['col_name', 'string'],
      ['data_type', 'string'],
      ['comment', 'string'],
    ],
  )
  assert.deepEqual(lines, [
    'id                  \tint                 \t                    ',
    "who                 \tstruct<arn:string,tags:map<string,int>>\tit's                ",
    'day                 \tstring              \t                    ',
    '\t \t ',
    '# Partition Information\t \t ',
    '# col_name            \tdata_type           \tcomment             ',
    '\t \t ',
    'day                 \tstring              \t                    ',
  ])
})

test('DESCRIBE FORMATTED tells the columns, the table and its storage', () => {
  const lines = describeTable(TABLE, { detail: 'formatted' })?.lines ?? []
  assert.equal(lines[2], 'id                  \tint                 \t                    ')
  assert.ok(!lines.slice(0, 4).some((line) => line.startsWith('day')))
  assert.ok(lines.includes('Database:           \tdb                  \t '))
  assert.ok(lines.includes('Location:           \ts3://b/p/           \t '))
  assert.ok(lines.includes('\tclassification      \tjson                '))
  assert.ok(lines.includes('InputFormat:        \tin                  \t '))
})

test('DESCRIBE EXTENDED ends with the table as the metastore has it', () => {
  const lines = describeTable(TABLE, { detail: 'extended' })?.lines ?? []
  assert.match(
    lines.at(-1) ?? '',
    /^Detailed Table Information\tTable\(tableName:t, dbName:db, .*tableType:EXTERNAL_TABLE\)\t$/,
  )
})

test('DESCRIBE follows a path into a column', () => {
  const described = (...column: string[]) =>
    describeTable(TABLE, { detail: 'columns', column })?.lines.map((line) => line.split(/\s+/)[0])
  assert.deepEqual(described('who'), ['who'])
  assert.deepEqual(described('who', 'tags'), ['$key$', '$value$'])
  assert.deepEqual(described('who', 'arn'), ['arn'])
  assert.equal(described('whom'), undefined)
})

test('SHOW COLUMNS and SHOW TBLPROPERTIES list what there is', () => {
  assert.deepEqual(
    showColumns(TABLE).lines,
    ['id', 'who', 'day'].map((name) => name.padEnd(20)),
  )
  assert.deepEqual(showTableProperties(TABLE, undefined).lines, ['classification\tjson'])
  assert.deepEqual(showTableProperties(TABLE, 'classification').lines, ['json'])
  assert.deepEqual(showTableProperties(TABLE, 'x').lines, ['Table db.t does not have property: x'])
})

test('SHOW CREATE VIEW makes the view anew', () => {
  const view = { ...TABLE, kind: 'VIRTUAL_VIEW' as const, viewText: 'SELECT 1\nFROM x' }
  assert.equal(listingText(showCreateView(view)), 'CREATE VIEW db.t AS \nSELECT 1\nFROM x\n')
})

test('a pattern of a SHOW has stars and alternatives', () => {
  const fits: readonly (readonly [string | undefined, boolean])[] = [
    [undefined, true],
    ['*', true],
    ['.*', true],
    ['Cloud*', true],
    ['*trail*', true],
    ['x|c*s', true],
    ['cloudtrail_log.', true],
    ['cloudtrail', false],
    ['*log', false],
    ['', false],
  ]
  for (const [pattern, isFit] of fits) {
    assert.equal(matchesPattern('cloudtrail_logs', pattern), isFit, pattern)
  }
  assert.equal(matchesPattern('a'.repeat(255), `${'*a'.repeat(10_000)}b`), false)
})
