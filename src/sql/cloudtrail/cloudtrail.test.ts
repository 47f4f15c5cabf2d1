import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseStatement } from '../parse/parse-statement.ts'
import { partitionsFor } from '../partitions/partitions-for.ts'
import { filterOf } from '../query/filter-of.ts'
import { tablesOf } from '../query/tables-of.ts'
import type { TableDefinition } from '../types.ts'
import { consoleCloudTrailTable, projectedCloudTrailTable } from './cloudtrail-table.ts'
import { policyVersionsQuery } from './policy-versions-query.ts'

const NOW = new Date('2026-11-28T10:30:00Z')
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

/** What the catalog would hold after the statement. */
function created(text: string): TableDefinition {
  const statement = parseStatement(text)
  assert.equal(statement.kind, 'createTable')
  if (statement.kind !== 'createTable') throw new Error('not a CREATE TABLE')
  const { table, ifNotExists: _, kind: __, ...layout } = statement
  return {
    ...layout,
    database: table.database ?? 'default',
    name: table.name,
    kind: 'EXTERNAL_TABLE',
  }
}

test("the console's table is named after its bucket and has no partitions", () => {
  const table = created(consoleCloudTrailTable({ bucket: 'my-logs.example' }, '111122223333'))
  assert.equal(table.name, 'cloudtrail_logs_my_logs_example')
  assert.equal(table.comment, 'CloudTrail table for my-logs.example bucket')
  assert.equal(table.location, 's3://my-logs.example/AWSLogs/111122223333/CloudTrail/')
  assert.deepEqual(table.partitionKeys, [])
  assert.deepEqual(table.properties, { classification: 'cloudtrail' })
  assert.equal(table.columns.length, 29)
})

const projected = created(
  projectedCloudTrailTable({
    table: 'audit.trail',
    logs: { bucket: 'logs', prefix: 'p', organizationId: 'o-exampleorgid' },
    accounts: ['111122223333', '444455556666'],
    regions: ['us-east-1', 'eu-west-1'],
    range: '2020/01/01,NOW',
  }),
)
const locationsOf = (sql: string): readonly string[] => {
  const [reference] = tablesOf({ text: sql, start: { line: 1, column: 1 } }, NOW)
  assert.ok(reference)
  const partitions = partitionsFor(projected, filterOf(reference), NOW, () => [])
  return [...partitions].map(({ location }) => location)
}

test('a projected table has a partition for each account, Region and day', () => {
  assert.equal(locationsOf('SELECT * FROM t').length, 2 * 2 * 2524)
  assert.deepEqual(
    locationsOf(`SELECT * FROM t WHERE region = 'eu-west-1' AND "timestamp" = '2026/11/28'`),
    [
      's3://logs/p/AWSLogs/o-exampleorgid/111122223333/CloudTrail/eu-west-1/2026/11/28/',
      's3://logs/p/AWSLogs/o-exampleorgid/444455556666/CloudTrail/eu-west-1/2026/11/28/',
    ],
  )
})

test("the query for a key's policy versions reads its account's, its Region's days", () => {
  const days = { from: new Date('2026-11-27T00:00:00Z'), to: new Date('2026-11-28T23:00:00Z') }
  const sql = policyVersionsQuery({ table: 'audit.trail', keyArn: KEY, days, limit: 1 })
  assert.equal(parseStatement(sql).kind, 'select')
  assert.deepEqual(locationsOf(sql), [
    's3://logs/p/AWSLogs/o-exampleorgid/111122223333/CloudTrail/us-east-1/2026/11/27/',
    's3://logs/p/AWSLogs/o-exampleorgid/111122223333/CloudTrail/us-east-1/2026/11/28/',
  ])
  const multiRegion = KEY.replace('key/1234', 'key/mrk-1234')
  assert.equal(
    locationsOf(policyVersionsQuery({ table: 't', keyArn: multiRegion, days })).length,
    4,
  )
})

test('without days the query asks nothing of partition keys, and quotes what it is given', () => {
  const sql = policyVersionsQuery({ table: `o'"k`, keyArn: `${KEY}' OR true --` })
  assert.doesNotMatch(sql, /"timestamp"|account =/)
  assert.match(sql, /FROM "o'""k"/)
  assert.match(sql, /'' OR true --'/)
})
