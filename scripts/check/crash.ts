// The long form of test/faults/kill.test.ts and test/journey/kill.test.ts: 200 kills of a stack
// under load, as many of a store, and as many of one with files; `npm run check:crash`, or fewer
// with CRASH_ROUNDS=20.

import { survivesKills } from '../../test/faults/crash.ts'
import { filesSurviveKills } from '../../test/faults/file-crash.ts'
import { survivesServerKills } from '../../test/journey/server-kills.ts'
import { survivesTrailKills } from '../../test/journey/trail-kills.ts'

const rounds = Number(process.env.CRASH_ROUNDS ?? 200)
const changes = await survivesServerKills({ rounds })
console.log(`killed a stack ${rounds} times: all ${changes} acknowledged calls were there`)
const appends = await survivesKills({ rounds })
console.log(`killed a store ${rounds} times: all ${appends} acknowledged appends were there`)
const { acknowledged, unfinished } = await filesSurviveKills({ rounds })
console.log(
  `killed a store with files ${rounds} times: every row had its file and every file its row ` +
    `after ${acknowledged} changes; ${unfinished} files had been left unfinished`,
)
const trail = await survivesTrailKills({ rounds })
console.log(
  `killed a stack with a trail ${rounds} times: the events of all ${trail.calls} acknowledged ` +
    `calls are in ${trail.logFiles} log files (${trail.doubled} twice), all of them in ` +
    `${trail.digests} digests; all ${trail.puts} acknowledged objects were whole`,
)
