import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policyEventsQuery } from './policy-events-query.ts'
import type { TrailTable } from './trail-table.ts'

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

function conditionsOf(
  keys: Readonly<Record<string, string>>,
  times: { readonly since?: string; readonly until?: string },
): readonly string[] {
  const partitionKeys = Object.entries(keys).map(([name, type]) => ({ name, type }))
  const table: TrailTable = {
    database: 'audit',
    name: `o"k`,
    location: 's3://logs/',
    partitionKeys,
    properties: {},
  }
  const sql = policyEventsQuery({ table, keyArn: KEY, since: times.since, until: times.until })
  assert.match(sql, /FROM "audit"."o""k"/)
  return [...sql.matchAll(/^(?:WHERE| {2}AND) (.*)$/gm)].map(([, condition = '']) => condition)
}

test('a table without partition keys is asked nothing of them', () => {
  assert.deepEqual(conditionsOf({}, {}).slice(0, 2), [
    "eventsource = 'kms.amazonaws.com'",
    "eventname IN ('CreateKey', 'PutKeyPolicy', 'ReplicateKey')",
  ])
})

test('partitions added by hand are narrowed by the year, and by the month of one year', () => {
  const keys = { region: 'string', year: 'string', month: 'int', day: 'string' }
  const [region, ...others] = conditionsOf(keys, { since: '2024-05-06T00:00:00Z' })
  assert.equal(region, `"region" = 'us-east-1'`)
  assert.equal(others[0], `"year" >= '2024'`)
  const oneYear = { since: '2024-05-06T00:00:00Z', until: '2024-07-31T12:00:00Z' }
  assert.deepEqual(conditionsOf(keys, oneYear).slice(1, 5), [
    `"year" >= '2024'`,
    `"year" <= '2024'`,
    '"month" >= 5',
    '"month" <= 8',
  ])
  const years = { since: '2024-05-06T00:00:00Z', until: '2025-01-01T00:00:00Z' }
  assert.ok(!conditionsOf(keys, years).some((condition) => condition.includes('month')))
})

test('times narrow the events, to the second', () => {
  const times = { since: '2024-05-06T00:00:00Z', until: '2024-07-31T12:00:00Z' }
  assert.deepEqual(conditionsOf({}, times).slice(-2), [
    "eventtime >= '2024-05-06T00:00:00Z'",
    "eventtime <= '2024-07-31T12:00:00Z'",
  ])
})
