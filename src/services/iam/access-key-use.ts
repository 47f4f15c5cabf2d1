// When an access key was last used: read out of the event history, which every signed request is
// in, so that no request has to write it down.

import { REGIONS } from '../../base/region.ts'
import { dayMs, secondMs } from '../../base/sizes.ts'
import type { Row, StoredEvent, StoreView } from '../../store/store.ts'
import { limits } from './limits.ts'
import type { AccessKeyLastUsed } from './model.ts'
import type { AccessKeyRow } from './tables.ts'

/** As AWS answers of a key that was never used. */
const NEVER: AccessKeyLastUsed = { ServiceName: 'N/A', Region: 'N/A' }

/** UNLIKE AWS: a use that is older than the event history counts as none. */
export async function lastUseOf(
  store: StoreView,
  key: Row<AccessKeyRow>,
  now: Date,
): Promise<AccessKeyLastUsed> {
  const oldest = now.getTime() - limits.accessKeyUseDaysMax * dayMs
  const first = Math.max(oldest, Date.parse(key.value.createdAt))
  // The history keeps a file for each day, and a key in use was used lately: back in growing steps.
  let before = (Math.floor(now.getTime() / dayMs) + 1) * dayMs
  for (let days = 1; before > first; days = Math.min(2 * days, limits.accessKeyUseDaysPerRead)) {
    const from = Math.max(oldest, before - days * dayMs)
    const newest = await newestOf(store, key, { fromMs: from, beforeMs: before })
    if (newest) return useIn(newest)
    before = from
  }
  return NEVER
}

interface Span {
  readonly fromMs: number
  /** Exclusive. */
  readonly beforeMs: number
}

async function newestOf(
  store: StoreView,
  { id, value }: Row<AccessKeyRow>,
  { fromMs, beforeMs }: Span,
): Promise<StoredEvent | undefined> {
  const span = { fromSeconds: Math.ceil(fromMs / secondMs), toSeconds: beforeMs / secondMs - 1 }
  const attribute = ['AccessKeyId', id] as const
  const pages = await Promise.all(
    REGIONS.map((region) =>
      store.events({ account: value.account, region, attribute, ...span, limit: 1 }),
    ),
  )
  const events = pages.flatMap((page) => page.events)
  return events.toSorted((a, b) => b.timeSeconds - a.timeSeconds)[0]
}

function useIn({ timeSeconds, region, attributes }: StoredEvent): AccessKeyLastUsed {
  const [, source = ''] = attributes.find(([name]) => name === 'EventSource') ?? []
  return {
    LastUsedDate: new Date(timeSeconds * secondMs),
    ServiceName: source.replace(/\.amazonaws\.com$/, ''),
    Region: region,
  }
}
