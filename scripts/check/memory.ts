// Memory of a stack under mixed load: resident and heap, a line a minute, and their slopes;
// `npm run check:memory`, an hour, or shorter with MINUTES=20. The load uses a bounded set of keys,
// users and objects. Sources that run unbuilt take more for their types: `npm run build` first.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MiB, minuteMs, secondMs } from '../../src/base/sizes.ts'
import { startChildStack, type ChildStack } from '../../test/fixtures/child-stack.ts'
import { steadyLoad, type SteadyLoad } from '../../test/journey/steady-load.ts'

const minutes = Number(process.env.MINUTES ?? 60)
const workers = 4
const keys = 200
const sampleEveryMs = 2 * secondMs
/** Caches fill and code is compiled until then. */
const warmUpMinutes = Math.min(10, Math.floor(minutes / 3))
/** Of resident memory, once it is warm: 12 MiB an hour more is taken for noise. */
const slopeMaxMiBPerHour = 12
const idleMaxMiB = 124
const isBuilt = existsSync(new URL('../../dist/cli/main.js', import.meta.url))

interface Minute {
  readonly residentMiB: number
  /** The least of the minute: what a collection has left. */
  readonly heapMiB: number
  readonly calls: number
}

const folder = mkdtempSync(join(tmpdir(), 'sparekey-memory-'))
const stack = await startChildStack(join(folder, 'data'))
try {
  await check(stack)
} finally {
  await stack.kill()
  rmSync(folder, { recursive: true })
}

async function check(running: ChildStack): Promise<void> {
  await sleep(10 * secondMs)
  const idle = residentOf(running.pid)
  const bound = isBuilt ? `at most ${idleMaxMiB}` : 'unbuilt'
  console.log(`idle: ${idle.toFixed(0)} MiB resident, ${bound}`)
  const load = await steadyLoad(running, keys)
  const curve: Minute[] = []
  for (let minute = 1; minute <= minutes; minute += 1) {
    curve.push(await measureMinute(running, load))
    const { residentMiB, heapMiB, calls } = curve.at(-1) as Minute
    console.log(
      `minute ${String(minute).padStart(3)}: ${residentMiB.toFixed(1)} MiB resident, ` +
        `${heapMiB.toFixed(1)} MiB heap, ${calls} acts`,
    )
  }
  const warm = curve.slice(warmUpMinutes)
  const resident = slope(warm.map(({ residentMiB }) => residentMiB)) * 60
  const heap = slope(warm.map(({ heapMiB }) => heapMiB)) * 60
  console.log(
    `after ${warmUpMinutes} minutes: resident ${resident.toFixed(1)} MiB an hour, ` +
      `heap ${heap.toFixed(1)} MiB an hour`,
  )
  if (isBuilt) assert.ok(idle <= idleMaxMiB, `idle it has ${idle.toFixed(0)} MiB`)
  // A slope of a few minutes says nothing.
  if (warm.length >= 20) assert.ok(resident <= slopeMaxMiBPerHour, 'it grows')
}

async function measureMinute({ endpoint, pid }: ChildStack, load: SteadyLoad): Promise<Minute> {
  const end = new AbortController()
  const work = Array.from({ length: workers }, () => load.run(end.signal))
  const began = Date.now()
  const heaps: number[] = []
  const residents: number[] = []
  while (Date.now() - began < minuteMs) {
    await sleep(sampleEveryMs)
    heaps.push(await heapOf(endpoint))
    residents.push(residentOf(pid))
  }
  end.abort()
  const calls = (await Promise.all(work)).reduce((sum, { length }) => sum + length, 0)
  const residentMiB = residents.reduce((sum, one) => sum + one, 0) / residents.length
  return { residentMiB, heapMiB: Math.min(...heaps), calls }
}

function residentOf(pid: number): number {
  const [, kB] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return (Number(kB) * 1024) / MiB
}

async function heapOf(endpoint: string): Promise<number> {
  const page = await (await fetch(`${endpoint}/_sparekey/metrics`)).text()
  const [, bytes] = /^nodejs_heap_size_used_bytes (\S+)$/m.exec(page) ?? []
  return Number(bytes) / MiB
}

/** Of the line that fits best, a minute. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let [above, below] = [0, 0]
  for (const [index, value] of values.entries()) {
    above += (index - middle) * (value - mean)
    below += (index - middle) ** 2
  }
  return below === 0 ? 0 : above / below
}
