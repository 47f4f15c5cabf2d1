// How long a property is tried: short in `npm test`, as long as asked in `npm run check:fuzz`.

import fc from 'fast-check'

const runsInSliceMax = 100
/** An assertion in which nothing was tried has failed. */
const sliceMsMin = 500
const milliseconds = Number(process.env.FUZZ_SECONDS ?? 1) * 1000

/** For `fc.assert`: by time, not by number. */
export const forAWhile = forMilliseconds(milliseconds)

function forMilliseconds(interruptAfterTimeLimit: number) {
  const numRuns = Number.MAX_SAFE_INTEGER
  return { numRuns, interruptAfterTimeLimit, markInterruptAsFailure: false }
}

/** As often as time allows, each slice with what `prepare` has made afresh. */
export async function inSlices<Values>(
  prepare: () => Promise<fc.IAsyncProperty<Values>>,
): Promise<void> {
  const until = Date.now() + milliseconds
  while (Date.now() < until) {
    const property = await prepare()
    const left = Math.max(until - Date.now(), sliceMsMin)
    await fc.assert(property, { ...forMilliseconds(left), numRuns: runsInSliceMax })
  }
}
