import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHiveType } from '../hive-type/read-hive-type.ts'
import { SqlError } from '../sql-error.ts'
import type { TableDefinition } from '../types.ts'
import { ANYTHING, type Comparison, type PartitionFilter } from './filter.ts'
import { type Partition, partitionsFor } from './partitions-for.ts'

const NOW = new Date('2026-11-28T10:30:00Z')

function tableWith(
  keys: Readonly<Record<string, string>>,
  properties: Readonly<Record<string, string>>,
): TableDefinition {
  return {
    database: 'default',
    name: 'logs',
    kind: 'EXTERNAL_TABLE',
    columns: [],
    partitionKeys: Object.entries(keys).map(([name, type]) => ({
      name,
      type: parseHiveType(type),
    })),
    location: 's3://b/logs',
    format: { serde: '', serdeProperties: {}, inputFormat: '', outputFormat: '' },
    properties,
  }
}

function projected(
  keys: Readonly<Record<string, string>>,
  properties: Readonly<Record<string, string>>,
): TableDefinition {
  const prefixed = Object.entries(properties).map(([name, value]) => [`projection.${name}`, value])
  return tableWith(keys, { 'projection.enabled': 'true', ...Object.fromEntries(prefixed) })
}

const compare = (
  column: string,
  operator: Comparison,
  text: string,
  type: 'varchar' | 'integer' | 'date' = 'varchar',
): PartitionFilter => ({ kind: 'compare', column, operator, constant: { type, text } })
const and = (...of: PartitionFilter[]): PartitionFilter => ({ kind: 'and', of })
const or = (...of: PartitionFilter[]): PartitionFilter => ({ kind: 'or', of })

const none = () => []
const listed = (table: TableDefinition, filter = ANYTHING, added: () => Partition[] = none) => [
  ...partitionsFor(table, filter, NOW, added),
]
const valuesOf = (table: TableDefinition, key: string, filter = ANYTHING) =>
  listed(table, filter).map(({ values }) => values[key])

const DAYS = { 'day.type': 'date', 'day.format': 'yyyy/MM/dd' }

test('a table without partition keys is one partition', () => {
  assert.deepEqual(listed(tableWith({}, {})), [{ values: {}, location: 's3://b/logs/' }])
})

test('days run from the first to the last, today included', () => {
  const table = projected({ day: 'string' }, { ...DAYS, 'day.range': '2026/11/26,NOW' })
  assert.deepEqual(valuesOf(table, 'day'), ['2026/11/26', '2026/11/27', '2026/11/28'])
  assert.equal(listed(table)[0]?.location, 's3://b/logs/day=2026%2F11%2F26/')
})

test('a range relative to now begins and ends on a whole day', () => {
  const table = projected({ day: 'string' }, { ...DAYS, 'day.range': 'NOW-3DAYS, 2026/11/26' })
  assert.deepEqual(valuesOf(table, 'day'), ['2026/11/25', '2026/11/26'])
  const long = projected({ day: 'string' }, { ...DAYS, 'day.range': 'NOW-3YEARS,NOW' })
  assert.equal(listed(long).length, 1097) // 2024 had 366 days.
})

test('months end on their last day', () => {
  const properties = { 'm.type': 'DATE', 'm.format': 'yyyy-MM', 'm.range': '2025-11,2026-02' }
  assert.deepEqual(valuesOf(projected({ m: 'string' }, properties), 'm'), [
    ...['2025-11', '2025-12', '2026-01', '2026-02'],
  ])
  const days = { 'd.type': 'date', 'd.format': 'yyyy-MM-dd', 'd.range': '2026-01-31,2026-03-31' }
  const step = { 'd.interval': '1', 'd.interval.unit': 'MONTHS' }
  assert.deepEqual(valuesOf(projected({ d: 'string' }, { ...days, ...step }), 'd'), [
    ...['2026-01-31', '2026-02-28', '2026-03-31'],
  ])
})

test('hours need their interval, and get it', () => {
  const hours = {
    'h.type': 'date',
    'h.format': "yyyy-MM-dd'T'HH",
    'h.range': '2026-11-28T00,NOW',
  }
  assert.throws(
    () => listed(projected({ h: 'string' }, hours)),
    /^SqlError: INVALID_TABLE_PROPERTY/,
  )
  const step = { 'h.interval': '5', 'h.interval.unit': 'HOURS' }
  assert.deepEqual(valuesOf(projected({ h: 'string' }, { ...hours, ...step }), 'h'), [
    ...['2026-11-28T00', '2026-11-28T05', '2026-11-28T10'],
  ])
})

test('integers count in steps and are padded with digits', () => {
  const range = { 'n.type': 'integer', 'n.range': '-1,10', 'n.interval': '4' }
  assert.deepEqual(valuesOf(projected({ n: 'int' }, range), 'n'), ['-1', '3', '7'])
  const padded = { 'n.type': 'integer', 'n.range': '8,11', 'n.digits': '3' }
  assert.deepEqual(valuesOf(projected({ n: 'string' }, padded), 'n'), ['008', '009', '010', '011'])
})

test('space belongs to a value of an enum', () => {
  const table = projected({ e: 'string' }, { 'e.type': 'enum', 'e.values': 'a, b,' })
  assert.deepEqual(valuesOf(table, 'e'), ['a', ' b', ''])
})

test('a template is filled, and closed with a slash', () => {
  const table = projected(
    { region: 'string', day: 'string' },
    { ...DAYS, 'day.range': '2026/11/28,NOW', 'region.type': 'enum', 'region.values': 'x,y' },
  )
  const template = 's3://b/AWSLogs/${Region}/${day}'
  const properties = { ...table.properties, 'storage.location.template': template }
  assert.deepEqual(
    listed({ ...table, properties }).map(({ location }) => location),
    ['s3://b/AWSLogs/x/2026/11/28/', 's3://b/AWSLogs/y/2026/11/28/'],
  )
  const short = { ...table.properties, 'storage.location.template': 's3://b/${day}' }
  assert.throws(() => listed({ ...table, properties: short }), /has no \$\{region\}/)
})

const CENTURY = projected({ day: 'string' }, { ...DAYS, 'day.range': '2000/01/01,2099/12/31' })

test('a query of a few days of a century reads a few days', () => {
  assert.deepEqual(valuesOf(CENTURY, 'day', compare('day', '=', '2026/02/28')), ['2026/02/28'])
  assert.deepEqual(
    valuesOf(
      CENTURY,
      'day',
      and(compare('day', '>', '2026/02/27'), compare('day', '<=', '2026/03/01')),
    ),
    ['2026/02/28', '2026/03/01'],
  )
  assert.deepEqual(valuesOf(CENTURY, 'day', compare('day', '<', '2000/01/02')), ['2000/01/01'])
  assert.deepEqual(valuesOf(CENTURY, 'day', compare('day', '>=', '2099/12')).length, 31)
  assert.deepEqual(
    valuesOf(CENTURY, 'day', or(compare('day', '=', '2026/01/01'), compare('day', '=', 'x'))),
    ['2026/01/01'],
  )
  const like: PartitionFilter = { kind: 'like', column: 'day', pattern: '2026/1%/_1' }
  assert.deepEqual(valuesOf(CENTURY, 'day', like), [
    ...['2026/10/01', '2026/10/11', '2026/10/21', '2026/10/31'],
    ...['2026/11/01', '2026/11/11', '2026/11/21', '2026/12/01'],
    ...['2026/12/11', '2026/12/21', '2026/12/31'],
  ])
})

test('narrowing leaves out what a plain search leaves out, and nothing more', () => {
  const properties = { 'n.type': 'integer', 'n.range': '-3,12', 'n.interval': '2' }
  const table = projected({ n: 'int' }, properties)
  const all = valuesOf(table, 'n').map(Number)
  const tests: Readonly<Record<Comparison, (value: number, bound: number) => boolean>> = {
    '=': (value, bound) => value === bound,
    '<>': (value, bound) => value !== bound,
    '<': (value, bound) => value < bound,
    '<=': (value, bound) => value <= bound,
    '>': (value, bound) => value > bound,
    '>=': (value, bound) => value >= bound,
  }
  for (const operator of Object.keys(tests) as Comparison[]) {
    for (let bound = -6; bound <= 14; bound += 1) {
      const narrowed = valuesOf(table, 'n', compare('n', operator, String(bound), 'integer'))
      const expected = all.filter((value) => tests[operator](value, bound))
      assert.deepEqual(narrowed.map(Number), expected, `${operator} ${bound}`)
    }
  }
})

test('a constant of another type narrows nothing', () => {
  const table = projected({ n: 'int' }, { 'n.type': 'integer', 'n.range': '1,3' })
  assert.deepEqual(valuesOf(table, 'n', compare('n', '=', '2', 'varchar')), ['1', '2', '3'])
  assert.equal(listed(CENTURY, compare('day', '=', '20260101', 'integer')).length, 36_525)
})

test('numbers without leading zeros are not sorted as texts', () => {
  const table = projected({ n: 'string' }, { 'n.type': 'integer', 'n.range': '8,11' })
  assert.deepEqual(valuesOf(table, 'n', compare('n', '<', '2')), ['10', '11'])
})

test('an injected key takes its values from the query, or refuses it', () => {
  const table = projected({ account: 'string' }, { 'account.type': 'injected' })
  const two = or(compare('account', '=', '111122223333'), compare('account', '=', '444455556666'))
  assert.deepEqual(valuesOf(table, 'account', two), ['111122223333', '444455556666'])
  const contradiction = and(compare('account', '=', 'a'), compare('account', '=', 'b'))
  assert.deepEqual(valuesOf(table, 'account', contradiction), [])
  for (const filter of [ANYTHING, compare('account', '>', 'a'), or(two, ANYTHING)]) {
    assert.throws(() => listed(table, filter), {
      message:
        'CONSTRAINT_VIOLATION: For the injected projected partition column account, the WHERE ' +
        'clause must contain only static equality conditions, and at least one such condition ' +
        'must be present.',
    })
  }
})

test('partitions of the catalog are filtered', () => {
  const table = tableWith({ year: 'string', month: 'int' }, {})
  const partitions = ['10', '11'].map((month) => ({
    values: { year: '2026', month },
    location: `s3://b/elsewhere/${month}/`,
  }))
  const filter = and(compare('year', '=', '2026'), compare('month', '>', '10', 'integer'))
  assert.deepEqual(
    listed(table, filter, () => partitions),
    [partitions[1]],
  )
})

test('a projection that makes no sense is refused by name', () => {
  const wrong: readonly Readonly<Record<string, string>>[] = [
    {},
    { 'k.type': 'list' },
    { 'k.type': 'enum' },
    { 'k.type': 'integer', 'k.range': '1' },
    { 'k.type': 'integer', 'k.range': 'a,b' },
    { 'k.type': 'integer', 'k.range': '1,2', 'k.interval': '0' },
    { 'k.type': 'date', 'k.range': '2026,NOW' },
    { 'k.type': 'date', 'k.range': '2026,NOW', 'k.format': 'qq' },
    { 'k.type': 'date', 'k.range': '2026/13/01,NOW', 'k.format': 'yyyy/MM/dd' },
    { 'k.type': 'date', 'k.range': '2026,NOW', 'k.format': 'yyyy', 'k.interval.unit': 'AGES' },
  ]
  for (const properties of wrong) {
    assert.throws(
      () => listed(projected({ k: 'string' }, properties)),
      (thrown) => thrown instanceof SqlError && thrown.code === 'INVALID_TABLE_PROPERTY',
      JSON.stringify(properties),
    )
  }
})

test('a range without end is refused after a million values', () => {
  const range = { 'k.type': 'integer', 'k.range': '1,9000000000000000' }
  assert.throws(
    () => listed(projected({ k: 'string' }, range), compare('k', '=', 'x')),
    /HIVE_EXCEEDED_PARTITION_LIMIT: Query over table 'default.logs'/,
  )
})
