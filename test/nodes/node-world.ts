// Several nodes on one database, each in a process of its own.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChildStack, type ChildStack } from '../fixtures/child-stack.ts'
import { readCredentialsFile, type Credentials } from '../fixtures/credentials-file.ts'
import { newPostgresPlace } from '../store/postgres-place.ts'

export interface NodeWorld {
  /** Another node, in a data directory of its own. */
  start(...flags: readonly string[]): Promise<ChildStack>
  readonly root: () => Promise<Credentials>
  /** Of every node that is started from now on. */
  readonly env: Record<string, string>
  /** The data directory of the first, the second, ... that was started. */
  data(number: number): string
  close(): Promise<void>
}

interface Test {
  after(work: () => Promise<void>): void
}

/** In a schema of their own, for one test. */
export function nodesFor(test: Test, postgres: { readonly url: string }, objects?: string) {
  const place = newPostgresPlace(postgres)
  const world = newNodeWorld(place.url, objects)
  test.after(async () => {
    await world.close()
    await place.remove()
  })
  return world
}

/**
 * `store` is the URL of a database with a schema that nobody else has; `given`, where objects lie,
 * if not in a folder.
 */
export function newNodeWorld(store: string, given?: string): NodeWorld {
  const scratch = mkdtempSync(join(tmpdir(), 'sparekey-nodes-'))
  const objects = given ?? join(scratch, 'objects')
  const env: Record<string, string> = {
    SPAREKEY_STORE: store,
    SPAREKEY_OBJECTS: objects,
    SPAREKEY_ROOT_KEY_PROVIDER: 'env',
    SPAREKEY_ROOT_KEY: randomBytes(32).toString('base64'),
  }
  const running = new Set<ChildStack>()
  /** Of those that are on their way too, none must outlive the test. */
  const starting = new Set<Promise<ChildStack>>()
  let started = 0
  const dataOf = (number: number): string => join(scratch, `node-${number}`)
  return {
    env,
    data: dataOf,
    start: async (...flags) => {
      started += 1
      const flagsOfAll = ['--no-console', ...flags]
      const start = startChildStack(dataOf(started), flagsOfAll, env).then((one) => {
        running.add(one)
        return one
      })
      starting.add(start)
      const node = await start.finally(() => starting.delete(start))
      const end = (how: 'kill' | 'stop') => async () => {
        running.delete(node)
        await node[how]()
      }
      return { ...node, kill: end('kill'), stop: end('stop') }
    },
    root: async () => {
      const [profile] = (await readCredentialsFile(join(scratch, 'node-1', 'credentials'))).values()
      if (!profile) throw new Error('the first node has written no credentials')
      return profile
    },
    close: async () => {
      while (starting.size > 0) await Promise.allSettled(starting)
      await Promise.all([...running].map((node) => node.kill()))
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}
