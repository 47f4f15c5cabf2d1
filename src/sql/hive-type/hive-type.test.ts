import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SqlError } from '../sql-error.ts'
import { duckdbTypeOf } from './duckdb-type.ts'
import { printHiveType } from './print-hive-type.ts'
import { parseHiveType } from './read-hive-type.ts'
import { resultColumn } from './result-column.ts'
import { trinoTypeOf } from './trino-type.ts'

/** A type as somebody writes it; as Glue, Trino and DuckDB have it. */
const TYPES = [
  ['STRING', 'string', 'varchar', 'VARCHAR'],
  ['Integer', 'int', 'integer', 'INTEGER'],
  ['float', 'float', 'real', 'FLOAT'],
  ['double precision', 'double', 'double', 'DOUBLE'],
  ['binary', 'binary', 'varbinary', 'BLOB'],
  ['timestamp', 'timestamp', 'timestamp(3)', 'TIMESTAMP'],
  ['decimal', 'decimal(10,0)', 'decimal(10,0)', 'DECIMAL(10,0)'],
  ['DECIMAL( 38 , 4 )', 'decimal(38,4)', 'decimal(38,4)', 'DECIMAL(38,4)'],
  ['varchar(10)', 'varchar(10)', 'varchar(10)', 'VARCHAR'],
  ['ARRAY<ARRAY<tinyint>>', 'array<array<tinyint>>', 'array(array(tinyint))', 'TINYINT[][]'],
  ['map<string, date>', 'map<string,date>', 'map(varchar, date)', 'MAP(VARCHAR, DATE)'],
  [
    "struct<principalId: string COMMENT 'an id', `from`: map<string,bigint>>",
    'struct<principalid:string,from:map<string,bigint>>',
    'row(principalid varchar, from map(varchar, bigint))',
    'STRUCT("principalid" VARCHAR, "from" MAP(VARCHAR, BIGINT))',
  ],
] as const

test('every type is read, and printed for Glue, Trino and DuckDB', () => {
  for (const [written, glue, trino, duckdb] of TYPES) {
    const type = parseHiveType(written)
    assert.deepEqual(
      [printHiveType(type), trinoTypeOf(type), duckdbTypeOf(type)],
      [glue, trino, duckdb],
    )
    assert.equal(printHiveType(parseHiveType(glue)), glue)
  }
})

test('what is no type of Hive is refused', () => {
  for (const text of [
    '',
    'text',
    'array',
    'array<int',
    'decimal(39)',
    'decimal(2,3)',
    'char(256)',
  ]) {
    assert.throws(() => parseHiveType(text), SqlError)
  }
  for (const text of ['varchar', 'struct<>', 'map<int>', 'int int', '`int`', 'constructor']) {
    assert.throws(() => parseHiveType(text), SqlError)
  }
})

test('a column of a result has the numbers that the drivers expect', () => {
  const facts = (trinoType: string) => {
    const { type, precision, scale, caseSensitive } = resultColumn('a', trinoType)
    return [type, precision, scale, caseSensitive]
  }
  assert.deepEqual(facts('varchar'), ['varchar', 2_147_483_647, 0, true])
  assert.deepEqual(facts('varchar(10)'), ['varchar', 10, 0, true])
  assert.deepEqual(facts('decimal(10,1)'), ['decimal', 10, 1, false])
  assert.deepEqual(facts('real'), ['float', 17, 0, false])
  assert.deepEqual(facts('bigint'), ['bigint', 19, 0, false])
  assert.deepEqual(facts('timestamp(3)'), ['timestamp', 3, 0, false])
  assert.deepEqual(facts('timestamp(3) with time zone'), ['timestamp with time zone', 3, 0, false])
  assert.deepEqual(facts('row(a decimal(10,2))'), ['row', 0, 0, false])
  assert.deepEqual(facts('array(varchar(3))'), ['array', 0, 0, false])
})
