import { dayMs } from '../base/sizes.ts'
import { expiredSessions } from '../services/sts/api.ts'
import type { House } from './exchange.ts'
import { limits } from './limits.ts'

/** Event history keeps this long. A full day more, so that no event of the 90th is missing. */
const eventHistoryDays = 91

/** Whatever falls due by `World.now`, in order: each is safe to run again. */
const dueWork: readonly ((house: House) => Promise<void>)[] = [
  // Sessions past their end; they are refused before that all the same.
  ({ store, world }) => store.append({ changes: expiredSessions(store, world.now()), events: [] }),
  ({ store, world }) =>
    store.dropEventDaysBefore(new Date(world.now().getTime() - eventHistoryDays * dayMs)),
]

export async function runDueWork(house: House): Promise<void> {
  for (const work of dueWork) await work(house)
}

/** Runs it from time to time; the timer does not keep the process alive. */
export function scheduleDueWork(house: House): () => void {
  const timer = setInterval(() => {
    runDueWork(house).catch((err: unknown) => house.log.error({ err }, 'due work failed'))
  }, limits.dueWorkEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}
