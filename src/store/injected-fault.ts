// For tests: makes one write fail, so that what must hold after any failure can be tried for all.

import { SQLITE_FULL } from './sqlite-fault.ts'

/** Returns a function to be called before every step; its call with this number throws, once. */
export function faultAt(failing: number | undefined): () => void {
  let step = 0
  return () => {
    step += 1
    if (step !== failing) return
    throw Object.assign(new Error('database or disk is full'), { errcode: SQLITE_FULL })
  }
}
