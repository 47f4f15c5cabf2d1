// The page of metrics: requests, store, readiness, process.

import type { Store } from '../../store/store.ts'
import { version } from '../version.ts'
import type { RequestWatch } from '../watch/request-watch.ts'
import type { Family } from './exposition.ts'
import { expose, gauge } from './exposition.ts'
import { NodeMetrics } from './node-metrics.ts'

export interface MeasuredStack {
  readonly store: Pick<Store, 'queued' | 'trouble'>
  readonly requests: RequestWatch
  /** Undefined: ready. */
  readonly unready: () => string | undefined
}

export interface StackMetrics {
  page(): string
  close(): void
}

export function stackMetrics({ store, requests, unready }: MeasuredStack): StackMetrics {
  const node = new NodeMetrics()
  return {
    page: () =>
      expose([
        BUILD,
        ...requests.families(),
        gauge('sparekey_ready', 'Whether requests should be sent here.', unready() ? 0 : 1),
        gauge(
          'sparekey_store_trouble',
          'Whether changes cannot be made durable, as on a full disk.',
          store.trouble() === undefined ? 0 : 1,
        ),
        gauge(
          'sparekey_store_queued_writes',
          'Writes that wait for the disk; those of one moment share a transaction.',
          store.queued(),
        ),
        ...node.families(),
      ]),
    close: () => node.close(),
  }
}

const BUILD: Family = {
  ...gauge('sparekey_build_info', 'The version that runs.', 1),
  samples: [{ value: 1, labels: { version } }],
}
