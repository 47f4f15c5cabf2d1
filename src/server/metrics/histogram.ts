import type { Labels, Sample } from './exposition.ts'

export class Histogram {
  readonly #bounds: readonly number[]
  /** One more than bounds: what is above the last. */
  readonly #counts: number[]
  #sum = 0

  /** In rising order. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
    this.#counts = Array.from({ length: bounds.length + 1 }, () => 0)
  }

  observe(value: number): void {
    let at = 0
    while (at < this.#bounds.length && value > (this.#bounds[at] ?? 0)) at += 1
    this.#counts[at] = (this.#counts[at] ?? 0) + 1
    this.#sum += value
  }

  samples(labels: Labels): readonly Sample[] {
    let count = 0
    const buckets = this.#counts.map((own, at) => {
      count += own
      const bound = this.#bounds[at]
      const le = bound === undefined ? '+Inf' : String(bound)
      return { suffix: '_bucket', labels: { ...labels, le }, value: count }
    })
    return [
      ...buckets,
      { suffix: '_sum', labels, value: this.#sum },
      { suffix: '_count', labels, value: count },
    ]
  }
}
