// A data directory out of a backup. It is there whole or not at all: everything is unpacked beside
// its place, checked, and moved there at the end.

import { existsSync, readdirSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncDirectory } from '../../../base/sync-directory.ts'
import { rootKeyFileOf } from '../../root-key/root-key-file.ts'
import { StateSnapshot } from '../../../store/backup/state-snapshot.ts'
import { writeFile as writeNewFile } from '../../../store/write-file.ts'
import { upkeepFailure, type UpkeepFailure } from '../failures.ts'
import type { BackupStatement } from './statement.ts'
import { readStatementEntry, STATEMENT_NAME } from './statement.ts'
import { DamagedArchive, readTar, type TarEntry } from './tar-reader.ts'

export interface RestoreOptions {
  readonly file: string
  readonly data: string
}

const OWNER_ONLY_FILE = 0o600
const OWNER_ONLY_DIRECTORY = 0o700

export interface Restored {
  readonly statement: BackupStatement
  /** Undefined: it is there. Otherwise where the root key has to be put. */
  readonly rootKeyFileMissing: string | undefined
}

export async function restoreBackup({ file, data }: RestoreOptions): Promise<Restored> {
  requireEmpty(data)
  const unpacked = `${data}.restoring`
  await rm(unpacked, { recursive: true, force: true }) // Of a restore that was killed.
  await mkdir(unpacked, { recursive: true, mode: OWNER_ONLY_DIRECTORY })
  try {
    const statement = await unpack(file, unpacked)
    await removeUnnamed(unpacked)
    if (statement.rootKey) await putRootKey(join(unpacked, 'root-key'), rootKeyFileOf(data))
    syncTree(unpacked)
    requireEmpty(data)
    // A rename takes the place of a directory only when it is empty.
    await rename(unpacked, data)
    syncDirectory(dirname(data))
    const rootKeyFile = rootKeyFileOf(data)
    return { statement, rootKeyFileMissing: existsSync(rootKeyFile) ? undefined : rootKeyFile }
  } catch (cause) {
    await rm(unpacked, { recursive: true, force: true })
    throw cause
  }
}

function requireEmpty(data: string): void {
  if (existsSync(data) && readdirSync(data).length > 0) {
    throw upkeepFailure('directoryNotEmpty', { data })
  }
}

/** Only what a backup can hold: nothing in an archive says where a file goes. */
const KNOWN_NAMES = [
  /^(state\.db|credentials|root-key)$/,
  /^events\/\d{4}-\d{2}-\d{2}\.db$/,
  /^objects\/[0-9a-f]{2}\/[0-9a-f]{32}$/,
]

async function unpack(file: string, to: string): Promise<BackupStatement> {
  const names = new Set<string>()
  try {
    for await (const entry of readTar(file)) {
      const { name } = entry
      if (name === STATEMENT_NAME) return await requireStatement(file, entry, names)
      if (names.has(name)) throw spoilt(file, `\`${name}\` is in it twice`)
      names.add(name)
      await unpackOne(file, entry, to)
    }
  } catch (cause) {
    if (cause instanceof DamagedArchive) throw spoilt(file, cause.message, cause)
    throw cause
  }
  throw spoilt(file, 'it has no statement')
}

async function requireStatement(
  file: string,
  entry: TarEntry,
  before: ReadonlySet<string>,
): Promise<BackupStatement> {
  if (!before.has('state.db')) throw spoilt(file, 'it has no state.db')
  const statement = await readStatementEntry(file, entry)
  if (statement.sha256 !== entry.digestBefore) throw spoilt(file, 'its content was changed')
  return statement
}

async function unpackOne(file: string, { name, content }: TarEntry, to: string): Promise<void> {
  if (!KNOWN_NAMES.some((known) => known.test(name))) throw spoilt(file, `\`${name}\` is in it`)
  const path = join(to, name)
  await mkdir(dirname(path), { recursive: true, mode: OWNER_ONLY_DIRECTORY })
  await writeNewFile(path, content, () => undefined)
}

const spoilt = (file: string, reason: string, cause?: unknown): UpkeepFailure =>
  upkeepFailure('noBackup', { file, reason }, { cause })

/** Files whose rows went while the backup was made. */
async function removeUnnamed(directory: string): Promise<void> {
  const snapshot = new StateSnapshot(directory)
  const named = new Set<string>(snapshot.files())
  snapshot.close()
  for (const ending of ['-wal', '-shm'])
    await rm(join(directory, `state.db${ending}`), { force: true })
  const objects = join(directory, 'objects')
  if (!existsSync(objects)) return
  for (const folder of await readdir(objects)) {
    for (const name of await readdir(join(objects, folder))) {
      if (!named.has(name)) await rm(join(objects, folder, name))
    }
  }
}

async function putRootKey(from: string, to: string): Promise<void> {
  const text = await readFile(from, 'utf8')
  await rm(from) // It lies beside the data, never in it.
  if (!existsSync(to)) {
    await writeFile(to, text, { mode: OWNER_ONLY_FILE, flag: 'wx', flush: true })
    return
  }
  // A restore that was killed behind this step has put it already.
  if ((await readFile(to, 'utf8')) !== text) throw upkeepFailure('rootKeyIsThere', { file: to })
  await chmod(to, OWNER_ONLY_FILE)
}

/** The names of all files. */
function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) syncDirectory(join(entry.parentPath, entry.name))
  }
  syncDirectory(directory)
}
