export interface MannWhitney {
  /** That a value of the first is greater than one of the second; ties count half. */
  readonly probability: number
  /** How many standard deviations that is from one half. */
  readonly z: number
}

/** Whether values of two samples are alike in size, whatever their distribution. */
export function mannWhitney(first: readonly number[], second: readonly number[]): MannWhitney {
  const all = [
    ...first.map((value) => ({ value, isFirst: true })),
    ...second.map((value) => ({ value, isFirst: false })),
  ].toSorted((a, b) => a.value - b.value)
  let rankSum = 0
  for (let start = 0; start < all.length;) {
    let end = start
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1
    const rank = (start + 1 + end) / 2
    rankSum += rank * all.slice(start, end).filter(({ isFirst }) => isFirst).length
    start = end
  }
  const [n, m] = [first.length, second.length]
  const wins = rankSum - (n * (n + 1)) / 2
  const deviation = Math.sqrt((n * m * (n + m + 1)) / 12)
  return { probability: wins / (n * m), z: (wins - (n * m) / 2) / deviation }
}
