// The numbers of all events, wherever they lie: none is missing.

import { dayOf } from '../../../store/event-days.ts'
import type { EventPosition } from '../../../store/store.ts'
import { problem, type Problem } from './problem.ts'

/** Events of one place whose numbers follow each other. */
interface Run {
  readonly place: string
  readonly first: EventPosition
  last: EventPosition
}

export class EventRuns {
  readonly #runs: Run[] = []

  /** In the order of numbers within a place. */
  see(position: EventPosition, place: string): void {
    const run = this.#runs.at(-1)
    if (run?.place === place && position.sequence === run.last.sequence + 1) run.last = position
    else this.#runs.push({ place, first: position, last: position })
  }

  /**
   * A day may lack what another holds: the clock was set back, or what is in the outbox still has
   * not reached it. What no place holds is missing, unless it was dropped with its day: then what
   * stands before and behind it is of two days.
   */
  *missing(): Generator<Problem, undefined> {
    const runs = this.#runs.toSorted((one, other) => one.first.sequence - other.first.sequence)
    let reached: Run | undefined
    for (const run of runs) {
      if (reached && isGap(reached.last, run.first)) {
        const [from, to] = [reached.last.sequence, run.first.sequence].map(String)
        yield problem('event/missing', { from: from ?? '', to: to ?? '', place: reached.place })
      }
      if (!reached || run.last.sequence > reached.last.sequence) reached = run
    }
    return undefined
  }
}

const isGap = (before: EventPosition, behind: EventPosition): boolean =>
  behind.sequence > before.sequence + 1 && dayOf(before.timeSeconds) === dayOf(behind.timeSeconds)
