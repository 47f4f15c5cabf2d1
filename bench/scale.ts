// `npm run bench scale`: where the first wall is, by simulation: as nodes are added to one
// database, as more of the requests change something, as fewer keys are all that is changed, and as
// accounts are spread over databases of their own. What things take is what `npm run bench nodes`
// and `npm run bench requests` have measured: see docs/internals/scale.md.

import { chanceFrom, drawer, zipfShares } from './scale-random.ts'
import { simulate, type Costs, type Outcome, type Plan } from './scale-simulation.ts'
import { count } from './print.ts'

const MS = 1 / 1000
const US = 1 / 1_000_000

/** In seconds, of a processor to itself. */
const costs: Costs = {
  read: 350 * US,
  write: 500 * US,
  send: 400 * US,
  sendEach: 25 * US,
  follow: 400 * US,
  followEach: 20 * US,
  roundTrip: 0.3 * MS,
  commit: 1.5 * MS,
  commitEvent: 0.04 * MS,
  commitRow: 0.05 * MS,
  answer: 300 * US,
}

const usual: Plan = {
  costs,
  nodes: 1,
  connections: 64,
  writes: 0.02,
  keys: 100_000,
  zipf: 1,
  seconds: process.argv.includes('--short') ? 1 : 4,
}

const wallOf = ({ nodeBusy, lockBusy, gaveWay }: Outcome): string => {
  if (gaveWay > 0.001) return 'changes of one row'
  if (Math.max(nodeBusy, lockBusy) < 0.9) return 'waiting for each other'
  return lockBusy > nodeBusy ? 'the locked row' : 'the thread that answers'
}

function table(title: string, plans: readonly (readonly [name: string, plan: Plan])[]): void {
  const heads = ['a second', 'p50 ms', 'p99 ms', 'thread', 'locked row', 'commits/s', 'a commit']
  console.log(`\n| ${title} | ${heads.join(' | ')} | anew | gave way | first wall |`)
  console.log(`|---:|${heads.map(() => '---:|').join('')}---:|---:|---|`)
  for (const [name, plan] of plans) {
    const outcome = simulate(plan)
    const rates = [count(outcome.perSecond), milliseconds(outcome.p50), milliseconds(outcome.p99)]
    const busy = [percent(outcome.nodeBusy), percent(outcome.lockBusy)]
    const commits = [count(outcome.commitsPerSecond), outcome.requestsPerCommit.toFixed(1)]
    const anew = [percent(outcome.decidedAnew), percent(outcome.gaveWay), wallOf(outcome)]
    console.log(`| ${name} | ${[...rates, ...busy, ...commits, ...anew].join(' | ')} |`)
  }
}

const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(1)
const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`

table(
  'nodes, 2 % writes',
  [1, 2, 4, 8, 16, 32].map((nodes) => [String(nodes), { ...usual, nodes }]),
)
table(
  'writes, 4 nodes',
  [0, 0.02, 0.1, 0.3, 1].map((writes) => [percent(writes), { ...usual, nodes: 4, writes }]),
)
table(
  'keys that are changed, 4 nodes, 10 % writes',
  [100_000, 1000, 100, 10, 1].map((keys) => [
    count(keys),
    { ...usual, nodes: 4, writes: 0.1, keys, zipf: 0 },
  ]),
)
table(
  'connections a node, 4 nodes',
  [4, 16, 64, 256].map((connections) => [String(connections), { ...usual, nodes: 4, connections }]),
)

/** The share of the database that has most, where accounts are spread by chance. */
function hottest(databases: number, accounts: number, zipf: number): number {
  const chance = chanceFrom(1)
  const anyDatabase = drawer(zipfShares(databases, 0), chance)
  const shares = new Float64Array(databases)
  for (const share of zipfShares(accounts, zipf)) {
    const at = anyDatabase()
    shares[at] = (shares[at] ?? 0) + share
  }
  return Math.max(...shares)
}

const ACCOUNTS = 10_000
const SKEWS = [0, 0.8, 1]
const atWall = simulate({ ...usual, nodes: 16 }).perSecond
console.log(
  `\n| databases, ${count(ACCOUNTS)} accounts | ` +
    `${SKEWS.map((zipf) => `a second, Zipf ${zipf}`).join(' | ')} |`,
)
console.log(`|---:|${SKEWS.map(() => '---:|').join('')}`)
for (const databases of [1, 4, 16, 64, 256]) {
  const rates = SKEWS.map((zipf) => count(atWall / hottest(databases, ACCOUNTS, zipf)))
  console.log(`| ${databases} | ${rates.join(' | ')} |`)
}
