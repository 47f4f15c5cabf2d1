// The doctor asks AWS for two lookups a second, and waits in between. A stack takes them as they
// come, so that a test need not wait: its clock goes forward by what would have been waited.

import type { Clock } from '../../src/doctor/asking/pace.ts'
import { connect as connectAtPace } from '../../src/doctor/index.ts'
import type { ConnectOptions, Connection } from '../../src/doctor/connection.ts'

/** The doctor's own, in a hurry; its pace has tests of its own. */
export const connect = (options: ConnectOptions = {}): Connection =>
  connectAtPace({ clock: hurriedClock(), ...options })

function hurriedClock(): Clock {
  let aheadMs = 0
  return {
    nowMs: () => performance.now() + aheadMs,
    pause: async (ms, signal) => {
      signal?.throwIfAborted()
      aheadMs += ms
    },
  }
}
