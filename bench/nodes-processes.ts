import { readFileSync, readdirSync } from 'node:fs'
import { threadTimes } from './threads.ts'

/** Microseconds of processor time by process. */
export type FamilyTimes = ReadonlyMap<number, number>

/** Of these processes and of all that they have started, as many as are alive. */
export function familyTimes(pids: readonly number[]): FamilyTimes {
  const times = new Map<number, number>()
  for (const pid of pids) {
    const ofThreads = [...threadTimes(pid).values()]
    times.set(
      pid,
      ofThreads.reduce((sum, time) => sum + time, 0),
    )
    for (const [child, time] of familyTimes(childrenOf(pid))) times.set(child, time)
  }
  return times
}

/** What processes that have ended meanwhile had spent is not in it. */
export function spentBetween(before: FamilyTimes, after: FamilyTimes): number {
  return [...after].reduce((sum, [pid, time]) => sum + time - (before.get(pid) ?? 0), 0)
}

/** Undefined where there is no such process, or no Linux to ask. */
export function parentOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1])
  } catch {
    return undefined
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter((child) => child !== '')
        .map(Number),
    )
  } catch {
    return []
  }
}
