import type { ConsolePlace } from '../../console/place.ts'
import { givenCertificate, type TlsOptions } from '../certificate.ts'
import { consoleFailure } from '../console-failure.ts'
import { awsPlace } from '../aws-console-place.ts'
import { stackPlace } from '../console-place.ts'
import { openBrowser } from '../open-browser.ts'
import { findPlace, type Place, type PlaceOptions } from '../place.ts'
import { runConsole } from '../run-console.ts'
import { stopSignal } from '../stop-signal.ts'
import type { Terminal } from '../terminal.ts'
import { consoleWords } from '../words/console.ts'

export interface ConsoleOptions extends PlaceOptions, TlsOptions {
  readonly port: number
  readonly host: string
  readonly open?: boolean
}

/** Serves the web console over a stack, or over AWS by one profile, until a signal ends it. */
export async function webConsole(options: ConsoleOptions, terminal: Terminal): Promise<number> {
  const { port, host } = options
  const place = await placeOf(await findPlace(options, terminal), options)
  const stopped = stopSignal()
  const { certificate } = givenCertificate(options) ?? {}
  const settings = { port, host, place, ...(certificate && { certificate }) }
  const running = await runConsole(settings, terminal).catch((thrown: unknown) => {
    throw consoleFailure(thrown, options)
  })
  const words = consoleWords(terminal.language)
  const { endpoint } = place.connect
  const [profile = ''] = place.profiles()
  if (place.kind === 'aws') terminal.print(words.onAws(profile, place.region, endpoint))
  else terminal.print(words.onStack(endpoint ?? ''))
  terminal.print(words.ready(running.link()))
  if (options.open && terminal.interactive) openBrowser(running.link())
  running.follow((url) => terminal.print(words.next(url)))
  await stopped
  await running.close()
  return 0
}

async function placeOf(place: Place, { region }: ConsoleOptions): Promise<ConsolePlace> {
  const { stack } = place
  return stack
    ? stackPlace(stack.endpoint, region ?? stack.region, stack.credentialsFile)
    : awsPlace(place)
}
