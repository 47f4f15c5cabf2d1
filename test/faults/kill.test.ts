import assert from 'node:assert/strict'
import { test } from 'node:test'
import { survivesKills } from './crash.ts'

test('kill -9 at any moment loses nothing that was acknowledged and doubles nothing', async () => {
  assert.ok((await survivesKills({ rounds: 4 })) > 0)
})
