import { compareIds } from './row-id.ts'

/** Ids in their order, each once. Room is made by moving what stands behind, which is quick. */
export class SortedIds {
  readonly #ids: string[] = []

  add(id: string): void {
    const at = this.#placeOf(id)
    if (this.#ids[at] !== id) this.#ids.splice(at, 0, id)
  }

  delete(id: string): void {
    const at = this.#placeOf(id)
    if (this.#ids[at] === id) this.#ids.splice(at, 1)
  }

  /** Those with the prefix that are behind `after`. */
  *behind(prefix: string, after: string): Generator<string, undefined> {
    const from = compareIds(prefix, after) > 0 ? prefix : after
    for (let at = this.#placeOf(from); at < this.#ids.length; at += 1) {
      const id = this.#ids[at] ?? ''
      if (id === after) continue
      // In the order of ids, those with the prefix stand together.
      if (!id.startsWith(prefix)) return undefined
      yield id
    }
    return undefined
  }

  /** Where the id stands, or would. */
  #placeOf(id: string): number {
    let [low, high] = [0, this.#ids.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareIds(this.#ids[middle] ?? '', id) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
