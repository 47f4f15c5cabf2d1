import assert from 'node:assert/strict'
import { test } from 'node:test'
import { survivesServerKills } from './server-kills.ts'
import { survivesTrailKills } from './trail-kills.ts'

test('kill -9 at any moment loses nothing that was acknowledged, nor its event', async () => {
  assert.ok((await survivesServerKills({ rounds: 5 })) > 0)
})

test('kill -9 amid uploads and deliveries loses no event and tears no object', async () => {
  const { calls, puts, logFiles } = await survivesTrailKills({ rounds: 4 })
  assert.ok(calls > 0 && puts > 0 && logFiles > 0)
})
