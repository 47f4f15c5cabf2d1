// Whole requests, as a client sees them.

import type { Child } from './child.ts'
import type { Place } from './disk.ts'
import { run, sendAll, type Load, type Measured } from './load.ts'
import { startStack, type Stack } from './stack.ts'
import { median, percentile } from './statistics.ts'
import { threadTimes } from './threads.ts'
import { bytesOf, type Workload } from './workloads.ts'

const CONNECTIONS = [1, 16, 64]

export interface Effort {
  readonly operations: readonly string[]
  /** Slices of each row. */
  readonly rounds: number
  readonly sliceMs: number
  /** For each operation. */
  readonly warmUpMs: number
}

export interface Row {
  readonly operation: string
  readonly connections: number
  readonly place: string
  readonly perSecond: number
  readonly barePerSecond: number
  /** The median of the slices' ratios, each beside the bare slice just before it. */
  readonly ratio: number
  /** Processor time of the one thread that answers, in microseconds for each request. */
  readonly mainUs: number
  readonly bareMainUs: number
  readonly p50Ms: number
  readonly p99Ms: number
}

export async function endToEnd(
  bare: Child,
  where: readonly Place[],
  effort: Effort,
): Promise<readonly Row[]> {
  const stacks: Stack[] = []
  try {
    for (const place of where) stacks.push(await startStack(place, effort.operations))
    for (const stack of stacks) await warmUp(stack, bare, effort.warmUpMs)
    const rows: Row[] = []
    for (const index of stacks[0]?.workloads.keys() ?? []) {
      for (const connections of CONNECTIONS) {
        rows.push(...(await inTurn({ ...effort, bare, stacks, index, connections })))
      }
    }
    return rows
  } finally {
    await Promise.all(stacks.map((stack) => stack.stop()))
  }
}

/** V8 compiles a server's hot functions only after some thousands of requests. */
async function warmUp(stack: Stack, bare: Child, milliseconds: number): Promise<void> {
  for (const index of stack.workloads.keys()) {
    const { own, ofBare } = await loadsOf(stack, bare, index)
    await run({ ...own, connections: 16, milliseconds })
    await run({ ...ofBare, connections: 16, milliseconds: milliseconds / 4 })
  }
}

interface Cell extends Effort {
  readonly bare: Child
  readonly stacks: readonly Stack[]
  /** Of the workload. */
  readonly index: number
  readonly connections: number
}

/** One operation at one number of connections, in each place. */
async function inTurn(cell: Cell): Promise<readonly Row[]> {
  const { bare, stacks, connections, rounds, sliceMs } = cell
  const loads = await Promise.all(stacks.map((stack) => loadsOf(stack, bare, cell.index)))
  const slices = loads.map((): Slice[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { own, ofBare }] of loads.entries()) {
      const beside = await slice({ ...ofBare, connections, milliseconds: sliceMs / 2 })
      const ofStack = await slice({ ...own, connections, milliseconds: sliceMs })
      slices[index]?.push({ beside, own: ofStack })
    }
  }
  return loads.map(({ place, operation }, index) => ({
    operation,
    connections,
    place,
    ...summary(slices[index] ?? []),
  }))
}

interface Slice {
  readonly own: Measured & { readonly mainUs: number }
  readonly beside: Measured & { readonly mainUs: number }
}

async function slice({ pid, ...load }: Load & { readonly pid: number }): Promise<Slice['own']> {
  const mainThread = () => threadTimes(pid).get('MainThread') ?? Number.NaN
  const before = mainThread()
  const measured = await run(load)
  return { ...measured, mainUs: (mainThread() - before) / measured.latencies.length }
}

function summary(slices: readonly Slice[]) {
  const latencies = slices.flatMap(({ own }) => own.latencies)
  return {
    perSecond: median(slices.map(({ own }) => own.perSecond)),
    barePerSecond: median(slices.map(({ beside }) => beside.perSecond)),
    mainUs: median(slices.map(({ own }) => own.mainUs)),
    bareMainUs: median(slices.map(({ beside }) => beside.mainUs)),
    ratio: median(slices.map(({ own, beside }) => own.perSecond / beside.perSecond)),
    p50Ms: median(latencies),
    p99Ms: percentile(latencies, 99),
  }
}

/** The bare server is sent the same requests and asked for a body as long as the stack's. */
async function loadsOf(stack: Stack, bare: Child, index: number) {
  const { operation, sign } = stack.workloads[index] as Workload
  const requests = sign()
  const own = requests.map((request) => bytesOf(request))
  const [answer = ''] = await sendAll({ ...stack, requests: own.slice(0, 1), connections: 1 })
  return {
    operation,
    place: stack.place.name,
    own: { port: stack.port, pid: stack.pid, requests: own },
    ofBare: {
      port: bare.port,
      pid: bare.pid,
      requests: requests.map((request) => bytesOf(request, `/${answer.length}`)),
    },
  }
}
