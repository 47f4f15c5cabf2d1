import { awsPlace, stackPlace } from '../console-place.ts'
import { Failure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { findPlace, type Place, type PlaceOptions } from '../place.ts'
import { runConsole } from '../run-console.ts'
import { stopSignal } from '../stop-signal.ts'
import type { Terminal } from '../terminal.ts'
import { consoleWords } from '../words/console.ts'

export interface ConsoleOptions extends PlaceOptions {
  readonly port: number
  readonly host: string
  readonly tlsCert?: string
  readonly tlsKey?: string
}

/** Serves the web console over a stack, or over AWS by one profile, until a signal ends it. */
export async function webConsole(options: ConsoleOptions, terminal: Terminal): Promise<number> {
  const { port, host } = options
  const place = placeOf(await findPlace(options, terminal), options)
  const stopped = stopSignal()
  const running = await runConsole({ port, host, place, ...certificateOf(options) }, terminal)
  const words = consoleWords(terminal.language)
  terminal.print(words.ready(running.link()))
  running.follow((url) => terminal.print(words.next(url)))
  await stopped
  await running.close()
  return 0
}

function placeOf(place: Place, { region }: ConsoleOptions) {
  const { stack } = place
  return stack
    ? stackPlace(stack.endpoint, region ?? stack.region, stack.credentialsFile)
    : awsPlace(place)
}

function certificateOf({ tlsCert, tlsKey }: ConsoleOptions) {
  if (tlsCert === undefined && tlsKey === undefined) return {}
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new Failure('TLS takes a certificate and its key', ['--tls-cert FILE --tls-key FILE'])
  }
  return { certificate: { cert: readInputFile(tlsCert), key: readInputFile(tlsKey) } }
}
