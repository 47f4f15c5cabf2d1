// The event history as reports read it: a page at a time, so that others are answered meanwhile.

import { setImmediate as others } from 'node:timers/promises'
import type { AccountId } from '../../../base/account-id.ts'
import { REGIONS } from '../../../base/region.ts'
import { dayMs, secondMs } from '../../../base/sizes.ts'
import type { EventPosition, StoredEvent, StoreView } from '../../../store/store.ts'
import { limits } from '../limits.ts'

/**
 * Of every Region, newest first.
 *
 * UNLIKE AWS: what is older than the event history, or behind the number of events that a report
 * reads, counts as none.
 */
export async function* recentEvents(
  store: StoreView,
  account: AccountId,
  now: Date,
): AsyncGenerator<StoredEvent> {
  for (const region of REGIONS) yield* eventsIn(store, account, region, now)
}

async function* eventsIn(
  store: StoreView,
  account: AccountId,
  region: string,
  now: Date,
): AsyncGenerator<StoredEvent> {
  const toSeconds = Math.ceil(now.getTime() / secondMs)
  const fromSeconds = toSeconds - (limits.accessKeyUseDaysMax * dayMs) / secondMs
  const query = { account, region, fromSeconds, toSeconds, limit: limits.accessReportEventsPerRead }
  let after: EventPosition | undefined
  for (let read = 0; read < limits.accessReportEventsMax;) {
    const page = await store.events({ ...query, ...(after && { after }) })
    yield* page.events
    await others()
    if (!page.next) return
    read += page.events.length
    after = page.next
  }
}
