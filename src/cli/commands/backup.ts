import { resolve } from 'node:path'
import { makeBackup } from '../../server/upkeep/backup/make-backup.ts'
import { systemWorld } from '../../server/system-world.ts'
import { statementLines } from '../report/backup.ts'
import type { Terminal } from '../terminal.ts'
import { upkeepWords } from '../words/upkeep.ts'

export interface BackupCommandOptions {
  readonly data: string
  readonly withRootKey?: boolean
  readonly json?: boolean
}

/** What a data directory holds at one moment, in one file, whether or not its stack is running. */
export async function backup(
  out: string,
  { withRootKey = false, json, ...options }: BackupCommandOptions,
  { print, language }: Terminal,
): Promise<number> {
  const [file, data] = [resolve(out), resolve(options.data)]
  const now = systemWorld().now()
  const made = await makeBackup({ out: file, data, withRootKey, now })
  const { bytes, statement, rootKeyFile } = made
  const isWhole = statement.leftOut.length === 0
  if (json) print(JSON.stringify({ file, bytes, ...statement }, undefined, 2))
  else {
    const words = upkeepWords(language)
    print(words.made(file, bytes))
    for (const line of statementLines(statement, language)) print(line)
    if (!withRootKey) print(words.keepRootKey(rootKeyFile))
  }
  return isWhole ? 0 : 2
}
