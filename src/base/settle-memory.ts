// Start-up and load leave V8 a young generation of 64 MiB and as much garbage again. It gives
// neither back by itself while nothing happens: an idle stack would hold them for days.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { secondMs } from './sizes.ts'

const LOOK_MS = 5 * secondMs
/** Share of the time that the event loop was at work. */
const QUIET_MAX = 0.05

/** Has this thread give memory back whenever it is quiet after start-up or load, until `end`. */
export function settleMemory(give: () => void = giveBack): { readonly end: () => void } {
  let isGiven = false
  let before = performance.eventLoopUtilization()
  const look = (): void => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    if (utilization > QUIET_MAX) isGiven = false
    else if (!isGiven) {
      isGiven = true
      give()
    }
  }
  const timer = setInterval(look, LOOK_MS).unref()
  return { end: () => clearInterval(timer) }
}

/** Node has no other way to ask for it; it takes about a tenth of a second. */
function giveBack(): void {
  setFlagsFromString('--expose-gc')
  // Undefined: another thread, which has the same flags, has just taken it away again.
  const collect = runInNewContext('globalThis.gc') as NodeJS.GCFunction | undefined
  setFlagsFromString('--no-expose-gc')
  collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
