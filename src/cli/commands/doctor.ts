import { writeFile } from 'node:fs/promises'
import {
  diagnose,
  exitCode,
  renderDiagnosisHtml,
  renderJson,
  renderText,
  type Diagnosis,
} from '../../doctor/index.ts'
import { contextPair } from '../context-pairs.ts'
import { findPlace, withConnection, type PlaceOptions } from '../place.ts'
import { withReach, type SearchOptions } from '../reach.ts'
import { textOptions, type Terminal } from '../terminal.ts'

export interface DoctorOptions extends PlaceOptions, SearchOptions {
  readonly principal?: string
  readonly action: readonly string[]
  readonly context: readonly string[]
  readonly out?: string
  readonly json?: boolean
  readonly html?: string
  readonly verbose?: boolean
  readonly explain?: string
}

/** Says whether a principal may use a key, and why not. */
export async function doctor(
  key: string,
  options: DoctorOptions,
  terminal: Terminal,
): Promise<number> {
  const { principal, action, out } = options
  const context = contextOf(options.context)
  const diagnoses = await withReach(options, terminal, async (reach) =>
    withConnection(await findPlace(options, terminal), (connection) =>
      diagnose(connection, {
        key,
        actions: action,
        context,
        reach,
        lang: terminal.language,
        ...(principal === undefined ? {} : { principal }),
        ...(out === undefined ? {} : { out }),
      }),
    ),
  )
  if (options.html !== undefined) await writePage(options.html, diagnoses, terminal)
  if (options.html !== '-') terminal.print(printed(diagnoses, options, terminal))
  return exitCode(diagnoses)
}

function printed(
  diagnoses: readonly Diagnosis[],
  { json, verbose = false }: DoctorOptions,
  terminal: Terminal,
): string {
  return json ? renderJson(diagnoses) : renderText(diagnoses, { ...textOptions(terminal), verbose })
}

/** On standard output it stands alone: nothing else is printed there. */
async function writePage(
  file: string,
  diagnoses: readonly Diagnosis[],
  { language, print }: Terminal,
): Promise<void> {
  const page = renderDiagnosisHtml(diagnoses, { lang: language })
  if (file === '-') print(page)
  else await writeFile(file, page)
}

function contextOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map(contextPair))
}
