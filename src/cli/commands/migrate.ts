import { openSealer } from '../../server/upkeep/open-sealer.ts'
import {
  directoryOf,
  migrate as migrateStore,
  isDatabaseUrl,
} from '../../server/upkeep/migrate/migrate.ts'
import { rootKeyFileOf } from '../../server/root-key/root-key-file.ts'
import { beginProgress, tellProgress } from '../progress.ts'
import { migrationLines } from '../report/migration.ts'
import { rootKeyOptions } from '../root-key-options.ts'
import type { Terminal } from '../terminal.ts'
import { migrateWords } from '../words/migrate.ts'

export interface MigrateCommandOptions {
  readonly from: string
  readonly to: string
  readonly objects?: string
  /** False: the seals are not opened. */
  readonly rootKey?: string | false
  readonly json?: boolean
}

/** A data directory into a database that several nodes share, or back. */
export async function migrate(
  { rootKey, json, objects, ...places }: MigrateCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const data = directoryOf(places)
  const words = migrateWords(terminal.language)
  const sealer =
    rootKey === false ? undefined : await openSealer(data, rootKeyOptions(rootKey, terminal))
  beginProgress(terminal)
  const { from, to, survey } = await migrateStore({
    ...{ ...places, objects, sealer },
    step: (kind, count) => tellProgress(terminal, () => words.step[kind](count)),
  })
  const opened = sealer !== undefined
  if (json) terminal.print(JSON.stringify({ from, to, opened, ...survey }, undefined, 2))
  else {
    terminal.print(words.moved(from, to))
    for (const line of migrationLines(survey, opened, terminal.language)) terminal.print(line)
    terminal.print(words.rootKey(rootKeyFileOf(data)))
    terminal.print(isDatabaseUrl(places.to) ? words.serveNodes(data) : words.serveDirectory(data))
  }
  return 0
}
