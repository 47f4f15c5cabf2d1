import { closeSync, openSync, readSync } from 'node:fs'
import { MiB } from '../../../base/sizes.ts'

/**
 * Has the system hold a file in memory, as far as there is room: SQLite asks for one page here and
 * one there, and would wait for each. Of a file that cannot be read, whoever opens it tells.
 *
 * INVARIANT: no connection to the file is open in this process. Closing a file lets go of all locks
 * that the process has on it, those of SQLite included.
 */
export function readAhead(path: string): void {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const piece = Buffer.allocUnsafe(MiB)
    while (readSync(file, piece) > 0) continue
  } catch {
    return
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
