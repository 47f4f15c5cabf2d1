// What a simulation is made of: a clock that jumps from one event to the next, and a server that
// does one thing after the other.

interface Due {
  readonly at: number
  readonly order: number
  readonly happen: () => void
}

/** In seconds. */
export class Clock {
  now = 0
  #order = 0
  /** A heap: the first is due first, and of those at one time the one that was planned first. */
  readonly #due: Due[] = []

  after(seconds: number, happen: () => void): void {
    const due = { at: this.now + seconds, order: (this.#order += 1), happen }
    let place = this.#due.push(due) - 1
    while (place > 0) {
      const above = (place - 1) >> 1
      if (!this.#swapUnlessSorted(above, place)) break
      place = above
    }
  }

  /** Until then, or until nothing is due any more. */
  runUntil(end: number): void {
    for (let due = this.#due[0]; due && due.at <= end; due = this.#due[0]) {
      this.#removeFirst()
      this.now = due.at
      due.happen()
    }
    this.now = end
  }

  #removeFirst(): void {
    const last = this.#due.pop()
    if (!last || this.#due.length === 0) return
    this.#due[0] = last
    for (let place = 0; ;) {
      const [left, right] = [2 * place + 1, 2 * place + 2]
      if (left >= this.#due.length) return
      const below = right < this.#due.length && this.#isBefore(right, left) ? right : left
      if (!this.#swapUnlessSorted(place, below)) return
      place = below
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [first, second] = [this.#due[one], this.#due[other]]
    if (!first || !second) return false
    return first.at < second.at || (first.at === second.at && first.order < second.order)
  }

  #swapUnlessSorted(above: number, below: number): boolean {
    if (!this.#isBefore(below, above)) return false
    const [upper, lower] = [this.#due[above] as Due, this.#due[below] as Due]
    this.#due[above] = lower
    this.#due[below] = upper
    return true
  }
}

/** First come, first served. What a task takes may depend on what is when its turn comes. */
export class Server {
  readonly #clock: Clock
  readonly #waiting: (() => Task)[] = []
  #isBusy = false
  /** Seconds, as far as tasks have begun. */
  busy = 0
  tasks = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `begin` is called when its turn comes: the next one, if it is urgent. */
  add(begin: () => Task, { isUrgent = false } = {}): void {
    if (isUrgent) this.#waiting.unshift(begin)
    else this.#waiting.push(begin)
    if (!this.#isBusy) this.#next()
  }

  #next(): void {
    const begin = this.#waiting.shift()
    this.#isBusy = begin !== undefined
    if (!begin) return
    const { seconds, done } = begin()
    this.busy += seconds
    this.tasks += 1
    this.#clock.after(seconds, () => {
      done()
      this.#next()
    })
  }
}

export interface Task {
  readonly seconds: number
  readonly done: () => void
}
