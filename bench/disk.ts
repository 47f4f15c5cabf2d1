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
import { percentile } from './statistics.ts'

const MEMORY = '/dev/shm'
const SYNCS = 200

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

/** Of writing a page behind the last one and syncing it, in milliseconds. */
export interface SyncTime {
  readonly p50Ms: number
  readonly p99Ms: number
}

export function syncTime(folder: string): SyncTime {
  const path = join(folder, 'sync-time')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096)
  const times = Array.from({ length: SYNCS }, () => {
    const start = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    return performance.now() - start
  })
  closeSync(file)
  rmSync(path)
  return { p50Ms: percentile(times, 50), p99Ms: percentile(times, 99) }
}
