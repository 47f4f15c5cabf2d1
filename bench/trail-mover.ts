import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openForReading } from '../src/store/schema.ts'
import { eventAt } from './trail-history.ts'
import type { History } from './trail-lookups.ts'
import { percentile } from './statistics.ts'

const APPENDED = 60_000
/** As many requests wait for their events at once. */
const AT_ONCE = 256

/** What the mover copies, beside what the writer takes at the same time; lookups in between. */
export async function printMover(history: Omit<History, 'endSeconds'>): Promise<void> {
  const { store, directory, count } = history
  const state = openForReading(join(directory, 'state.db'))
  const selectLeft = state.prepare('SELECT count(*) AS events FROM outbox')
  const start = performance.now()
  const lookups: number[] = []
  let most = 0
  for (let made = 0; made < APPENDED; made += AT_ONCE) {
    const appends = Array.from({ length: AT_ONCE }, (_, index) => {
      const event = { ...eventAt(count - 1, count), eventId: `appended-${made + index}` }
      return store.append({ changes: [], events: [event] })
    })
    await Promise.all(appends)
    if (made % (AT_ONCE * 16) !== 0) continue
    most = Math.max(most, Number(selectLeft.get()?.events))
    lookups.push(await rareLookup(history))
  }
  const writtenMs = performance.now() - start
  while (Number(selectLeft.get()?.events) > 0) await sleep(10)
  const movedMs = performance.now() - start
  state.close()
  const rate = (ms: number): string => Math.round((APPENDED / ms) * 1000).toLocaleString('en')
  console.log(
    '\n| events a second | writer | mover | ratio | outbox at most | ' +
      'rare lookup meanwhile, ms p50 | p99 |\n|---|---:|---:|---:|---:|---:|---:|',
  )
  const times = [percentile(lookups, 50), percentile(lookups, 99)].map((time) => time.toFixed(2))
  console.log(
    `| ${APPENDED} appended | ${rate(writtenMs)} | ${rate(movedMs)} | ` +
      `${(writtenMs / movedMs).toFixed(2)} | ${most} | ${times.join(' | ')} |`,
  )
}

async function rareLookup({ store, count }: Omit<History, 'endSeconds'>): Promise<number> {
  const { account, region, timeSeconds } = eventAt(count - 1, count)
  const start = performance.now()
  await store.events({
    account,
    region,
    attribute: ['Username', 'nobody'],
    fromSeconds: 0,
    toSeconds: timeSeconds,
    limit: 50,
  })
  return performance.now() - start
}
