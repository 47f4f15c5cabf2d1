// What the doctor types into Athena: the stack reads it as it is meant.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  consoleCloudTrailTable,
  projectedCloudTrailTable,
} from '../../src/doctor/athena/cloudtrail-table.ts'
import { policyEventsQuery } from '../../src/doctor/athena/policy-events-query.ts'
import type { TrailTable } from '../../src/doctor/athena/trail-table.ts'
import { parseStatement } from '../../src/sql/parse/parse-statement.ts'
import { partitionsFor } from '../../src/sql/partitions/partitions-for.ts'
import { filterOf } from '../../src/sql/query/filter-of.ts'
import { tablesOf } from '../../src/sql/query/tables-of.ts'
import type { TableDefinition } from '../../src/sql/types.ts'

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
/** As Athena describes it. */
const described: TrailTable = {
  database: projected.database,
  name: projected.name,
  location: projected.location ?? '',
  partitionKeys: projected.partitionKeys.map(({ name }) => ({ name, type: 'string' })),
  properties: projected.properties,
}

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

test("the query for a key's policy reads its account's, its Region's days, and a day more", () => {
  const times = { since: '2026-11-26T08:00:00Z', until: '2026-11-27T08:00:00Z' }
  const sql = policyEventsQuery({ table: described, keyArn: KEY, ...times })
  assert.equal(parseStatement(sql).kind, 'select')
  assert.deepEqual(
    locationsOf(sql),
    ['26', '27', '28'].map(
      (day) =>
        `s3://logs/p/AWSLogs/o-exampleorgid/111122223333/CloudTrail/us-east-1/2026/11/${day}/`,
    ),
  )
  const multiRegion = KEY.replace('key/1234', 'key/mrk-1234')
  const everywhere = policyEventsQuery({ table: described, keyArn: multiRegion, ...times })
  assert.equal(locationsOf(everywhere).length, 2 * 3)
})
