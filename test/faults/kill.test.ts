import assert from 'node:assert/strict'
import { test } from 'node:test'
import { survivesKills } from './crash.ts'
import { filesSurviveKills } from './file-crash.ts'

test('kill -9 at any moment loses nothing that was acknowledged and doubles nothing', async () => {
  assert.ok((await survivesKills({ rounds: 4 })) > 0)
})

test('kill -9 at any moment leaves every row its file, whole, and every file its row', async () => {
  const { acknowledged } = await filesSurviveKills({ rounds: 4 })
  assert.ok(acknowledged > 0)
})
