// The short forms of what `npm run check:crash` does for long.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY_MIGRATIONS } from '../../src/store/schema.ts'
import { noSmallDisk } from '../fixtures/small-disk.ts'
import { survivesClockKills } from './clock-kills.ts'
import { survivesDayKills } from './day-kills.ts'
import { survivesFullDisks } from './full-disk-kills.ts'
import { survivesStatementKills } from './migration-kills.ts'
import { survivesMultipartKills } from './multipart-kills.ts'
import { survivesTornLogs } from './torn-log-kills.ts'

test('a start that is killed amid a migration leaves what the next one finishes', async () => {
  assert.ok((await survivesStatementKills([{ state: 1, day: 1 }], 6)) > 5)
})

test('the file of a day is there with its tables, or not at all', () => {
  assert.ok(survivesDayKills() > DAY_MIGRATIONS.length)
})

test('the torn end of a log loses nothing acknowledged, and a torn page is told', async () => {
  const { tornBehind, cut } = await survivesTornLogs({ rounds: 3 })
  assert.ok(tornBehind + cut > 0)
})

test('kill -9 amid deletions and rotations leaves each done with its event, or to do', async () => {
  assert.ok((await survivesClockKills({ rounds: 2 })).keys > 0)
})

test('kill -9 amid multipart uploads leaves every part, object and abort', async () => {
  assert.ok((await survivesMultipartKills({ rounds: 3 })).uploads > 0)
})

test(
  'kill -9 on a full disk leaves what was acknowledged, and nothing of what was refused',
  { skip: noSmallDisk() ?? false },
  async () => {
    const { acknowledged } = await survivesFullDisks({ rounds: 1 })
    assert.ok(acknowledged > 0)
  },
)
