// What a migration moved, as text: each fact holds for both stores.

import { columnsOf } from '../../base/columns.ts'
import type { Survey } from '../../server/upkeep/migrate/survey.ts'
import type { Language } from '../terminal.ts'
import { migrateWords } from '../words/migrate.ts'

export function migrationLines(
  { tables, rows, events, files, seals }: Survey,
  opened: boolean,
  language: Language,
): readonly string[] {
  const words = migrateWords(language)
  const facts: readonly (readonly [string, string, string?])[] = [
    [
      words.rows,
      words.rowCount(rows.count, Object.keys(tables).length, rows.indexKeys),
      rows.sha256,
    ],
    [words.events, words.eventCount(events.count, events.days, events.newest), events.sha256],
    [words.files, words.fileCount(files.count, files.bytes), files.sha256],
    [words.seals, words.sealCount(seals, opened)],
  ]
  return facts.flatMap(([label, text, sha256]) => [
    line(label, text),
    ...(sha256 === undefined ? [] : [line('', `SHA-256 ${sha256}`)]),
  ])
}

const labelColumns = 14

const line = (label: string, text: string): string =>
  `  ${label}${' '.repeat(Math.max(1, labelColumns - columnsOf(label)))}${text}`
