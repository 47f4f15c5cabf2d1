import {
  declaredPolicies,
  history as askHistory,
  keepVersions,
  renderHistoryJson,
  renderHistoryText,
  renderPolicyAtJson,
  renderPolicyAtText,
  versionAt,
  type History,
} from '../../doctor/index.ts'
import { readInputFile } from '../input-file.ts'
import { parseMoment } from '../moment.ts'
import { findPlace, withConnection, type PlaceOptions } from '../place.ts'
import { withReach, type SearchOptions } from '../reach.ts'
import { textOptions, type Terminal } from '../terminal.ts'

export interface HistoryOptions extends PlaceOptions, SearchOptions {
  readonly at?: string
  readonly out?: string
  readonly fromFile: readonly string[]
  readonly json?: boolean
}

/** Shows who changed a key policy, when, and how; or the policy that was in force at a time. */
export async function history(
  key: string,
  options: HistoryOptions,
  terminal: Terminal,
): Promise<number> {
  const { at, out, fromFile } = options
  const time = at === undefined ? undefined : parseMoment(at)
  const files = fromFile.map((file) => ({ file, text: readInputFile(file) }))
  const declared = (keyArn: string) =>
    files.flatMap(({ file, text }) => declaredPolicies(file, text, keyArn))
  const found = await withReach(options, terminal, async (reach) =>
    withConnection(await findPlace(options, terminal), (connection) =>
      askHistory(connection, { key, reach, declared }),
    ),
  )
  const kept = out === undefined ? found : await keepVersions(found, out)
  return time === undefined
    ? showHistory(kept, options, terminal)
    : showPolicyAt(kept, time, options, terminal)
}

/** Without a version there is nothing to go by: the evidence is missing. 1: it was interrupted. */
function showHistory(found: History, { json }: HistoryOptions, terminal: Terminal): number {
  terminal.print(json ? renderHistoryJson(found) : renderHistoryText(found, textOptions(terminal)))
  if (found.gaps.some(({ because }) => because === 'interrupted')) return 1
  return found.entries.some(({ kind }) => kind === 'version') ? 0 : 3
}

function showPolicyAt(
  found: History,
  time: string,
  { json }: HistoryOptions,
  terminal: Terminal,
): number {
  const text = json
    ? renderPolicyAtJson(found, time)
    : renderPolicyAtText(found, time, textOptions(terminal))
  terminal.print(text)
  return versionAt(found, time) === undefined ? 3 : 0
}
