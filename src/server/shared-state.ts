// Which database has the state of a node, as its data directory says: for commands that look after
// data directories and would find next to nothing in this one.

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson } from '../base/json.ts'
import type { SharedStoreOptions } from './open-store.ts'
import { upkeepFailure } from './upkeep/failures.ts'

const pathIn = (data: string): string => join(data, 'shared-state')

/** The name is without credentials. Processes of one stack have the state in the directory. */
export function noteSharedState(data: string, shared: SharedStoreOptions | undefined): void {
  if (!shared || 'log' in shared) return rmSync(pathIn(data), { force: true })
  const { name } = shared.postgres
  writeFileSync(pathIn(data), `${JSON.stringify(name)}\n`, { mode: 0o600 })
}

function sharedStateOf(data: string): string | undefined {
  try {
    const name = parseJson(readFileSync(pathIn(data), 'utf8'))
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}

type Refusal = 'backupOfShared' | 'verifyOfShared' | 'rotationOfShared'

/** Throws where the state is one that nodes share. */
export function requireOwnState(data: string, refusal: Refusal): void {
  const name = sharedStateOf(data)
  if (name !== undefined) throw upkeepFailure(refusal, { data, name })
}
