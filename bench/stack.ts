import { join } from 'node:path'
import { start, type Child } from './child.ts'
import type { Place } from './disk.ts'
import { createUser } from './people.ts'
import { workloads, type Workload } from './workloads.ts'

/** A stack in a place, with its keys made. */
export interface Stack extends Child {
  readonly place: Place
  readonly workloads: readonly Workload[]
}

export async function startStack(
  place: Place,
  operations: readonly string[],
  ...flags: readonly string[]
): Promise<Stack> {
  const data = join(place.folder, flags.length === 0 ? 'data' : 'data-of-steps')
  const child = await start('stack-server.ts', data, ...flags)
  const user = await createUser(`http://127.0.0.1:${child.port}`, join(data, 'credentials'))
  return { ...child, place, workloads: await workloads({ port: child.port, user, operations }) }
}
