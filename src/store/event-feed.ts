// Events in the order of their sequence numbers, for the delivery to trails: none may be missed.

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { EVENT_COLUMNS, placedEventOf } from './event-row.ts'
import type { OpenDays } from './open-days.ts'
import type { FeedRequest, PlacedEvent } from './store.ts'

export class EventFeed {
  readonly #days: OpenDays
  readonly #forgotten: () => number
  readonly #selectNewest: StatementSync
  readonly #selectOutbox: StatementSync

  constructor(state: DatabaseSync, days: OpenDays, forgotten: () => number) {
    this.#days = days
    this.#forgotten = forgotten
    this.#selectNewest = state.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'outbox'`)
    this.#selectOutbox = state.prepare(
      `SELECT ${EVENT_COLUMNS} FROM outbox
       WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?`,
    )
  }

  newestSequence(): number {
    return Number(this.#selectNewest.get()?.seq ?? 0)
  }

  eventsBehind({ sequence, limit }: FeedRequest): readonly PlacedEvent[] {
    // INVARIANT: the newest number comes first, the outbox second, the days last. What has a number
    // up to the newest and is no longer in the outbox is in the file of its day by then. Without
    // that bound, an event that comes meanwhile could be seen in one day's file, and a lower one
    // not, in the file that was read before.
    const newest = this.newestSequence()
    const behind = Math.max(sequence, this.#forgotten())
    if (behind >= newest) return []
    const inOutbox = this.#selectOutbox.all(behind, newest, limit).map(placedEventOf)
    // INVARIANT: the mover takes the lowest numbers, so those in the outbox are behind all others.
    const before = inOutbox[0]?.position.sequence ?? newest + 1
    const inDays = before === behind + 1 ? [] : this.#inDays(behind, before, limit)
    return [...inDays, ...inOutbox].slice(0, limit)
  }

  /** Both ends are exclusive. */
  #inDays(behind: number, before: number, limit: number): readonly PlacedEvent[] {
    let found: readonly PlacedEvent[] = []
    for (const { day, least } of this.#daysBetween(behind, before)) {
      const last = found[limit - 1]?.position.sequence
      if (last !== undefined && last < least) break
      const ofDay = this.#days.reader(day)?.between(behind, before, limit) ?? []
      found = [...found, ...ofDay].sort(bySequence).slice(0, limit)
    }
    return found
  }

  /**
   * By their lowest number. In most cases that is the order of the days, one behind the other; a
   * clock that was set back makes them overlap.
   */
  #daysBetween(behind: number, before: number) {
    return this.#days
      .all()
      .flatMap((day) => {
        const range = this.#days.range(day)
        const touches = range && range.greatest > behind && range.least < before
        return touches ? [{ day, least: range.least }] : []
      })
      .sort((left, right) => left.least - right.least)
  }
}

const bySequence = ({ position: left }: PlacedEvent, { position: right }: PlacedEvent): number =>
  left.sequence - right.sequence
