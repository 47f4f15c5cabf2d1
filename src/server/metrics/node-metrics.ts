// What Node tells of its process, under the names that prom-client has made common. Its own
// collection of them has no end, and tells NaN of an event loop that was not measured yet.

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, type Registry } from 'prom-client'
import { secondMs } from '../../base/sizes.ts'
import { gaugeOf } from './gauge-of.ts'

const NANO = 1e-9
const MICRO = 1e-6

/** What is returned ends the measuring. */
export function measureNode(registry: Registry): () => void {
  const startedAtMs = Date.now() - process.uptime() * secondMs
  const start = {
    name: 'process_start_time_seconds',
    help: 'When the process started, since 1970.',
    aggregator: 'min',
  } as const
  gaugeOf(registry, start, () => startedAtMs / secondMs)
  countProcessorTime(registry)
  measureMemory(registry)
  return measureEventLoop(registry)
}

function countProcessorTime(registry: Registry): void {
  const counter: Counter = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process.',
    collect: () => {
      const { user, system } = process.cpuUsage()
      counter.reset()
      counter.inc((user + system) * MICRO)
    },
    registers: [registry],
  })
}

function measureMemory(registry: Registry): void {
  const gauge = (name: string, help: string, of: keyof NodeJS.MemoryUsage) =>
    gaugeOf(registry, { name, help }, () => process.memoryUsage()[of])
  gauge('process_resident_memory_bytes', 'Resident memory.', 'rss')
  gauge('nodejs_heap_size_used_bytes', 'Heap of V8 in use.', 'heapUsed')
  gauge('nodejs_heap_size_total_bytes', 'Heap of V8.', 'heapTotal')
  gauge('nodejs_external_memory_bytes', 'Memory of objects outside of the heap.', 'external')
}

/** Each since the last time it was asked for. */
function measureEventLoop(registry: Registry): () => void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const gauge = (name: string, collect?: () => void) =>
    new Gauge({
      name: `nodejs_eventloop_lag_${name}_seconds`,
      help: `Delay of the event loop since the last scrape: ${name}.`,
      aggregator: 'max',
      ...(collect && { collect }),
      registers: [registry],
    })
  const mean = gauge('mean', () => {
    // NaN until something was measured.
    mean.set((Number.isNaN(delay.mean) ? 0 : delay.mean) * NANO)
    for (const [at, of] of percentiles) of.set(delay.percentile(at) * NANO)
    max.set(delay.max * NANO)
    delay.reset()
  })
  const percentiles = [50, 90, 99].map((at) => [at, gauge(`p${at}`)] as const)
  const max = gauge('max')
  return () => void delay.disable()
}
