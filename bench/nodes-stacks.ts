// The stacks that are held against each other: processes as `sparekey serve` starts them, each
// with its state on the disk.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startChildStack, type ChildStack } from '../test/fixtures/child-stack.ts'
import { newNodeWorld } from '../test/nodes/node-world.ts'
import { newPostgresPlace } from '../test/store/postgres-place.ts'
import { openDatabase, type Database } from './nodes-database.ts'
import { createUser } from './people.ts'
import { workloads, type Workload } from './workloads.ts'

const OPERATIONS = ['Encrypt', 'GetKeyPolicy', 'PutKeyPolicy']
/** Longer than a node may lag behind the one that has made the keys. */
const SETTLED_MS = 1500

export interface NodeStack {
  readonly name: string
  /** One for each node. */
  readonly ports: readonly number[]
  readonly pids: readonly number[]
  readonly workloads: readonly Workload[]
  readonly database: Database | undefined
  /** Of the schema in the database. */
  readonly url: string | undefined
  readonly close: () => Promise<void>
}

export async function sqliteStack(workers: number, keys: number): Promise<NodeStack> {
  const scratch = mkdtempSync(join(tmpdir(), 'sparekey-bench-'))
  const flags = workers === 1 ? [] : ['--workers', String(workers)]
  const node = await startChildStack(join(scratch, 'data'), flags)
  return {
    name: workers === 1 ? 'SQLite, one process' : `SQLite, --workers ${workers}`,
    ...(await composed([node], keys)),
    database: undefined,
    url: undefined,
    close: async () => {
      await node.kill()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

/** In a schema of the server's that nobody else has. */
export async function postgresStack(url: string, count: number, keys: number): Promise<NodeStack> {
  const place = newPostgresPlace({ url })
  const world = newNodeWorld(place.url)
  const nodes: ChildStack[] = []
  for (let index = 0; index < count; index += 1) nodes.push(await world.start())
  const database = await openDatabase(place.url)
  return {
    name: `PostgreSQL, ${count} node${count === 1 ? '' : 's'}`,
    ...(await composed(nodes, keys)),
    database,
    url: place.url,
    close: async () => {
      await database.close()
      await world.close()
      await place.remove()
    },
  }
}

async function composed(nodes: readonly ChildStack[], keys: number) {
  const [first] = nodes
  if (!first) throw new Error('a stack has at least one node')
  const ports = nodes.map(({ endpoint }) => Number(new URL(endpoint).port))
  const user = await createUser(first.endpoint, first.credentialsFile)
  const all = await workloads({ port: ports[0] ?? 0, user, operations: OPERATIONS, keys })
  await wait(SETTLED_MS)
  return { ports, pids: nodes.map(({ pid }) => pid), workloads: all }
}
