// The engine's processes, as the machine shows them: Linux only.

import { readdirSync, readFileSync } from 'node:fs'

/** Process ids of the engines that this process has started. */
export function engineProcesses(): readonly number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return ids.map(Number).filter((id) => isEngine(id))
}

function isEngine(id: number): boolean {
  try {
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8')
    const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]
    return command.includes('duckdb-process') && Number(parent) === process.pid
  } catch {
    return false // It has ended meanwhile.
  }
}
