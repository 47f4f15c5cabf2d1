// Chance that is the same in every run.

export interface Chance {
  /** From 0 up to 1, without it. */
  next(): number
  /** Of a Poisson process with so many a second: the seconds until the next one. */
  pause(perSecond: number): number
}

/** Mulberry32. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, pause: (perSecond) => -Math.log(1 - next()) / perSecond }
}

/**
 * The shares of so many keys, where the n-th comes n^-exponent times as often as the first; 0: all
 * come as often.
 */
export function zipfShares(keys: number, exponent: number): Float64Array {
  const shares = Float64Array.from({ length: keys }, (_, index) => (index + 1) ** -exponent)
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}

/** Draws keys by their shares. */
export function drawer(shares: Float64Array, chance: Chance): () => number {
  let sum = 0
  const reach = shares.map((share) => (sum += share))
  return () => {
    const point = chance.next() * sum
    let [low, high] = [0, reach.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((reach[middle] ?? 0) > point) high = middle
      else low = middle + 1
    }
    return low
  }
}
