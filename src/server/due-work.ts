import { dayMs } from '../base/sizes.ts'
import { dueKeyDeletions } from '../services/kms/api.ts'
import { expiredSessions } from '../services/sts/api.ts'
import type { House } from './exchange.ts'
import { limits } from './limits.ts'

/** Event history keeps this long. A full day more, so that no event of the 90th is missing. */
const eventHistoryDays = 91

/** Whatever falls due by `World.now`, in order: each is safe to run again. */
const dueWork: readonly ((house: House) => Promise<void>)[] = [
  // Sessions past their end; they are refused before that all the same.
  ({ store, world }) => store.append({ changes: expiredSessions(store, world.now()), events: [] }),
  async ({ store, world }) => {
    for (const entry of dueKeyDeletions(store, world)) await store.append(entry)
  },
  ({ store, world }) =>
    store.dropEventDaysBefore(new Date(world.now().getTime() - eventHistoryDays * dayMs)),
]

export async function runDueWork(house: House): Promise<void> {
  for (const work of dueWork) await work(house)
}

/**
 * Runs it at once, for what fell due while the stack was down, and then from time to time; the
 * timer does not keep the process alive. What it returns waits for a run that is under way.
 */
export function scheduleDueWork(house: House): () => Promise<void> {
  const run = (): Promise<void> =>
    runDueWork(house).catch((err: unknown) => house.log.error({ err }, 'due work failed'))
  let last = run()
  const timer = setInterval(() => {
    last = last.then(run)
  }, limits.dueWorkEveryMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return last
  }
}
