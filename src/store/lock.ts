// One process a data directory. The lock is SQLite's own file lock, which the system releases
// with the process: after kill -9 nothing stale is left to be recognised.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isSqliteFault, SQLITE_BUSY } from './sqlite-fault.ts'
import { ensurePrivateFile } from './private-files.ts'
import { StoreError } from './store-error.ts'

/** Another process has it open. */
export class DirectoryInUse extends StoreError {}

export interface DirectoryLock {
  release(): void
}

/** Throws, naming the process that holds it, when another one has the directory open. */
export function lockDirectory(directory: string): DirectoryLock {
  const path = join(directory, 'lock')
  const pidPath = join(directory, 'pid')
  ensurePrivateFile(path)
  ensurePrivateFile(pidPath)
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (fault) {
    database.close()
    if (isSqliteFault(fault, SQLITE_BUSY)) throw directoryInUse(directory, pidPath)
    throw fault
  }
  writeFileSync(pidPath, `${process.pid}\n`)
  return { release: () => database.close() }
}

function directoryInUse(directory: string, pidPath: string): StoreError {
  const pid = readFileSync(pidPath, 'utf8').trim()
  const holder = pid === '' ? 'another process' : `process ${pid}`
  return new DirectoryInUse(
    `the data directory \`${directory}\` is in use by ${holder}`,
    'that stack serves it already; for another one: --data DIR --port 0',
  )
}
