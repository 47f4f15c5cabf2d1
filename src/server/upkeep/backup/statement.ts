// What a backup says of itself: the last file in it, so that one that was cut off has none.

import { gather } from '../../../base/gather.ts'
import { isJsonObject, parseJson } from '../../../base/json.ts'
import { MiB } from '../../../base/sizes.ts'
import { upkeepFailure } from '../failures.ts'
import { DamagedArchive, lastEntryAt, readTar, type TarEntry } from './tar-reader.ts'

export const STATEMENT_NAME = 'sparekey-backup.json'
const BACKUP_VERSION = 1
const statementBytesMax = 16 * MiB

export interface BackupStatement {
  readonly backup: typeof BACKUP_VERSION
  /** The version of Sparekey that made it. */
  readonly sparekey: string
  /** The moment that everything in it is of. */
  readonly asOf: string
  /** Every event up to this number is in it, and none behind it. */
  readonly newestEvent: number
  /** The version of the data: a start of a later Sparekey brings it up to date. */
  readonly schema: number
  /** How many rows each table has. */
  readonly rows: Readonly<Record<string, number>>
  readonly events: {
    readonly days: number
    readonly inDays: number
    /** Those that had not reached the file of their day. */
    readonly inOutbox: number
  }
  readonly objectFiles: { readonly count: number; readonly bytes: number }
  /** Whether the root key is in it, in the form in which it lay beside the data. */
  readonly rootKey: boolean
  /** What could not be read, and is not in it. Empty: everything is. */
  readonly leftOut: readonly LeftOut[]
  /** SHA-256 of all that comes before this statement. */
  readonly sha256: string
}

export interface LeftOut {
  readonly path: string
  readonly reason: string
}

export const newStatement = (facts: Omit<BackupStatement, 'backup'>): BackupStatement => ({
  backup: BACKUP_VERSION,
  ...facts,
})

/** Throws when the text is none, or of a version that this one does not know. */
function parseStatement(file: string, text: string): BackupStatement {
  const value = parseJson(text)
  if (!isJsonObject(value) || typeof value['backup'] !== 'number') {
    throw upkeepFailure('noBackup', { file, reason: 'its statement is not readable' })
  }
  if (value['backup'] > BACKUP_VERSION) {
    throw upkeepFailure('newerBackup', { file, version: String(value['sparekey']) })
  }
  return value as unknown as BackupStatement
}

/** Throws when it is too long to be one. */
export async function readStatementEntry(
  file: string,
  { size, content }: TarEntry,
): Promise<BackupStatement> {
  if (size > statementBytesMax) {
    throw upkeepFailure('noBackup', { file, reason: 'its statement is not readable' })
  }
  return parseStatement(file, (await gather(content)).toString('utf8'))
}

/** Reads the end only: quick, and no proof that the rest is whole. */
export async function readStatement(file: string): Promise<BackupStatement> {
  try {
    const start = await lastEntryAt(file, STATEMENT_NAME, statementBytesMax)
    if (start !== undefined) {
      for await (const entry of readTar(file, start)) return await readStatementEntry(file, entry)
    }
  } catch (cause) {
    if (cause instanceof DamagedArchive) {
      throw upkeepFailure('noBackup', { file, reason: cause.message }, { cause })
    }
    throw cause
  }
  throw upkeepFailure('noBackup', { file, reason: 'it has no statement' })
}
