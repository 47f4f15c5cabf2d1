// Where the processor time of a request goes: by step of the pipeline, and by thread.

import type { Place } from './disk.ts'
import { run } from './load.ts'
import { startStack, type Stack } from './stack.ts'
import type { StepTimes } from './steps.ts'
import { threadTimes, type ThreadTimes } from './threads.ts'
import { bytesOf, type Workload } from './workloads.ts'

const CONNECTIONS = 16

/** Microseconds for each request. */
export interface Costs {
  readonly operation: string
  readonly steps: StepTimes
  readonly threads: Readonly<Record<'main' | 'writer' | 'mover' | 'others', number>>
}

export interface Effort {
  readonly operations: readonly string[]
  readonly costMs: number
  /** Long enough for the mover to have moved the last event. */
  readonly settleMs: number
}

export async function costs(place: Place | undefined, effort: Effort) {
  if (!place) return []
  const stack = await startStack(place, effort.operations, '--steps')
  try {
    const all: Costs[] = []
    for (const workload of stack.workloads) all.push(await costsOf(stack, workload, effort))
    return all
  } finally {
    await stack.stop()
  }
}

async function costsOf(stack: Stack, workload: Workload, effort: Effort): Promise<Costs> {
  const requests = workload.sign().map((request) => bytesOf(request))
  const load = { port: stack.port, requests, connections: CONNECTIONS, milliseconds: effort.costMs }
  await run({ ...load, milliseconds: effort.costMs * 2 }) // Warms up.
  await settled(effort)
  await stack.ask()
  const before = threadTimes(stack.pid)
  const { latencies } = await run(load)
  await settled(effort)
  const threads = perRequest(before, threadTimes(stack.pid), latencies.length)
  return { operation: workload.operation, steps: (await stack.ask()) as StepTimes, threads }
}

function perRequest(before: ThreadTimes, after: ThreadTimes, requests: number): Costs['threads'] {
  const spent = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / requests
  const all = [...after.keys()].reduce((sum, name) => sum + spent(name), 0)
  const [main, writer, mover] = [spent('MainThread'), spent('writer-thread'), spent('mover-thread')]
  return { main, writer, mover, others: all - main - writer - mover }
}

const settled = ({ settleMs }: Effort) => new Promise((resolve) => setTimeout(resolve, settleMs))
