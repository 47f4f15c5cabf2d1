import { dayMs } from '../base/sizes.ts'
import { deliveredThrough } from '../services/cloudtrail/api.ts'
import { dueKeyDeletions } from '../services/kms/api.ts'
import { expiredSessions } from '../services/sts/api.ts'
import type { House } from './exchange.ts'
import { limits } from './limits.ts'
import { deliverTrails } from './trail-delivery.ts'

/** Event history keeps this long. A full day more, so that no event of the 90th is missing. */
const eventHistoryDays = 91

type Work = (house: House) => Promise<void>

/** Whatever falls due by `World.now`, in order: each is safe to run again. */
const dueWork: readonly Work[] = [
  // Sessions past their end; they are refused before that all the same.
  ({ store, world }) => store.append({ changes: expiredSessions(store, world.now()), events: [] }),
  async ({ store, world }) => {
    for (const entry of dueKeyDeletions(store, world)) await store.append(entry)
  },
  ({ store, world }) =>
    store.dropEventDaysBefore(
      new Date(world.now().getTime() - eventHistoryDays * dayMs),
      deliveredThrough(store),
    ),
]

/** Log files come first: what they hold may fall out of the history. */
export async function runDueWork(house: House): Promise<void> {
  await deliverTrails(house)
  for (const work of dueWork) await work(house)
}

/**
 * Runs it at once, for what fell due while the stack was down, and then from time to time; the
 * timers do not keep the process alive. What it returns waits for a run that is under way.
 */
export function scheduleDueWork(house: House): () => Promise<void> {
  let last = Promise.resolve()
  const run = (work: Work): void => {
    last = last
      .then(() => work(house))
      .catch((err: unknown) => house.log.error({ err }, 'due work failed'))
  }
  run(runDueWork)
  const timers = [
    setInterval(() => run(runDueWork), limits.dueWorkEveryMs),
    setInterval(() => run(deliverTrails), house.trailIntervalMs),
  ]
  for (const timer of timers) timer.unref()
  return () => {
    for (const timer of timers) clearInterval(timer)
    return last
  }
}
