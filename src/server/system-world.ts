import { randomBytes, randomUUID } from 'node:crypto'
import type { World } from '../base/world.ts'

/** The real world, except that its clock can be moved forward for rehearsals and tests. */
export interface SystemWorld extends World {
  /** Moves `now` forward by so many milliseconds. A signature's date keeps to the wall clock. */
  readonly advance: (milliseconds: number) => void
}

export function systemWorld(): SystemWorld {
  let aheadMs = 0
  return {
    now: () => new Date(Date.now() + aheadMs),
    randomBytes: (size) => randomBytes(size),
    uuid: () => randomUUID(),
    advance: (milliseconds) => {
      aheadMs += milliseconds
    },
  }
}
