import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SqlError } from '../sql-error.ts'
import { translate } from './translate.ts'

const translated = (text: string) =>
  translate({
    sql: { text, start: { line: 1, column: 1 } },
    ...{ database: 'default', tables: [], views: [], parameters: [], now: new Date(0) },
  })

test('no text of the user reaches DuckDB but as a literal', () => {
  const { sql } = translated(`SELECT 'it''s' AS "drop ""table""" FROM (VALUES 1) AS "x y"("z;")`)
  assert.match(sql, /'it''s'/)
  assert.doesNotMatch(sql, /drop|x y|z;/)
})

test('a query that grows without end is refused', () => {
  const nested = (depth: number): string =>
    depth === 0 ? "'a'" : `regexp_extract(${nested(depth - 1)}, '[a-z]+')`
  const subqueries = (depth: number): string =>
    depth === 0 ? '1' : `(SELECT ${subqueries(depth - 1)} + count(*) FROM (VALUES 1) AS t(x))`
  const parentheses = `${'('.repeat(9999)}1${')'.repeat(9999)}`
  for (const text of [
    nested(60),
    subqueries(40),
    parentheses,
    Array(20_000).fill('1').join(' + '),
  ]) {
    const start = performance.now()
    assert.throws(() => translated(`SELECT ${text}`), { code: 'NOT_SUPPORTED' })
    assert.ok(performance.now() - start < 20_000)
  }
})

const WORDS = (
  "SELECT FROM WHERE ( ) , . * 'a' 1 1.5 x t AS JOIN ON = < + - || CASE WHEN THEN END NOT NULL " +
  'IN GROUP BY ORDER LIMIT UNNEST ARRAY [ ] ROW count sum OVER VALUES WITH UNION -> CAST varchar'
).split(' ')

test('whatever is written, the answer is a translation or a SqlError', () => {
  const property = fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }), (words) => {
    try {
      translated(`SELECT ${words.join(' ')}`)
    } catch (fault) {
      assert.ok(fault instanceof SqlError, String(fault))
    }
  })
  fc.assert(property, { numRuns: 3000 })
})
