import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LogFiles } from './log-files.ts'
import { isLogFile, mayHold, type LogFilter } from './log-path.ts'

/** A folder of this machine, such as `aws s3 sync` leaves behind. */
export const localLogs = (folder: string): LogFiles => ({
  list: (filter) => filesBelow(folder, filter),
  read: (path) => readFile(path),
})

async function* filesBelow(folder: string, filter: LogFilter): AsyncGenerator<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const files = sorted.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
  yield files.filter((path) => isLogFile(path) && mayHold(path, filter))
  for (const { name } of sorted.filter((entry) => entry.isDirectory())) {
    const below = join(folder, name)
    if (mayHold(`${below}/`, filter)) yield* filesBelow(below, filter)
  }
}
