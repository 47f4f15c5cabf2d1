import { history as askHistory, renderHistoryJson, renderHistoryText } from '../../doctor/index.ts'
import { findPlace, withConnection, type PlaceOptions } from '../place.ts'
import { textOptions, type Terminal } from '../terminal.ts'

export interface HistoryOptions extends PlaceOptions {
  readonly json?: boolean
}

/** Shows who changed a key policy, when, and how. */
export async function history(
  key: string,
  options: HistoryOptions,
  terminal: Terminal,
): Promise<number> {
  const place = await findPlace(options, terminal)
  const found = await withConnection(place, (connection) => askHistory(connection, { key }))
  terminal.print(
    options.json ? renderHistoryJson(found) : renderHistoryText(found, textOptions(terminal)),
  )
  return 0
}
