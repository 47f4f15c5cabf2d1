// What Node tells of its process, under the names that prom-client has made common.

import type { ELDHistogram } from 'node:perf_hooks'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { secondMs } from '../../base/sizes.ts'
import type { Family } from './exposition.ts'
import { gauge } from './exposition.ts'

const NANO = 1e-9
const MICRO = 1e-6

export class NodeMetrics {
  readonly #delay: ELDHistogram
  readonly #startedAtMs: number

  constructor() {
    this.#delay = monitorEventLoopDelay({ resolution: 20 })
    this.#delay.enable()
    this.#startedAtMs = Date.now() - process.uptime() * secondMs
  }

  families(): readonly Family[] {
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    const cpu = gauge('process_cpu_seconds_total', 'CPU time of the process.', 0)
    return [
      { ...cpu, type: 'counter', samples: [{ value: (user + system) * MICRO }] },
      gauge(
        'process_start_time_seconds',
        'When the process started, since 1970.',
        this.#startedAtMs / secondMs,
      ),
      gauge('process_resident_memory_bytes', 'Resident memory.', rss),
      gauge('nodejs_heap_size_used_bytes', 'Heap of V8 in use.', heapUsed),
      gauge('nodejs_heap_size_total_bytes', 'Heap of V8.', heapTotal),
      gauge('nodejs_external_memory_bytes', 'Memory of objects outside of the heap.', external),
      ...this.#delayFamilies(),
    ]
  }

  close(): void {
    this.#delay.disable()
  }

  /** Since the last time they were asked for. */
  #delayFamilies(): readonly Family[] {
    const delay = this.#delay
    const seconds = {
      // NaN until something was measured.
      mean: Number.isNaN(delay.mean) ? 0 : delay.mean,
      p50: delay.percentile(50),
      p90: delay.percentile(90),
      p99: delay.percentile(99),
      max: delay.max,
    }
    delay.reset()
    return Object.entries(seconds).map(([name, value]) =>
      gauge(
        `nodejs_eventloop_lag_${name}_seconds`,
        `Delay of the event loop since the last scrape: ${name}.`,
        value * NANO,
      ),
    )
  }
}
