import { setImmediate as nextTurn } from 'node:timers/promises'
import { dayMs, secondMs } from '../src/base/sizes.ts'
import type { Store } from '../src/store/store.ts'
import { percentile } from './statistics.ts'
import { ACCOUNTS, DAYS, REGION } from './trail-history.ts'

const DROPPED = 10
const QUIET_TURNS = 400

/** Milliseconds from one lookup of a client to the next one's end. */
export async function printDrop(history: {
  readonly store: Store
  readonly endSeconds: number
}): Promise<void> {
  const quiet = await turns(history, (turn) => turn < QUIET_TURNS)
  let dropping = true
  const dropped = dropDays(history).finally(() => (dropping = false))
  const meanwhile = await turns(history, () => dropping)
  await dropped
  console.log('\n| a lookup, ms | p50 | p99 | longest |\n|---|---:|---:|---:|')
  for (const [name, times] of Object.entries({
    quiet,
    [`${DROPPED} days are dropped`]: meanwhile,
  })) {
    const values = [50, 99, 100].map((percent) => percentile(times, percent).toFixed(2))
    console.log(`| ${name} | ${values.join(' | ')} |`)
  }
}

async function dropDays({
  store,
  endSeconds,
}: {
  store: Store
  endSeconds: number
}): Promise<void> {
  const oldest = (endSeconds + 1) * secondMs - DAYS * dayMs
  for (let day = 1; day <= DROPPED; day += 1) {
    await store.dropEventDaysBefore(new Date(oldest + day * dayMs))
  }
}

/** With a write in each, which a pause of the disk would hold up. */
async function turns(
  { store, endSeconds }: { readonly store: Store; readonly endSeconds: number },
  goesOn: (turn: number) => boolean,
): Promise<readonly number[]> {
  const times: number[] = []
  for (let turn = 0; goesOn(turn); turn += 1) {
    const start = performance.now()
    await store.events({
      account: ACCOUNTS[0],
      region: REGION,
      attribute: ['Username', 'nobody'],
      fromSeconds: 0,
      toSeconds: endSeconds,
      limit: 50,
    })
    await store.append({ changes: [], events: [] })
    await nextTurn()
    times.push(performance.now() - start)
  }
  return times
}
