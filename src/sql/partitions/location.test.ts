import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TableDefinition } from '../types.ts'
import { partitionLocation, partitionName, valuesInPath } from './location.ts'

const TABLE: TableDefinition = {
  ...{ database: 'db', name: 't', kind: 'EXTERNAL_TABLE', columns: [], location: 's3://b/p' },
  partitionKeys: [
    { name: 'year', type: { kind: 'int' } },
    { name: 'day', type: { kind: 'string' } },
  ],
  format: { serde: '', serdeProperties: {}, inputFormat: '', outputFormat: '' },
  properties: {},
}
const VALUES = { year: '2026', day: '11/28 = a%' }

test('a partition is named by its folders, in which signs of a path are escaped', () => {
  assert.equal(partitionName(TABLE, VALUES), 'year=2026/day=11%2F28 %3D a%25')
  assert.equal(partitionLocation(TABLE, VALUES), 's3://b/p/year=2026/day=11%2F28 %3D a%25/')
})

test('the values of a partition are found in the path of its objects', () => {
  assert.deepEqual(valuesInPath(TABLE, `${partitionName(TABLE, VALUES)}/sub/file.gz`), VALUES)
  assert.deepEqual(valuesInPath(TABLE, 'Year=2026/day=/x'), { year: '2026', day: '' })
  for (const path of [
    'file.gz',
    'year=2026/file.gz',
    'year=2026/day=1',
    'day=1/year=2/x',
    'a/b/c',
  ]) {
    assert.equal(valuesInPath(TABLE, path), undefined, path)
  }
})
