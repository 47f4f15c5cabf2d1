import { diagnose, exitCode, renderJson, renderText } from '../../doctor/index.ts'
import { contextPair } from '../context-pairs.ts'
import { readInputFile, readPolicyFile } from '../input-file.ts'
import { findPlace, withConnection, type PlaceOptions } from '../place.ts'
import { withReach, type SearchOptions } from '../reach.ts'
import { textOptions, type Terminal } from '../terminal.ts'

export interface DoctorOptions extends PlaceOptions, SearchOptions {
  readonly principal?: string
  readonly action: readonly string[]
  readonly context: readonly string[]
  readonly via?: 'simulate'
  readonly vpcEndpointPolicy?: string
  readonly out?: string
  readonly json?: boolean
}

/** Says whether a principal may use a key, and why not. */
export async function doctor(
  key: string,
  options: DoctorOptions,
  terminal: Terminal,
): Promise<number> {
  const { principal, action, via, out, vpcEndpointPolicy: file } = options
  const endpoint = file === undefined ? undefined : endpointPolicyIn(file)
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
        ...(via && { via }),
        ...(endpoint && { vpcEndpointPolicy: endpoint }),
        ...(out === undefined ? {} : { out }),
      }),
    ),
  )
  terminal.print(
    options.json ? renderJson(diagnoses) : renderText(diagnoses, textOptions(terminal)),
  )
  return exitCode(diagnoses)
}

/** Under the name of its file; what is no policy is refused before AWS is asked anything. */
function endpointPolicyIn(file: string): { readonly endpoint: string; readonly text: string } {
  readPolicyFile(file)
  return { endpoint: file, text: readInputFile(file) }
}

function contextOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map(contextPair))
}
