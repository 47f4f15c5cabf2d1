import assert from 'node:assert/strict'
import { test } from 'node:test'
import { survivesServerKills } from './server-kills.ts'

test('kill -9 at any moment loses nothing that was acknowledged, nor its event', async () => {
  assert.ok((await survivesServerKills({ rounds: 10 })) > 0)
})
