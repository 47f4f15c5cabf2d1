// Kill -9 in every way that test/crash, test/faults and test/journey know, as often as CRASH_ROUNDS
// says (200) of each; `npm run check:crash`, or some of them: `npm run check:crash -- trail disk`.
// Stacks start faster when they are built: `npm run build`. test/crash/kill.test.ts and its
// neighbours are the short forms.

import assert from 'node:assert/strict'
import { survivesClockKills } from '../../test/crash/clock-kills.ts'
import { survivesFullDisks } from '../../test/crash/full-disk-kills.ts'
import type { Kills } from '../../test/crash/lives.ts'
import { survivesMigrationKills } from '../../test/crash/migration-kills.ts'
import { survivesMultipartKills } from '../../test/crash/multipart-kills.ts'
import { survivesRootKeyKills } from '../../test/crash/root-key-kills.ts'
import { survivesTornLogs } from '../../test/crash/torn-log-kills.ts'
import { survivesKills } from '../../test/faults/crash.ts'
import { filesSurviveKills } from '../../test/faults/file-crash.ts'
import { survivesServerKills } from '../../test/journey/server-kills.ts'
import { survivesTrailKills } from '../../test/journey/trail-kills.ts'

/** What each kills, and counts of what was found right afterwards. */
const KINDS: Readonly<Record<string, (kills: Kills) => Promise<unknown>>> = {
  store: async (kills) => ({ appends: await survivesKills(kills) }),
  files: filesSurviveKills,
  torn: survivesTornLogs,
  migration: survivesMigrationKills,
  stack: async (kills) => ({ calls: await survivesServerKills(kills) }),
  trail: survivesTrailKills,
  clock: survivesClockKills,
  'root-key': survivesRootKeyKills,
  multipart: survivesMultipartKills,
  disk: survivesFullDisks,
}

const rounds = Number(process.env.CRASH_ROUNDS ?? 200)
const asked = process.argv.slice(2)
const unknown = asked.filter((kind) => !(kind in KINDS))
assert.deepEqual(unknown, [], `the kinds are ${Object.keys(KINDS).join(', ')}`)

for (const [kind, survives] of Object.entries(KINDS)) {
  if (asked.length > 0 && !asked.includes(kind)) continue
  const began = performance.now()
  const counts = JSON.stringify(await survives({ rounds }))
  const seconds = (performance.now() - began) / 1000
  console.log(`${kind}: ${rounds} rounds in ${seconds.toFixed(0)} s, nothing lost: ${counts}`)
}
