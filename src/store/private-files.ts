// Everything under the data directory is readable by its owner only.

import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncDirectory } from '../base/sync-directory.ts'

const OWNER_ONLY_DIRECTORY = 0o700
export const OWNER_ONLY_FILE = 0o600

export function ensurePrivateDirectory(path: string): void {
  if (existsSync(path)) return
  mkdirSync(path, { recursive: true, mode: OWNER_ONLY_DIRECTORY })
  syncDirectory(dirname(path))
}

/**
 * Makes an empty file unless there is one. SQLite gives its own side files (`-wal`, `-shm`) the
 * mode of the main file, so a database is private when its file was made here.
 */
export function ensurePrivateFile(path: string): void {
  closeSync(openSync(path, 'a', OWNER_ONLY_FILE))
}
