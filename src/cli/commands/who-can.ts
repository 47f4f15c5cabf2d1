import {
  askWhoCan,
  renderWhoCanJson,
  renderWhoCanText,
  whoCanExitCode,
} from '../../doctor/index.ts'
import { contextPairs } from '../context-pairs.ts'
import { findPlace, withConnection, type PlaceOptions } from '../place.ts'
import { withReach, type SearchOptions } from '../reach.ts'
import { textOptions, type Terminal } from '../terminal.ts'

export interface WhoCanOptions extends PlaceOptions, SearchOptions {
  readonly context: readonly string[]
  readonly viaRoles?: boolean
  readonly verbose?: boolean
  readonly json?: boolean
}

/** Says who may do something with a key. */
export async function whoCan(
  action: string,
  key: string,
  options: WhoCanOptions,
  terminal: Terminal,
): Promise<number> {
  const { viaRoles = false, verbose = false, json } = options
  const context = Object.fromEntries(contextPairs(options.context))
  const found = await withReach(options, terminal, async (reach) =>
    withConnection(await findPlace(options, terminal), (connection) =>
      askWhoCan(connection, { action, key, context, viaRoles, reach }),
    ),
  )
  terminal.print(
    json ? renderWhoCanJson(found) : renderWhoCanText(found, { ...textOptions(terminal), verbose }),
  )
  return whoCanExitCode(found)
}
