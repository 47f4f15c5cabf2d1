// How long a property is tried: short in `npm test`, as long as asked in `npm run check:fuzz`.

import fc from 'fast-check'

const milliseconds = Number(process.env.FUZZ_SECONDS ?? 1) * 1000
const numRuns = 100

/**
 * As often as time allows, each slice with what `prepare` has made afresh. A slice is a number of
 * runs, and the first is always whole: an interrupt by time finds nothing tried on a busy machine,
 * and fast-check calls that a failure.
 */
export async function inSlices<Values>(
  prepare: () => fc.IRawProperty<Values> | Promise<fc.IRawProperty<Values>>,
): Promise<void> {
  const until = Date.now() + milliseconds
  do await fc.assert(await prepare(), { numRuns })
  while (Date.now() < until)
}
