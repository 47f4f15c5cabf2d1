// The page of metrics: requests, store, readiness, process.

import { Gauge, type Registry } from 'prom-client'
import type { Store } from '../../store/store.ts'
import { version } from '../version.ts'
import { gaugeOf } from './gauge-of.ts'
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
  new Gauge({
    name: 'sparekey_build_info',
    help: 'The version that runs.',
    labelNames: ['version'],
    aggregator: 'first',
    registers: [registry],
  }).set({ version }, 1)
  gaugeOf(
    registry,
    {
      name: 'sparekey_ready',
      help: 'Whether requests should be sent here.',
      aggregator: 'min',
    },
    () => (unready() === undefined ? 1 : 0),
  )
  gaugeOf(
    registry,
    {
      name: 'sparekey_store_trouble',
      help: 'Whether changes cannot be made durable, as on a full disk.',
      aggregator: 'max',
    },
    () => (store.trouble() === undefined ? 0 : 1),
  )
  gaugeOf(
    registry,
    {
      name: 'sparekey_store_queued_writes',
      help: 'Writes that wait for the disk; those of one moment share a transaction.',
    },
    () => store.queued(),
  )
}
