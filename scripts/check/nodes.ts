// The long form of test/nodes/kills.test.ts: three nodes on one PostgreSQL under load, while nodes
// are killed, connections cut and the server is crashed. `npm run check:nodes`, or for longer with
// ROUNDS=100; SECONDS=5 is how long each round is.

import { survivesNodeKills } from '../../test/nodes/kills/node-kills.ts'

const rounds = Number(process.env['ROUNDS'] ?? 20)
const roundMs = Number(process.env['SECONDS'] ?? 4) * 1000

for (const consistency of ['bounded', 'strong'] as const) {
  const report = await survivesNodeKills({ rounds, roundMs, consistency })
  const { kills, cuts, crashes, acknowledged, events, delays } = report
  console.log(
    `${consistency}: ${kills} kills of a node, ${cuts} connections cut, ${crashes} crashes of ` +
      `the server: all ${acknowledged} acknowledged calls were there, with their ${events} events`,
  )
  console.log(
    `  ${report.answersByPolicy} answers by a policy that was changed ` +
      `${report.policyChanges} times: the last one that did not know a change came ` +
      `${at(delays, 0.5)} ms (p50), ${at(delays, 0.99)} ms (p99), ${at(delays, 1)} ms (most) ` +
      `after it was acknowledged`,
  )
  const faults = [...report.faults].map(([name, count]) => `${count} ${name}`)
  console.log(`  not answered: ${faults.join(', ') || 'none'}`)
}

function at(sorted: readonly number[], share: number): string {
  const index = Math.min(sorted.length - 1, Math.floor(share * sorted.length))
  return (sorted[index] ?? 0).toFixed(1)
}
