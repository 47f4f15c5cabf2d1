import { resolve } from 'node:path'
import { restoreBackup, type Restored } from '../../server/upkeep/backup/restore.ts'
import { readStatement } from '../../server/upkeep/backup/statement.ts'
import { statementLines } from '../report/backup.ts'
import { requireReadable } from '../input-file.ts'
import { sparekeyLine } from '../self.ts'
import type { Terminal } from '../terminal.ts'
import { upkeepWords } from '../words/upkeep.ts'

export interface RestoreCommandOptions {
  readonly data: string
  readonly show?: boolean
  readonly json?: boolean
}

/** A data directory out of a backup; with `show`, only what is in the backup. */
export async function restore(
  from: string,
  { show = false, json, ...options }: RestoreCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const { print, language } = terminal
  const [file, data] = [resolve(from), resolve(options.data)]
  requireReadable(file)
  if (show) {
    const statement = await readStatement(file)
    if (json) print(JSON.stringify({ file, ...statement }, undefined, 2))
    else {
      print(upkeepWords(language).holds(file))
      for (const line of statementLines(statement, language)) print(line)
    }
    return 0
  }
  const restored = await restoreBackup({ file, data })
  if (json) print(JSON.stringify({ file, data, ...restored.statement }, undefined, 2))
  else tellRestored(restored, { file, data }, terminal)
  return 0
}

function tellRestored(
  { statement, rootKeyFileMissing }: Restored,
  { file, data }: { readonly file: string; readonly data: string },
  { print, language }: Terminal,
): void {
  const words = upkeepWords(language)
  print(words.restored(data, file))
  for (const line of statementLines(statement, language)) print(line)
  if (rootKeyFileMissing !== undefined) print(words.putRootKey(rootKeyFileMissing))
  print(words.next)
  print(`  ${sparekeyLine('verify', '--data', data)}`)
  print(`  ${sparekeyLine('serve', '--data', data)}`)
}
