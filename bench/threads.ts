import { readFileSync, readdirSync } from 'node:fs'

/** Microseconds of processor time by the name of the thread. */
export type ThreadTimes = ReadonlyMap<string, number>

/** As the kernel has counted for another process; empty where there is no Linux to ask. */
export function threadTimes(pid: number): ThreadTimes {
  const times = new Map<string, number>()
  for (const folder of threadFolders(pid)) {
    const name = readFileSync(`${folder}/comm`, 'utf8').trim()
    const [nanoseconds] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ')
    times.set(name, (times.get(name) ?? 0) + Number(nanoseconds) / 1000)
  }
  return times
}

function threadFolders(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`)
  } catch {
    return []
  }
}
