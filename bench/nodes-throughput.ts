// Whole requests to stacks of one or several processes, in turns with the bare server.

import type { Child } from './child.ts'
import { run, sendAll, type Load, type Measured } from './load.ts'
import type { Counters } from './nodes-database.ts'
import { familyTimes, spentBetween } from './nodes-processes.ts'
import type { NodeStack } from './nodes-stacks.ts'
import { median, percentile } from './statistics.ts'
import { bytesOf } from './workloads.ts'

const CONNECTIONS = [16, 64]
const OPERATIONS = ['Encrypt', 'GetKeyPolicy', 'PutKeyPolicy']

export interface Effort {
  /** Slices of each row. */
  readonly rounds: number
  readonly sliceMs: number
  /** For each operation. */
  readonly warmUpMs: number
}

export interface Row {
  readonly operation: string
  readonly connections: number
  readonly stack: string
  readonly perSecond: number
  readonly barePerSecond: number
  readonly ratio: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Processor time of all processes and threads of the stack's, a request. */
  readonly nodesUs: number
  /** Undefined: there is no database. */
  readonly database: DatabaseCosts | undefined
}

export interface DatabaseCosts {
  /** Processor time of all processes of the server's, a request; undefined: it is elsewhere. */
  readonly us: number | undefined
  readonly commitsPerSecond: number
  readonly requestsPerCommit: number
  readonly walBytes: number
}

export async function throughput(
  bare: Child,
  stacks: readonly NodeStack[],
  effort: Effort,
): Promise<readonly Row[]> {
  for (const stack of stacks) {
    for (const operation of OPERATIONS) {
      const { own } = await loadsOf(bare, stack, operation)
      await runAll(own, 16, effort.warmUpMs)
    }
  }
  const rows: Row[] = []
  for (const operation of OPERATIONS) {
    for (const connections of CONNECTIONS) {
      rows.push(...(await inTurn({ ...effort, bare, stacks, operation, connections })))
    }
  }
  return rows
}

interface Cell extends Effort {
  readonly bare: Child
  readonly stacks: readonly NodeStack[]
  readonly operation: string
  readonly connections: number
}

async function inTurn(cell: Cell): Promise<readonly Row[]> {
  const { bare, stacks, operation, connections, rounds, sliceMs } = cell
  const loads = await Promise.all(stacks.map((stack) => loadsOf(bare, stack, operation)))
  const slices = stacks.map((): Slice[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, stack] of stacks.entries()) {
      const { own, ofBare } = loads[index] ?? { own: [], ofBare: [] }
      const beside = await runAll(ofBare, connections, sliceMs / 2)
      slices[index]?.push({ beside, ...(await slice(stack, own, connections, sliceMs)) })
    }
  }
  return stacks.map(({ name: stack }, index) => ({
    ...{ operation, connections, stack },
    ...summary(slices[index] ?? []),
  }))
}

interface Slice {
  readonly beside: Measured
  readonly own: Measured
  readonly seconds: number
  readonly nodesUs: number
  readonly before: Counters | undefined
  readonly after: Counters | undefined
}

type Share = Pick<Load, 'port' | 'requests'>

async function slice(
  { pids, database }: NodeStack,
  loads: readonly Share[],
  connections: number,
  milliseconds: number,
): Promise<Omit<Slice, 'beside'>> {
  const before = await database?.counters()
  const timesBefore = familyTimes(pids)
  const start = performance.now()
  const own = await runAll(loads, connections, milliseconds)
  const seconds = (performance.now() - start) / 1000
  const nodesUs = spentBetween(timesBefore, familyTimes(pids))
  return { own, seconds, nodesUs, before, after: await database?.counters() }
}

/** The connections are spread over the nodes. */
async function runAll(
  loads: readonly Share[],
  connections: number,
  milliseconds: number,
): Promise<Measured> {
  const all = await Promise.all(
    loads.map((load, index) => {
      const share = Math.floor((connections + index) / loads.length)
      return run({ ...load, connections: share, milliseconds })
    }),
  )
  return {
    perSecond: all.reduce((sum, { perSecond }) => sum + perSecond, 0),
    latencies: all.flatMap(({ latencies }) => latencies),
  }
}

function summary(slices: readonly Slice[]): Omit<Row, 'operation' | 'connections' | 'stack'> {
  const latencies = slices.flatMap(({ own }) => own.latencies)
  return {
    perSecond: median(slices.map(({ own }) => own.perSecond)),
    barePerSecond: median(slices.map(({ beside }) => beside.perSecond)),
    ratio: median(slices.map(({ own, beside }) => own.perSecond / beside.perSecond)),
    p50Ms: median(latencies),
    p99Ms: percentile(latencies, 99),
    nodesUs: sumOf(slices, ({ nodesUs }) => nodesUs) / latencies.length,
    database: databaseCosts(slices, latencies.length),
  }
}

function databaseCosts(slices: readonly Slice[], requests: number): DatabaseCosts | undefined {
  const difference = (of: (counters: Counters) => number) =>
    sumOf(slices, ({ before, after }) => (before && after ? of(after) - of(before) : 0))
  if (!slices.some(({ before }) => before)) return undefined
  const commits = difference(({ commits }) => commits)
  const us = sumOf(slices, ({ before, after }) =>
    before && after ? spentBetween(before.times, after.times) : 0,
  )
  return {
    us: us > 0 ? us / requests : undefined,
    commitsPerSecond: commits / sumOf(slices, ({ seconds }) => seconds),
    requestsPerCommit: requests / commits,
    walBytes: difference(({ walBytes }) => walBytes) / requests,
  }
}

const sumOf = <Value>(values: readonly Value[], of: (value: Value) => number): number =>
  values.reduce((sum, value) => sum + of(value), 0)

/** Each node begins at another of the requests: one's keys are not the other's at the moment. */
async function loadsOf(bare: Child, stack: NodeStack, operation: string) {
  const workload = stack.workloads.find((one) => one.operation === operation)
  const requests = workload?.sign() ?? []
  const own = requests.map((request) => bytesOf(request))
  const [port = 0] = stack.ports
  const [answer = ''] = await sendAll({ port, requests: own.slice(0, 1), connections: 1 })
  const beside = requests.map((request) => bytesOf(request, `/${answer.length}`))
  return {
    own: stack.ports.map((portOfNode, index): Share => {
      const from = Math.floor((index * own.length) / stack.ports.length)
      return { port: portOfNode, requests: [...own.slice(from), ...own.slice(0, from)] }
    }),
    ofBare: [{ port: bare.port, requests: beside }] satisfies readonly Share[],
  }
}
