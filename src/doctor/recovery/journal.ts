// What a recovery leaves on disk: the policy that it replaced, and a journal by which a later run
// can tell how far an earlier one came, even when that was killed.

import { createHash } from 'node:crypto'
import {
  access,
  chmod,
  constants,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
} from 'node:fs/promises'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArn } from '../../base/arn.ts'
import { isJsonObject, parseJson, type JsonObject } from '../../base/json.ts'

/** Where a run stands: with the trust policy open, before the put's answer, or at its end. */
export type JournalState = 'trustOpen' | 'putting' | 'done'

export interface Journal {
  readonly version: 1
  readonly state: JournalState
  readonly key: string
  readonly endpoint: string | null
  readonly as: string
  /** The file that holds the policy that was to be replaced. */
  readonly replaced: string
  readonly before: JsonObject
  readonly after: JsonObject
  /** Of `before`: principals that KMS shows by their unique ids. */
  readonly takenOut: readonly string[]
  readonly trust?: OpenedTrust
}

/** A trust policy that was opened, and must be put back. */
export interface OpenedTrust {
  readonly role: string
  readonly before: JsonObject
  readonly after: JsonObject
}

/** Where the replaced policy and the journal are kept. */
export interface KeptIn {
  /** Absent: a folder of this user's own. */
  readonly out?: string
  /** The folder of what programs keep of a user (`XDG_STATE_HOME`); absent: `~/.local/state`. */
  readonly stateHome?: string
}

const ownerOnly = { file: 0o600, folder: 0o700 } as const

/**
 * The folder that was asked for, else one of this user's own that a later run finds again and that
 * a restart of the machine leaves alone. Where nothing can be written there, a temporary one: but
 * none that somebody else may have laid out in the shared folder.
 */
export async function recoveryFolder({ out, stateHome }: KeptIn): Promise<string> {
  if (out !== undefined) {
    await mkdir(out, { recursive: true, mode: ownerOnly.folder })
    return resolve(out)
  }
  for (const folder of usualFolders(stateHome)) {
    await mkdir(folder, { recursive: true, mode: ownerOnly.folder }).catch(() => undefined)
    if (!(await isOwnFolder(folder))) continue
    await chmod(folder, ownerOnly.folder)
    return folder
  }
  return mkdtemp(join(tmpdir(), 'sparekey-recovery-'))
}

/** Where state is kept by https://specifications.freedesktop.org/basedir-spec/latest/, and a resort. */
function usualFolders(stateHome: string | undefined): readonly string[] {
  const { uid, username } = userInfo()
  const state = stateHome || join(homedir(), '.local', 'state')
  return [
    join(state, 'sparekey', 'recovery'),
    join(tmpdir(), `sparekey-recovery-${uid < 0 ? username : uid}`),
  ]
}

async function isOwnFolder(folder: string): Promise<boolean> {
  const { uid } = userInfo()
  const found = await lstat(folder).catch(() => undefined)
  const isOwn = found !== undefined && found.isDirectory() && (uid < 0 || found.uid === uid)
  return isOwn && (await isWritable(folder))
}

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )

/** Named by its content: no run overwrites what another one kept. */
export async function keepReplaced(
  folder: string,
  key: string,
  policy: JsonObject,
): Promise<string> {
  const text = `${JSON.stringify(policy, undefined, 2)}\n`
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8)
  const path = join(folder, `key-policy-${nameOf(key)}-replaced-${digest}.json`)
  await writeWhole(path, text)
  return path
}

export const journalPath = (folder: string, key: string): string =>
  join(folder, `key-policy-${nameOf(key)}-journal.json`)

export async function writeJournal(folder: string, journal: Journal): Promise<void> {
  const text = `${JSON.stringify(journal, undefined, 2)}\n`
  await writeWhole(journalPath(folder, journal.key), text)
}

/** Of a run that did not come to its end; undefined when there is none. */
export async function unfinishedJournal(
  { out, stateHome }: KeptIn,
  key: string,
  endpoint: string | undefined,
): Promise<Journal | undefined> {
  const folders = out === undefined ? usualFolders(stateHome) : [out]
  for (const folder of folders) {
    if (out === undefined && !(await isOwnFolder(folder))) continue
    const journal = await readJournal(folder, key)
    if (journal?.endpoint === (endpoint ?? null) && journal.state !== 'done') return journal
  }
  return undefined
}

async function readJournal(folder: string, key: string): Promise<Journal | undefined> {
  const text = await readFile(journalPath(folder, key), 'utf8').catch(() => '')
  const journal = parseJson(text)
  return isJournal(journal) && journal.key === key ? journal : undefined
}

function isJournal(value: unknown): value is Journal {
  if (!isJsonObject(value) || value.version !== 1) return false
  const { state, key, before, after, takenOut, replaced } = value
  const texts = [state, key, replaced].every((text) => typeof text === 'string')
  return texts && Array.isArray(takenOut) && isJsonObject(before) && isJsonObject(after)
}

/** Primary and replicas of a multi-Region key have one id. */
function nameOf(key: string): string {
  const { region = '', resource = 'key/key' } = parseArn(key) ?? {}
  return `${resource.slice('key/'.length)}-${region}`
}

/** Whole or not at all, and on the disk when it resolves. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.new`
  const file = await open(draft, 'w', ownerOnly.file)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}
