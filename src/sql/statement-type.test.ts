import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseStatement } from './parse/parse-statement.ts'
import { statementTypeOf } from './statement-type.ts'

test('every statement has the types that Athena tells of it', () => {
  const types: readonly (readonly [string, string])[] = [
    ['SELECT 1', 'DML SELECT'],
    ['INSERT INTO t SELECT 1', 'DML INSERT'],
    ['CREATE TABLE t AS SELECT 1', 'DDL CREATE_TABLE_AS_SELECT'],
    ["ALTER TABLE t DROP PARTITION (d='1')", 'DDL ALTER_TABLE_DROP_PARTITION'],
    ['SHOW TABLES', 'UTILITY SHOW_TABLES'],
    ['DESCRIBE t', 'UTILITY DESCRIBE_TABLE'],
  ]
  for (const [text, expected] of types) {
    const { type, subtype } = statementTypeOf(parseStatement(text))
    assert.equal(`${type} ${subtype}`, expected)
  }
})
