// What rows have become of late, for those who follow.

import type { RowState } from './shared-log.ts'

const rowsMax = 50_000

export class RecentChanges {
  /** Each as it stands now; in the order of positions, since a row that changes goes to the end. */
  readonly #states = new Map<string, RowState>()
  /** What changed up to here is no longer known: whoever stands behind reads everything. */
  #forgotten = 0

  add(state: RowState): void {
    const name = `${state.table}\0${state.id}`
    this.#states.delete(name)
    this.#states.set(name, state)
    for (const [oldest, { position }] of this.#states) {
      if (this.#states.size <= rowsMax) break
      this.#states.delete(oldest)
      this.#forgotten = position
    }
  }

  /** Everything is another one since. */
  forgetAll(position: number): void {
    this.#states.clear()
    this.#forgotten = position
  }

  /** Undefined: it is no longer known. */
  behind(position: number): readonly RowState[] | undefined {
    if (position < this.#forgotten) return undefined
    const states: RowState[] = []
    for (const state of [...this.#states.values()].reverse()) {
      if (state.position <= position) break
      states.push(state)
    }
    return states
  }
}
