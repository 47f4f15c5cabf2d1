import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resultColumn } from '../hive-type/result-column.ts'
import { csvHeader, csvLine } from './csv.ts'
import { doubleText, type SqlValue, valueText } from './value-text.ts'

test('every value of a CSV is in quotes, and NULL is nothing', () => {
  assert.equal(csvLine(['a', null, '', 'say "hi",\nthere']), '"a",,"","say ""hi"",\nthere"\n')
  assert.equal(
    csvHeader([resultColumn('a', 'varchar'), resultColumn('_col1', 'bigint')]),
    '"a","_col1"\n',
  )
})

test('values are printed as Athena prints them', () => {
  const values: readonly (readonly [SqlValue, string | null])[] = [
    [null, null],
    [true, 'true'],
    [42n, '42'],
    ['2026-07-04 01:02:03.000', '2026-07-04 01:02:03.000'],
    [new Uint8Array([0, 104, 255]), '00 68 ff'],
    [{ array: ['a', null, { array: [] }] }, '[a, null, []]'],
    [
      {
        map: [
          ['k', 1n],
          ['k2', null],
        ],
      },
      '{k=1, k2=null}',
    ],
    [
      {
        row: [
          ['arn', 'x'],
          [undefined, 1.5],
        ],
      },
      '{arn=x, field1=1.5}',
    ],
  ]
  for (const [value, text] of values) assert.equal(valueText(value), text)
})

test('a double is printed as Java prints it', () => {
  const doubles: readonly (readonly [number, string])[] = [
    [1, '1.0'],
    [-0, '-0.0'],
    [0, '0.0'],
    [0.1, '0.1'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [9_999_999, '9999999.0'],
    [1e7, '1.0E7'],
    [-123_456_789.5, '-1.234567895E8'],
    [1e-7, '1.0E-7'],
    [1e300, '1.0E300'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ]
  for (const [double, text] of doubles) assert.equal(doubleText(double), text)
})
