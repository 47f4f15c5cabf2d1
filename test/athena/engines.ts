// The engine's processes, as the machine shows them: Linux only.

import { readdirSync, readFileSync } from 'node:fs'

/** Process ids of the engines that a process has started; without one, this process. */
export function engineProcesses(startedBy = process.pid): readonly number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return ids.map(Number).filter((id) => isEngine(id) && parentOf(id) === startedBy)
}

/** Whether this process is an engine, and has not ended. */
export function isEngine(id: number): boolean {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('duckdb-process')
  } catch {
    return false // It has ended meanwhile.
  }
}

function parentOf(id: number): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1])
  } catch {
    return undefined // It has ended meanwhile.
  }
}
