// The long form of test/faults/kill.test.ts: CRASH_ROUNDS=200 node scripts/check/crash.ts

import { survivesKills } from '../../test/faults/crash.ts'

const rounds = Number(process.env.CRASH_ROUNDS ?? 50)
const acknowledged = await survivesKills({ rounds })
console.log(`killed ${rounds} times: all ${acknowledged} acknowledged appends were there`)
