import { createSecureContext } from 'node:tls'
import type { ConsolePlace } from '../../console/place.ts'
import { consoleFailure } from '../console-failure.ts'
import { awsPlace, stackPlace } from '../console-place.ts'
import { failure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { openBrowser } from '../open-browser.ts'
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
  readonly open?: boolean
}

/** Serves the web console over a stack, or over AWS by one profile, until a signal ends it. */
export async function webConsole(options: ConsoleOptions, terminal: Terminal): Promise<number> {
  const { port, host } = options
  const place = await placeOf(await findPlace(options, terminal), options)
  const stopped = stopSignal()
  const settings = { port, host, place, ...certificateOf(options) }
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

function certificateOf({ tlsCert, tlsKey }: ConsoleOptions) {
  if (tlsCert === undefined && tlsKey === undefined) return {}
  if (tlsCert === undefined || tlsKey === undefined) {
    throw failure('halfCertificate', {}, { lines: ['--tls-cert FILE --tls-key FILE'] })
  }
  return { certificate: requireCertificate(tlsCert, tlsKey) }
}

/** Node tells of a wrong one in the words of OpenSSL. */
function requireCertificate(certFile: string, keyFile: string) {
  const certificate = { cert: readInputFile(certFile), key: readInputFile(keyFile) }
  try {
    createSecureContext(certificate)
    return certificate
  } catch (cause) {
    const lines = [`openssl x509 -in ${certFile} -noout -subject`]
    throw failure('noCertificate', { cert: certFile, key: keyFile }, { lines, cause })
  }
}
