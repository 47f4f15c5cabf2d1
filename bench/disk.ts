import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './statistics.ts'

const MEMORY = '/dev/shm'

export interface Place {
  readonly name: 'memory' | 'disk'
  readonly folder: string
}

/** A folder on the disk and, where there is one, a folder on a memory file system. */
export function places(): readonly Place[] {
  const disk: Place = { name: 'disk', folder: mkdtempSync(join(tmpdir(), 'sparekey-bench-')) }
  if (!existsSync(MEMORY)) return [disk]
  return [{ name: 'memory', folder: mkdtempSync(join(MEMORY, 'sparekey-bench-')) }, disk]
}

/** Milliseconds: the median of writing a page behind the last one and syncing it. */
export function syncTime(folder: string): number {
  const path = join(folder, 'sync-time')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096)
  const times = Array.from({ length: 50 }, () => {
    const start = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    return performance.now() - start
  })
  closeSync(file)
  rmSync(path)
  return median(times)
}
