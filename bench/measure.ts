const ROUNDS = 7

/** Calls a second: the median of several rounds, the first of which warms up. */
export function measure(call: () => unknown): number {
  return median(Array.from({ length: ROUNDS }, () => round(call, 100)))
}

function round(call: () => unknown, milliseconds: number): number {
  const start = performance.now()
  const end = start + milliseconds
  let count = 0
  // Asking for the time would be most of a call of a microsecond.
  for (; performance.now() < end; count += 100) for (let i = 0; i < 100; i += 1) call()
  return perSecond(count, start)
}

export type Send = () => Promise<unknown>

/**
 * Requests a second, `concurrency` at a time. The senders take turns, so that what else the machine
 * does meets all of them alike and leaves the ratios standing.
 */
export async function measureInTurn(
  senders: readonly Send[],
  concurrency: number,
): Promise<readonly number[]> {
  const rates = senders.map((): number[] => [])
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const [index, send] of senders.entries()) {
      rates[index]?.push(await roundOfRequests(send, concurrency, 500))
    }
  }
  return rates.map(median)
}

async function roundOfRequests(send: Send, concurrency: number, milliseconds: number) {
  const start = performance.now()
  const end = start + milliseconds
  let count = 0
  const sender = async () => {
    for (; performance.now() < end; count += 1) await send()
  }
  await Promise.all(Array.from({ length: concurrency }, sender))
  return perSecond(count, start)
}

const perSecond = (count: number, start: number): number =>
  (count / (performance.now() - start)) * 1000

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
