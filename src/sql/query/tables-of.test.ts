import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PartitionFilter } from '../partitions/filter.ts'
import { SqlError } from '../sql-error.ts'
import { filterOf } from './filter-of.ts'
import { conditionOn } from './pass-through.ts'
import { tablesOf } from './tables-of.ts'

const NOW = new Date('2026-11-28T10:30:00Z')
const referencesOf = (text: string, parameters: readonly string[] = []) =>
  tablesOf({ text, start: { line: 1, column: 1 } }, NOW, parameters)
const namesOf = (text: string) =>
  referencesOf(text).map(({ table: { database, name } }) => `${database ?? ''}.${name}`)

/** A filter as a text that can be read; what says nothing is `?`. */
function print(filter: PartitionFilter): string {
  switch (filter.kind) {
    case 'anything':
      return '?'
    case 'and':
    case 'or':
      return `(${filter.of.map(print).join(` ${filter.kind} `)})`
    case 'like':
      return `${filter.column} like ${filter.pattern}`
    case 'compare': {
      const { type, text } = filter.constant
      return `${filter.column}${filter.operator}${type === 'varchar' ? `'${text}'` : text}`
    }
  }
}
const filtersOf = (text: string, parameters: readonly string[] = []) =>
  referencesOf(text, parameters).map((reference) => print(filterOf(reference)))
const whereOf = (condition: string, parameters: readonly string[] = []) =>
  filtersOf(`SELECT * FROM t WHERE ${condition}`, parameters)[0]

test('tables are found wherever a query can name them', () => {
  const queries: readonly (readonly [string, readonly string[]])[] = [
    ['SELECT 1', []],
    ['SELECT * FROM t', ['.t']],
    ['SELECT * FROM "Db"."T" AS x LIMIT 1', ['db.t']],
    ['SELECT * FROM awsdatacatalog.db.t', ['db.t']],
    ['TABLE db.t', ['db.t']],
    ['(SELECT * FROM a) UNION ALL (TABLE b)', ['.a', '.b']],
    ['SELECT * FROM a, b x JOIN c ON x.i = c.i LEFT JOIN d USING (i)', ['.a', '.b', '.c', '.d']],
    ['SELECT * FROM (a CROSS JOIN (b JOIN c ON true)) WHERE 1 = 1', ['.a', '.b', '.c']],
    ['SELECT * FROM ((SELECT * FROM a))', ['.a']],
    ['SELECT (SELECT max(i) FROM a), i IN (SELECT i FROM b) FROM c', ['.a', '.b', '.c']],
    [
      'SELECT * FROM a WHERE EXISTS (SELECT 1 FROM b) GROUP BY (SELECT 1 FROM c)',
      ['.a', '.b', '.c'],
    ],
    ['SELECT * FROM a JOIN b ON a.i IN (SELECT i FROM c)', ['.a', '.b', '.c']],
    ['SELECT * FROM a CROSS JOIN UNNEST(a.l) AS u (e)', ['.a']],
    ['SELECT * FROM a, LATERAL (SELECT * FROM b)', ['.a', '.b']],
    ['SELECT extract(day FROM d), a IS DISTINCT FROM b FROM t', ['.t']],
    [
      'SELECT * FROM a EXCEPT SELECT * FROM b INTERSECT DISTINCT SELECT * FROM c',
      ['.a', '.b', '.c'],
    ],
    [`SELECT 'FROM x' -- FROM y\n FROM t`, ['.t']],
    ['VALUES (SELECT max(i) FROM a)', ['.a']],
  ]
  for (const [text, names] of queries) assert.deepEqual(namesOf(text), names, text)
})

test('a name that WITH gives is no table, but within itself it is', () => {
  assert.deepEqual(namesOf('WITH a AS (SELECT * FROM t), b AS (SELECT * FROM a) SELECT * FROM b'), [
    '.t',
  ])
  assert.deepEqual(namesOf('WITH logs AS (SELECT * FROM logs) SELECT * FROM logs'), ['.logs'])
  assert.deepEqual(namesOf('WITH logs (a) AS (SELECT 1) SELECT * FROM db.logs'), ['db.logs'])
  assert.deepEqual(
    namesOf('WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n FROM r) TABLE r'),
    [],
  )
  assert.deepEqual(namesOf('SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a), a'), ['.a'])
})

test('a reference knows its place in the whole text', () => {
  const query = { text: 'SELECT *\nFROM a,\n b', start: { line: 3, column: 10 } }
  assert.deepEqual(
    tablesOf(query, NOW).map(({ position }) => position),
    [
      { line: 4, column: 6 },
      { line: 5, column: 2 },
    ],
  )
  const oneLine = { text: 'TABLE a', start: { line: 3, column: 10 } }
  assert.deepEqual(tablesOf(oneLine, NOW)[0]?.position, { line: 3, column: 16 })
})

test('another catalog is not found, at its place', () => {
  assert.throws(() => referencesOf('SELECT * FROM other.db.t'), {
    message: `CATALOG_NOT_FOUND: line 1:15: Catalog 'other' does not exist`,
  })
  assert.throws(() => referencesOf('SELECT * FROM a.b.c.d'), /Too many dots in table name/)
})

test('conditions on columns are read in every form', () => {
  const forms: readonly (readonly [string, string])[] = [
    [`d = 'x'`, `d='x'`],
    [`'x' <= "D"`, `d>='x'`],
    [`t.d <> 'x' AND n != 5`, `(d<>'x' and n<>5)`],
    [`d IN ('a', 'b')`, `(d='a' or d='b')`],
    [`d NOT IN ('a')`, `(d<>'a')`],
    [`d BETWEEN 'a' AND 'b' AND n BETWEEN 1 AND 2`, `((d>='a' and d<='b') and (n>=1 and n<=2))`],
    [`d LIKE '2026/%'`, 'd like 2026/%'],
    [`((d = 'a') OR (d = 'b' AND n = -1))`, `(d='a' or (d='b' and n=-1))`],
    [`d = DATE '2026-11-28'`, 'd=2026-11-28'],
    [`d = ('a')`, `d='a'`],
  ]
  for (const [condition, filter] of forms) assert.equal(whereOf(condition), filter, condition)
})

test('what is not a constant, or not a column, says nothing', () => {
  const silent = [
    ...[
      `d = e`,
      `lower(d) = 'x'`,
      `d || 'a' = 'x'`,
      `NOT d = 'x'`,
      `NOT (d = 'x')`,
      `d = 'a' || x`,
    ],
    ...[
      `d LIKE 'a!_' ESCAPE '!'`,
      `d NOT LIKE 'a'`,
      `d NOT BETWEEN 'a' AND 'b'`,
      `d = ANY (SELECT 1)`,
    ],
    ...[`CASE WHEN d = 'x' THEN true ELSE false END`, `d IS NULL`, `d IN (SELECT 'a')`, `d = 1.5`],
    ...[`(d = 'x') IS NOT NULL`, `d = 'a' = true`, `d BETWEEN SYMMETRIC 'b' AND 'a'`, `d = year`],
    ...[`d = date_format(e, '%Y')`, `d = f('x')`, `d = cast(x AS varchar)`, `if(d = 'x', true)`],
  ]
  for (const condition of silent) {
    assert.match(whereOf(condition) ?? '', /^(\?|\(\?( (and|or) \?)*\))$/, condition)
  }
})

test('half of a condition that is understood counts only under AND', () => {
  assert.equal(whereOf(`d = 'x' AND f(e)`), `(d='x' and ?)`)
  assert.equal(whereOf(`d = 'x' OR f(e)`), `(d='x' or ?)`)
})

test('a condition is of the tables of its own SELECT, and of the table it names', () => {
  assert.deepEqual(
    filtersOf(`SELECT * FROM a x JOIN b ON b.d = 'j' WHERE x.d = '1' AND b.e = '2' AND c = '3'`),
    [`(d='1' and ? and c='3')`, `(? and e='2' and c='3')`],
  )
  assert.deepEqual(
    filtersOf(`SELECT * FROM a WHERE d = '1' UNION SELECT * FROM a WHERE d = '2' ORDER BY d = '3'`),
    [`d='1'`, `d='2'`],
  )
  assert.deepEqual(filtersOf(`SELECT * FROM db.a WHERE db.a.d = '1' AND x.a.d = '2'`), [
    `(d='1' and ?)`,
  ])
  assert.deepEqual(filtersOf(`SELECT * FROM a x WHERE a.d = '1'`), ['?'])
})

test('a condition on a subquery is one on the tables inside, where rows stay rows', () => {
  const passed: readonly (readonly [string, string])[] = [
    ['SELECT * FROM a', `d='1'`],
    [`SELECT e, x.d FROM a x WHERE e = '2' ORDER BY e`, `(e='2' and d='1')`],
    [`(SELECT * FROM (SELECT a.* FROM a))`, `d='1'`],
    ['TABLE a', `d='1'`],
    [`TABLE a LIMIT 5`, '?'],
    [`(SELECT * FROM a) LIMIT 5`, '?'],
    [`SELECT e FROM a`, '?'],
    [`SELECT upper(d) AS d FROM a`, '?'],
    [`SELECT e AS d FROM a`, '?'],
    [`SELECT x.d FROM a`, '?'],
    [`SELECT * FROM a LIMIT 5`, '?'],
    [`SELECT * FROM a ORDER BY e FETCH FIRST 1 ROW ONLY`, '?'],
    [`SELECT DISTINCT d FROM a`, '?'],
    [`SELECT d FROM a GROUP BY d`, '?'],
    [`SELECT *, row_number() OVER (ORDER BY e) FROM a`, '?'],
    [`SELECT * FROM a AS x (e, d)`, '?'],
    [`SELECT * FROM a MATCH_RECOGNIZE (PATTERN (p) DEFINE p AS true)`, '?'],
  ]
  for (const [subquery, filter] of passed) {
    assert.deepEqual(filtersOf(`SELECT * FROM (${subquery}) s WHERE s.d = '1'`), [filter], subquery)
  }
  assert.deepEqual(filtersOf(`SELECT * FROM (SELECT * FROM a) s (d, e) WHERE d = '1'`), ['?'])
  assert.deepEqual(filtersOf(`SELECT * FROM (SELECT * FROM a) s, b WHERE b.d = '1'`), [
    '?',
    `d='1'`,
  ])
  assert.deepEqual(filtersOf(`SELECT * FROM (TABLE a UNION ALL TABLE b) WHERE d = '1'`), ['?', '?'])
  assert.deepEqual(filtersOf(`SELECT * FROM (SELECT a.d FROM a JOIN b USING (i)) WHERE d = '1'`), [
    ...[`d='1'`, '?'],
  ])
  assert.deepEqual(filtersOf(`SELECT * FROM (SELECT a.*, b.* FROM a, b) WHERE d = '1'`), ['?', '?'])
})

test('a name of WITH is read with what is said wherever it is used', () => {
  const whole = 'WITH w AS (SELECT * FROM a WHERE e = 2)'
  assert.deepEqual(filtersOf(`${whole} SELECT * FROM w x WHERE x.d = '1'`), [`(e=2 and (d='1'))`])
  assert.deepEqual(
    filtersOf(`${whole}, v AS (SELECT d FROM w) SELECT * FROM v WHERE d = '1'
      UNION SELECT * FROM w WHERE w.d = '2'`),
    [`(e=2 and (d='2' or (d='1')))`],
  )
  assert.deepEqual(filtersOf(`${whole} SELECT * FROM w WHERE d = '1' UNION TABLE w`), ['e=2'])
  assert.deepEqual(filtersOf(`${whole} SELECT * FROM w x, w y WHERE x.d = '1'`), [
    `(e=2 and (d='1' or ?))`,
  ])
  assert.deepEqual(filtersOf(`${whole} SELECT 1`), ['e=2'])
  assert.deepEqual(filtersOf(`WITH w (d) AS (SELECT * FROM a) SELECT * FROM w WHERE d = '1'`), [
    '?',
  ])
})

test('a condition that doubles from name to name is handed on until it is large', () => {
  const names = Array.from({ length: 200 }, (_, index) => {
    return `w${index + 1} AS (SELECT x.* FROM w${index} x JOIN w${index} y ON true WHERE e = 2)`
  })
  const text = `WITH w0 AS (TABLE a), ${names.join(', ')} SELECT * FROM w200 WHERE d = '1'`
  const [reference] = referencesOf(text)
  assert.equal(reference?.table.name, 'a')
})

test('a view is read with what is said of it', () => {
  const [view] = referencesOf(`SELECT * FROM v x WHERE x.d = '1' AND e = 2`)
  assert.ok(view?.where)
  const text = 'SELECT d, n AS e FROM a'
  const outer = conditionOn(view.where, view.alias)
  const inside = tablesOf({ text, start: { line: 1, column: 1 } }, NOW, [], outer)
  assert.deepEqual(
    inside.map((reference) => print(filterOf(reference))),
    [`(d='1' and ?)`],
  )
})

test('days counted from today are constants', () => {
  const constants: readonly (readonly [string, string])[] = [
    ['current_date', '2026-11-28'],
    [`current_date - interval '7' day`, '2026-11-21'],
    [`date_add('month', -1, current_date)`, '2026-10-28'],
    [`date('2026-01-31') + interval '1' month`, '2026-02-28'],
    [`date_format(date_add('day', -30, current_timestamp), '%Y/%m/%d')`, `'2026/10/29'`],
    [`date_format(now() - interval '11' hour, '%Y-%m-%d %H:%i:%s')`, `'2026-11-27 23:30:00'`],
    [`format_datetime(now(), 'yyyy/MM')`, `'2026/11'`],
    ['cast(year(current_date) as varchar)', `'2026'`],
    ['month(now())', '11'],
    [`cast('2026-02-03' as date)`, '2026-02-03'],
    [`cast('007' as integer)`, '7'],
  ]
  for (const [expression, constant] of constants) {
    assert.equal(whereOf(`d = ${expression}`), `d=${constant}`, expression)
  }
})

test('what Trino would refuse is no constant', () => {
  for (const expression of [
    ...[
      `date('2026-02-30')`,
      `date 'soon'`,
      `current_date + interval '1' hour`,
      `date_add('day', 1)`,
    ],
    ...[`date_format('2026', '%Y')`, `date_format(now(), '%Q')`, `'a' + interval '1' day`],
  ]) {
    assert.equal(whereOf(`d = ${expression}`), '?', expression)
  }
})

test('a parameter is what it was given', () => {
  assert.equal(whereOf(`d = ? AND n > ?`, [`'x'`, '5']), `(d='x' and n>5)`)
  assert.equal(whereOf(`d IN (?, ?)`, [`'x'`]), `(d='x' or ?)`)
})

test('parentheses without end are refused', () => {
  assert.throws(() => referencesOf(`SELECT ${'('.repeat(100_000)}`), SqlError)
  assert.throws(() => referencesOf(`SELECT * FROM ${'('.repeat(100_000)}`), SqlError)
  assert.throws(() => referencesOf(`SELECT ${'a('.repeat(65)}${')'.repeat(65)}`), SqlError)
  assert.equal(whereOf(`${'('.repeat(60)}d = 'x'${')'.repeat(60)}`), `d='x'`)
  assert.equal(whereOf('d = ?', ['('.repeat(100_000)]), '?')
})
