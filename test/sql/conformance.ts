// What every engine of Athena's SQL answers, whatever it runs on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueryEngine } from '../../src/sql/types.ts'
import { ANSWERS, REFUSALS } from './answers.ts'
import { rowsOf } from './query.ts'

/** Every engine passes this: they are asked for no table. */
export function engineConformance(name: string, engine: () => QueryEngine): void {
  for (const [expression, text] of ANSWERS) {
    test(`${name}: ${expression} is ${text ?? 'NULL'}`, async () => {
      assert.deepEqual(await rowsOf(engine(), `SELECT ${expression}`), [[text]])
    })
  }
  for (const [expression, sentence] of REFUSALS) {
    test(`${name}: ${expression} is refused`, async () => {
      await assert.rejects(rowsOf(engine(), `SELECT ${expression}`), (fault: Error) => {
        assert.equal(fault.message.slice(0, sentence?.length), sentence)
        return true
      })
    })
  }
  queryConformance(name, engine)
}

const VALUES = "(VALUES ('a', 1), ('b', 2), ('a', 3), (NULL, 4)) AS t(k, n)"

const QUERIES: readonly (readonly [
  what: string,
  sql: string,
  rows: readonly (string | null)[][],
])[] = [
  [
    'NULLs come last in both directions',
    `SELECT k FROM ${VALUES} ORDER BY k DESC, n`,
    [['b'], ['a'], ['a'], [null]],
  ],
  [
    'groups have their aggregates',
    `SELECT k, sum(n), count(*) FROM ${VALUES} GROUP BY k HAVING k IS NOT NULL ORDER BY 1`,
    [
      ['a', '4', '2'],
      ['b', '2', '1'],
    ],
  ],
  [
    'an aggregate has its own order and filter',
    `SELECT array_agg(n ORDER BY n DESC) FILTER (WHERE k = 'a') FROM ${VALUES}`,
    [['[3, 1]']],
  ],
  [
    'a window sees its partition',
    `SELECT n, row_number() OVER (PARTITION BY k ORDER BY n DESC) AS r FROM ${VALUES} ORDER BY n`,
    [
      ['1', '2'],
      ['2', '1'],
      ['3', '1'],
      ['4', '1'],
    ],
  ],
  [
    'WITH names a query for several uses',
    `WITH w AS (SELECT k, n FROM ${VALUES}) SELECT a.n, b.n FROM w a JOIN w b ON ` +
      'a.k = b.k AND a.n < b.n',
    [['1', '3']],
  ],
  [
    'a subquery sees the row around it',
    `SELECT n FROM ${VALUES} WHERE n = (SELECT max(x) FROM (VALUES (1), (3)) AS ` +
      'u(x) WHERE x <= t.n) ORDER BY n',
    [['1'], ['3']],
  ],
  [
    'UNNEST gives a row for each item',
    "SELECT x, o FROM UNNEST(ARRAY['p', 'q']) WITH ORDINALITY AS u(x, o) ORDER BY o",
    [
      ['p', '1'],
      ['q', '2'],
    ],
  ],
  [
    'UNNEST of rows gives a column for each field',
    "SELECT a, b FROM UNNEST(ARRAY[ROW(1, 'x'), ROW(2, 'y')]) AS u(a, b) ORDER BY a",
    [
      ['1', 'x'],
      ['2', 'y'],
    ],
  ],
  [
    'UNNEST of a map gives keys and values',
    "SELECT k, v FROM UNNEST(map(ARRAY['a'], ARRAY[1])) AS u(k, v)",
    [['a', '1']],
  ],
  [
    'UNION drops duplicates, UNION ALL keeps them',
    'SELECT 1 UNION SELECT 1 UNION ALL SELECT 1',
    [['1'], ['1']],
  ],
  [
    'LIMIT and OFFSET cut the rows',
    `SELECT n FROM ${VALUES} ORDER BY n OFFSET 1 LIMIT 2`,
    [['2'], ['3']],
  ],
  [
    'USING joins by the columns that it names',
    "SELECT k, a, b FROM (VALUES ('x', 1)) AS l(k, a) JOIN (VALUES ('x', 2)) AS r(k, b) USING (k)",
    [['x', '1', '2']],
  ],
  [
    'DISTINCT drops duplicates',
    `SELECT DISTINCT k FROM ${VALUES} ORDER BY k`,
    [['a'], ['b'], [null]],
  ],
  [
    'map_agg keeps one value for a key',
    `SELECT cardinality(map_agg(k, n)) FROM ${VALUES} WHERE k IS NOT NULL`,
    [['2']],
  ],
]

function queryConformance(name: string, engine: () => QueryEngine): void {
  for (const [what, sql, rows] of QUERIES) {
    test(`${name}: ${what}`, async () => {
      assert.deepEqual(await rowsOf(engine(), sql), rows)
    })
  }
}
