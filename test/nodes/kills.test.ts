import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findPostgres } from '../store/postgres-place.ts'
import { survivesNodeKills } from './kills/node-kills.ts'

const postgres = findPostgres()
const skip = 'skip' in postgres && postgres.skip

// `npm run check:nodes` is the long form.
test('nodes, connections and the database may die at any moment', { skip }, async () => {
  const report = await survivesNodeKills({ rounds: 2, roundMs: 2000, consistency: 'bounded' })
  assert.ok(report.kills > 0 && report.cuts > 0)
  assert.ok(report.acknowledged > 0 && report.events >= report.acknowledged)
  assert.ok(report.policyChanges > 0 && report.answersByPolicy > 0)
})

test('so they may with strong consistency', { skip }, async () => {
  const report = await survivesNodeKills({ rounds: 1, roundMs: 2000, consistency: 'strong' })
  assert.ok(report.policyChanges > 0 && report.answersByPolicy > 0)
})
