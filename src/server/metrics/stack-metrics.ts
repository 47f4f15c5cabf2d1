// The page of metrics: requests, store, readiness, process.

import { Gauge, type Registry } from 'prom-client'
import type { Store } from '../../store/store.ts'
import { version } from '../version.ts'
import { measureNode } from './node-metrics.ts'

export interface MeasuredStack {
  readonly store: Pick<Store, 'queued' | 'trouble'>
  /** Requests are counted in it already. */
  readonly registry: Registry
  /** Undefined: ready. */
  readonly unready: () => string | undefined
  /** Of one of several processes: the page of all of them. Absent: there is this one alone. */
  readonly pageOfAll?: PageOfAll
}

/** Is given the metrics of the process, once, and answers what tells those of all. */
export type PageOfAll = (own: Registry) => () => Promise<string>

export interface StackMetrics {
  page(): Promise<string>
  readonly contentType: string
  close(): void
}

export function stackMetrics(stack: MeasuredStack): StackMetrics {
  const { registry } = stack
  measureStack(stack)
  const close = measureNode(registry)
  const page = stack.pageOfAll?.(registry) ?? (() => registry.metrics())
  return { page, contentType: registry.contentType, close }
}

function measureStack({ store, registry, unready }: MeasuredStack): void {
  const registers = [registry]
  new Gauge({
    name: 'sparekey_build_info',
    help: 'The version that runs.',
    labelNames: ['version'],
    aggregator: 'first',
    registers,
  }).set({ version }, 1)
  new Gauge({
    name: 'sparekey_ready',
    help: 'Whether requests should be sent here.',
    aggregator: 'min',
    collect() {
      this.set(unready() === undefined ? 1 : 0)
    },
    registers,
  })
  new Gauge({
    name: 'sparekey_store_trouble',
    help: 'Whether changes cannot be made durable, as on a full disk.',
    aggregator: 'max',
    collect() {
      this.set(store.trouble() === undefined ? 0 : 1)
    },
    registers,
  })
  new Gauge({
    name: 'sparekey_store_queued_writes',
    help: 'Writes that wait for the disk; those of one moment share a transaction.',
    collect() {
      this.set(store.queued())
    },
    registers,
  })
}
