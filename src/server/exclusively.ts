// Work that no two nodes do at once.

import { setTimeout as sleep } from 'node:timers/promises'
import { secondMs } from '../base/sizes.ts'
import type { Store } from '../store/store.ts'

/** A node that is killed amid the work holds the others up for so long. */
const heldMs = 30 * secondMs
const renewedEveryMs = 10 * secondMs
const askedEveryMs = 50

/** What two nodes that start at once would both find missing, or what nobody may start amid. */
export const STARTS = 'start'

type Leases = Pick<Store, 'hold' | 'leave'>

/** Waits until no other node does what `name` names, and does it. */
export async function exclusively<Result>(
  store: Leases,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  while (!(await store.hold(name, heldMs))) await sleep(askedEveryMs)
  // A renewal that fails is made up for by the next, or the work is another's: rows that rest on a
  // version are then refused.
  const renew = () => void store.hold(name, heldMs).catch(() => undefined)
  const renewing = setInterval(renew, renewedEveryMs).unref()
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await store.leave(name).catch(() => undefined)
  }
}
