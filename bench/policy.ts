// `npm run bench policy`: decisions a second, beside an implementation that parses and scans for
// each. The seconds are those that the thread ran, which other work on the machine does not take
// away; the engine and the naive one take turns, and the medians and their ratio are printed.

import { KiB } from '../src/base/sizes.ts'
import type { AccountId } from '../src/base/account-id.ts'
import {
  type AccessWorld,
  compilePolicy,
  decide,
  type NamedPolicy,
  type PoliciesInForce,
  readPolicy,
  whoCan,
} from '../src/policy/index.ts'
import { naiveDecide } from './policy-naive.ts'
import {
  consoleWorld,
  crowded,
  defaultWorld,
  largestPolicy,
  organization,
  request,
  type World,
} from './policy-worlds.ts'
import { ACCOUNT } from './people.ts'
import { machine } from './print.ts'
import { median } from './statistics.ts'

const ROUNDS = 5
const SLICE_MS = process.argv.includes('--short') ? 20 : 150

function compile(text: string): NamedPolicy {
  const read = readPolicy(text)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return { name: 'policy', policy: compilePolicy(read.document) }
}

function compiled(world: World): PoliciesInForce {
  const { key, identities, boundary, session, serviceControl = [] } = world
  return {
    identity: identities.map(compile),
    ...(boundary !== undefined && { boundary: [compile(boundary)] }),
    ...(session !== undefined && { session: compile(session) }),
    serviceControl: serviceControl.map((one) => [compile(one)]),
    resourceControl: [],
    resource: { ...compile(key), kind: 'keyPolicy' },
    grants: [],
  }
}

const GROUPS = 50

/** An account whose users get their policies from groups; the key policy delegates to it. */
function populated(principals: number): AccessWorld {
  const { key, identities } = defaultWorld
  const names = Array.from({ length: GROUPS }, (_, index) => `group-${index}`)
  const users = Array.from({ length: principals }, (_, index) => ({
    arn: `arn:aws:iam::${ACCOUNT}:user/user-${index}`,
    policies: [],
    groups: [names[index % GROUPS] ?? ''],
  }))
  const groups = Object.fromEntries(names.map((name) => [name, identities.map(compile)]))
  const id = ACCOUNT as AccountId
  return {
    key: { arn: request.resource, account: id, policy: compile(key) },
    accounts: [{ id, users, groups }],
  }
}

/** Calls a second of this thread's time. */
function rate(call: () => unknown): number {
  const start = process.threadCpuUsage()
  const end = performance.now() + SLICE_MS
  let count = 0
  for (; performance.now() < end; count += 20) for (let i = 0; i < 20; i += 1) call()
  const { user, system } = process.threadCpuUsage(start)
  return (count / (user + system)) * 1_000_000
}

/** The medians of calls that take turns; the first round warms up. */
function rates(...calls: readonly (() => unknown)[]): readonly number[] {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => calls.map(rate)).slice(1)
  return calls.map((_, index) => median(rounds.map((round) => round[index] ?? NaN)))
}

const count = (value: number): string => Math.round(value).toLocaleString('en')

function printDecisions(name: string, world: World): void {
  const policies = compiled(world)
  const { key, identities, serviceControl = [], boundary, session } = world
  const others = [boundary, session].filter((one) => one !== undefined)
  const mine = [...identities, ...others, ...serviceControl]
  const engine = () => decide(request, policies)
  const naive = () => naiveDecide(request, key, mine)
  if (engine().outcome !== 'allow' || !naive()) throw new Error(`wrong decision: ${name}`)
  const [fast = NaN, slow = NaN] = rates(engine, naive)
  console.log(`| ${name} | ${count(fast)} | ${count(slow)} | ${count(fast / slow)} |`)
}

console.log(
  `${machine()}\n\n| decisions | a second | naive, a second | ratio |\n|---|---:|---:|---:|`,
)
printDecisions('default key policy, one IAM policy', defaultWorld)
printDecisions('console key policy of 3 KB', consoleWorld)
for (const by of ['action', 'principal', 'condition'] as const) {
  printDecisions(`200 statements, ruled out by ${by}`, crowded(200, 1, by))
}
for (const by of ['action', 'condition'] as const) {
  printDecisions(`200 + 200 statements, ruled out by ${by}`, crowded(200, 200, by))
}
printDecisions('ten SCPs, boundary, session policy', organization)

console.log('\n| a decision, from 10 to 1,000 statements | µs at 10 | µs at 1,000 | growth |')
console.log('|---|---:|---:|---:|')
for (const by of ['action', 'principal', 'condition'] as const) {
  const [small, large] = [10, 1000].map((size) => compiled(crowded(size, 1, by)))
  if (!small || !large) continue
  const [few = NaN, many = NaN] = rates(
    () => decide(request, small),
    () => decide(request, large),
  ).map((perSecond) => 1_000_000 / perSecond)
  console.log(
    `| ruled out by ${by} | ${few.toFixed(1)} | ${many.toFixed(1)} | ${(many / few).toFixed(1)} |`,
  )
}

const largest = largestPolicy(32 * KiB)
const [compilations = NaN, parses = NaN] = rates(
  () => compile(largest),
  () => JSON.parse(largest),
)
console.log(
  `\n${largest.length} characters: read and compiled in ${(1000 / compilations).toFixed(2)} ms,`,
)
console.log(`by JSON.parse alone in ${(1000 / parses).toFixed(2)} ms`)

console.log('\n| whoCan(kms:PutKeyPolicy) over | ms |\n|---|---:|')
for (const principals of [500, 10_000]) {
  const world = populated(principals)
  const [perSecond = NaN] = rates(() => whoCan('kms:PutKeyPolicy', world))
  console.log(`| ${count(principals)} users in 50 groups | ${(1000 / perSecond).toFixed(0)} |`)
}
