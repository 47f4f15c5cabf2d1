// What is in a backup, as text.

import { columnsOf } from '../../base/columns.ts'
import type { BackupStatement } from '../../server/upkeep/backup/statement.ts'
import type { Language } from '../terminal.ts'
import { upkeepWords } from '../words/upkeep.ts'

/** One line for each fact. */
export function statementLines(statement: BackupStatement, language: Language): readonly string[] {
  const words = upkeepWords(language)
  const { asOf, sparekey, schema, rows, events, newestEvent, objectFiles, rootKey } = statement
  const count = (table: string): number => rows[table] ?? 0
  const total = Object.values(rows).reduce((sum, one) => sum + one, 0)
  const facts: readonly (readonly [string, string])[] = [
    [words.asOf, asOf],
    [words.by, words.version(sparekey, schema)],
    [words.rows, total.toLocaleString('en-US')],
    [words.keys, count('kms.keys').toLocaleString('en-US')],
    [words.principals, `${count('iam.users')}, ${count('iam.roles')}`],
    [words.events, words.eventCount(events.inDays + events.inOutbox, newestEvent)],
    [words.objects, words.objectCount(count('s3.objects'), objectFiles.count, objectFiles.bytes)],
    [words.rootKey, rootKey ? words.rootKeyIn : words.rootKeyAbsent],
  ]
  return [
    ...facts.map(fact),
    ...statement.leftOut.map(({ path, reason }) => `  ${words.leftOut(path, reason)}`),
  ]
}

const labelColumns = 18

const fact = ([label, text]: readonly [string, string]): string =>
  `  ${label}${' '.repeat(Math.max(1, labelColumns - columnsOf(label)))}${text}`
