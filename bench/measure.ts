import { median } from './statistics.ts'

const ROUNDS = 7

/** Calls a second: the median of several rounds, the first of which warms up. */
export function measure(call: () => unknown, milliseconds: number): number {
  return median(Array.from({ length: ROUNDS }, () => round(call, milliseconds / ROUNDS)))
}

function round(call: () => unknown, milliseconds: number): number {
  const start = performance.now()
  const end = start + milliseconds
  let count = 0
  // Asking for the time would be most of a call of a microsecond.
  for (; performance.now() < end; count += 100) for (let i = 0; i < 100; i += 1) call()
  return (count / (performance.now() - start)) * 1000
}
