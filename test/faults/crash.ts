import assert from 'node:assert/strict'
import type { EventPosition, Store } from '../../src/store/store.ts'
import { newSqlitePlace } from '../store/place.ts'
import { linesUntilKilled } from './killed-process.ts'
import { eventIds, everything, notes } from '../store/samples.ts'

const appender = new URL('./appender.ts', import.meta.url)
const lifeMsMax = 900

/**
 * Kills a process that appends, as often as asked, each time at a random moment, on one and the
 * same directory. After each time everything acknowledged must be there, effect and event
 * together and once. Returns how many appends were acknowledged in all.
 */
export async function survivesKills({ rounds }: { readonly rounds: number }): Promise<number> {
  const place = newSqlitePlace()
  const acknowledged: string[] = []
  for (let round = 1; round <= rounds; round += 1) {
    acknowledged.push(
      ...(await linesUntilKilled(appender, [place.directory, String(round)], lifeMsMax)),
    )
    const store = await place.open()
    requireAll({ rows: allRowIds(store), events: await allEventIds(store) }, acknowledged)
    await store.close()
  }
  await place.remove()
  return acknowledged.length
}

/** What a store holds. */
export interface Held {
  readonly rows: readonly string[]
  readonly events: readonly string[]
}

/** Every row has its event, once, and the reverse, and what was acknowledged is among them. */
export function requireAll({ rows, events }: Held, acknowledged: readonly string[]): void {
  assert.equal(new Set(events).size, events.length, 'an event is there twice')
  assert.deepEqual(events.toSorted(), rows.toSorted(), 'an effect without event, or the reverse')
  const kept = new Set(rows)
  assert.deepEqual(
    acknowledged.filter((id) => !kept.has(id)),
    [],
    'acknowledged and lost',
  )
}

export function allRowIds(store: Store): string[] {
  const ids: string[] = []
  for (;;) {
    const after = ids.at(-1)
    const page = store.page(notes, { limit: 1000, ...(after !== undefined && { after }) })
    if (page.length === 0) return ids
    ids.push(...page.map(({ id }) => id))
  }
}

export async function allEventIds(store: Store): Promise<string[]> {
  const ids: string[] = []
  let after: EventPosition | undefined
  do {
    const page = await store.events({ ...everything, ...(after && { after }) })
    ids.push(...eventIds(page.events))
    after = page.next
  } while (after)
  return ids
}
