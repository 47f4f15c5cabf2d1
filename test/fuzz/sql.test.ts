// Any text is a statement of Athena's or a SqlError, in time that grows with the text alone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quoted, quotedName } from '../../src/base/hive-text.ts'
import { printHiveType } from '../../src/sql/hive-type/print-hive-type.ts'
import { parseHiveType } from '../../src/sql/hive-type/read-hive-type.ts'
import { parseStatement } from '../../src/sql/parse/parse-statement.ts'
import { mayMatch, type Comparison } from '../../src/sql/partitions/filter.ts'
import { partitionsFor } from '../../src/sql/partitions/partitions-for.ts'
import { filterOf } from '../../src/sql/query/filter-of.ts'
import { tablesOf } from '../../src/sql/query/tables-of.ts'
import { SqlError } from '../../src/sql/sql-error.ts'
import type { HiveType, TableDefinition } from '../../src/sql/types.ts'
import { inSlices } from './budget.ts'
import { spoilt } from './shape-values.ts'

const NOW = new Date('2026-11-28T10:30:00Z')

/** What the reader says, or undefined for a refusal; anything else that is thrown is a fault. */
function refusable<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof SqlError)) throw thrown
    return undefined
  }
}

const STATEMENTS = [
  `CREATE EXTERNAL TABLE IF NOT EXISTS db.\`t\` (a struct<b:array<int>> COMMENT 'c\\'') COMMENT "t"
   PARTITIONED BY (d string) ROW FORMAT SERDE 's' WITH SERDEPROPERTIES ('k'='v')
   STORED AS INPUTFORMAT 'i' OUTPUTFORMAT 'o' LOCATION 's3://b/' TBLPROPERTIES ('k'='v');`,
  `CREATE TABLE t WITH (format='PARQUET', x = ARRAY['a']) AS SELECT 1 WITH NO DATA`,
  `ALTER TABLE t ADD IF NOT EXISTS PARTITION (d='1') LOCATION 's3://b/1/' PARTITION (d=-2)`,
  `WITH q AS (SELECT * FROM a), r (x) AS (TABLE q) SELECT CASE WHEN x = 'y' THEN 1 END
   FROM r JOIN db.b ON (r.x = b.x) CROSS JOIN UNNEST(b.l) AS u (e) -- that is all
   WHERE b.d BETWEEN '2026/01/01' AND date_format(now() - interval '1' day, '%Y/%m/%d')
   AND (b.n IN (1, 2) OR NOT b.s LIKE 'a_%') GROUP BY 1 ORDER BY 1 LIMIT 3`,
  `UNLOAD (SELECT * FROM (SELECT 1) UNION ALL SELECT 2) TO 's3://b/o/' WITH (format='JSON')`,
  `EXECUTE p USING 'a''b', ARRAY[1, f(2)], ?`,
  `SHOW TABLES IN db 'a*|b'`,
]

const WORDS = [
  ...[
    'CREATE',
    'TABLE',
    'SELECT',
    'FROM',
    'WHERE',
    'WITH',
    'AS',
    'JOIN',
    'CASE',
    'END',
    'AND',
    'OR',
  ],
  ...[
    'BETWEEN',
    'IN',
    'LIKE',
    'NOT',
    'INTERVAL',
    'CAST',
    'DATE',
    'UNION',
    'TABLE',
    'UNNEST',
    'VALUES',
  ],
  ...[
    '(',
    ')',
    '[',
    ']',
    ',',
    '.',
    '=',
    '<',
    '?',
    '-',
    ';',
    't',
    'd',
    '"d"',
    '`d`',
    "'x'",
    '1',
    '--',
  ],
  ...['/*', '*/', '\n', "'", '"', '`', '\\'],
]

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(' ')),
  ...STATEMENTS.map((statement) => spoilt(statement)),
  fc.tuple(fc.constantFrom(...WORDS), fc.nat(20_000)).map(([word, times]) => word.repeat(times)),
)

test('any text is a statement or refused, and so is what it says of tables', async () => {
  await inSlices(() =>
    fc.property(text, (sent) => {
      const statement = refusable(() => parseStatement(sent))
      if (!statement || !('query' in statement)) return
      assert.ok(sent.includes(statement.query.text))
      const { query } = statement
      for (const reference of refusable(() => tablesOf(query, NOW, ["'x'"])) ?? []) {
        mayMatch(filterOf(reference), { d: 'x', n: '1' }, TYPES)
      }
    }),
  )
})

test('the statements that are spoilt are statements', () => {
  for (const statement of STATEMENTS) assert.ok(refusable(() => parseStatement(statement)))
})

const TYPES: Readonly<Record<string, HiveType>> = { d: { kind: 'string' }, n: { kind: 'int' } }

test('any strings and names come back from DDL as they went in', async () => {
  const named = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
  const value = fc.string({ unit: 'binary', maxLength: 40 })
  await inSlices(() =>
    fc.property(named, value, (name, comment) => {
      const written = `CREATE DATABASE ${quotedName(name)} COMMENT ${quoted(comment)}`
      const expected = { database: name.toLowerCase(), comment }
      assert.deepEqual(parseStatement(written), {
        ...{ kind: 'createDatabase', ifNotExists: false, properties: {} },
        ...expected,
      })
    }),
  )
})

const { type: hiveType } = fc.letrec<{ type: HiveType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<HiveType>({ kind: 'string' }, { kind: 'int' }, { kind: 'timestamp' }),
    fc.record({ kind: fc.constant('decimal'), precision: fc.constant(9), scale: fc.nat(9) }),
    fc.record({ kind: fc.constantFrom('char', 'varchar'), length: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ kind: fc.constant('array'), element: tie('type') }),
    fc.record({ kind: fc.constant('map'), key: tie('type'), value: tie('type') }),
    fc.record({
      kind: fc.constant('struct'),
      fields: fc.array(
        fc.record({ name: fc.constantFrom('a', 'int', 'array', '_b1'), type: tie('type') }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  ),
}))

test('any type of Hive comes back from its text', async () => {
  await inSlices(() =>
    fc.property(hiveType, (type) => {
      const printed = printHiveType(type)
      assert.deepEqual(parseHiveType(printed), JSON.parse(JSON.stringify(type)))
    }),
  )
})

/** A condition as text, and whether it holds; undefined is SQL's unknown. */
interface Judged {
  readonly sql: string
  readonly holds: boolean
}

const ROW = { d: '2026/11/28', n: 7 }
const holds: Readonly<
  Record<Comparison, (one: number | string, other: number | string) => boolean>
> = {
  '=': (one, other) => one === other,
  '<>': (one, other) => one !== other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
}
const operator = fc.constantFrom<Comparison>('=', '<>', '<', '<=', '>', '>=')
const day = fc.constantFrom('2026/11/27', '2026/11/28', '2026/11/29', '2026')
const number = fc.integer({ min: 5, max: 9 })

const { judged } = fc.letrec<{ judged: Judged }>((tie) => ({
  judged: fc.oneof(
    { maxDepth: 6 },
    fc.tuple(operator, day).map(([sign, value]) => ({
      sql: `t.d ${sign} '${value}'`,
      holds: holds[sign](ROW.d, value),
    })),
    fc.tuple(operator, number).map(([sign, value]) => ({
      sql: `${value} ${sign} "N"`,
      holds: holds[sign](value, ROW.n),
    })),
    fc.tuple(number, number).map(([low, high]) => ({
      sql: `n BETWEEN ${low} AND ${high}`,
      holds: ROW.n >= low && ROW.n <= high,
    })),
    fc.tuple(fc.boolean(), fc.array(day, { minLength: 1 })).map(([isNegated, values]) => ({
      sql: `d ${isNegated ? 'NOT ' : ''}IN (${values.map((value) => `'${value}'`).join(', ')})`,
      holds: values.some((value) => value === ROW.d) !== isNegated,
    })),
    fc.boolean().map((value) => ({ sql: `f(${value}, d = 'x')`, holds: value })),
    tie('judged').map(({ sql, holds }) => ({ sql: `NOT (${sql})`, holds: !holds })),
    fc.tuple(tie('judged'), tie('judged')).map(([one, other]) => ({
      sql: `(${one.sql} AND ${other.sql})`,
      holds: one.holds && other.holds,
    })),
    fc.tuple(tie('judged'), tie('judged')).map(([one, other]) => ({
      sql: `(${one.sql}) OR ${other.sql}`,
      holds: one.holds || other.holds,
    })),
  ),
}))

test('no partition is left out whose rows a condition holds for', async () => {
  let excluded = 0
  await inSlices(() =>
    fc.property(judged, ({ sql, holds }) => {
      const query = { text: `SELECT * FROM t WHERE (${sql})`, start: { line: 1, column: 1 } }
      const [reference] = tablesOf(query, NOW)
      assert.ok(reference)
      const isKept = mayMatch(filterOf(reference), { d: ROW.d, n: String(ROW.n) }, TYPES)
      if (holds) assert.ok(isKept, sql)
      if (!isKept) excluded += 1
    }),
  )
  assert.ok(excluded > 0, 'some partition was left out')
})

const property = fc.oneof(
  fc.constantFrom(
    'enum',
    'integer',
    'date',
    'injected',
    'yyyy/MM/dd',
    'NOW-3YEARS,NOW',
    '1,9',
    '2',
  ),
  fc.constantFrom('DAYS', "yyyy-MM-dd'T'HH", '2026/01/01,2026/01/31', 'a,b', '9,1', '-5,5', 'NOW'),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const NAMES = ['type', 'values', 'range', 'format', 'interval', 'interval.unit', 'digits']

test('any properties are a projection or refused', async () => {
  const given = fc.dictionary(fc.constantFrom(...NAMES), property)
  await inSlices(() =>
    fc.property(given, fc.option(property, { nil: undefined }), (properties, template) => {
      const entries = Object.entries(properties).map(([name, value]) => [
        `projection.d.${name}`,
        value,
      ])
      const table: TableDefinition = {
        ...{ database: 'db', name: 't', kind: 'EXTERNAL_TABLE', columns: [], location: 's3://b/' },
        partitionKeys: [{ name: 'd', type: { kind: 'string' } }],
        format: { serde: '', serdeProperties: {}, inputFormat: '', outputFormat: '' },
        properties: {
          'projection.enabled': 'true',
          ...(template === undefined ? {} : { 'storage.location.template': template }),
          ...Object.fromEntries(entries),
        },
      }
      const partitions = () =>
        partitionsFor(table, { kind: 'anything' }, NOW, () => [])
          .take(1000)
          .toArray()
      for (const { location } of refusable(partitions) ?? []) assert.ok(location.endsWith('/'))
    }),
  )
})
