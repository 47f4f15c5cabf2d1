// The console beside the stack that `sparekey serve` starts.

import type { RunningServer } from '../server/start.ts'
import { stackPlace } from './console-place.ts'
import { failure, systemCode } from './failure.ts'
import { CONSOLE_PORT, runConsole, type CliConsole } from './run-console.ts'
import type { Terminal } from './terminal.ts'
import { consoleWords } from './words/console.ts'

export interface ServedConsole extends CliConsole {
  /** From now on the terminal shows the link that opens it, and each that follows. */
  tellLinks(): void
}

interface Beside {
  /** Of the stack; 0 took a free one. */
  readonly port: number
  /** Undefined: none was named. */
  readonly consolePort?: number
  readonly region: string
  readonly json?: boolean
}

/** In the stack's process; a page asks the stack as any client does. */
export async function serveConsole(
  server: Pick<RunningServer, 'ownEndpoint' | 'credentialsFile'>,
  beside: Beside,
  terminal: Terminal,
): Promise<ServedConsole | undefined> {
  const pages = await startBeside(server, beside, terminal)
  return pages && { ...pages, tellLinks: () => tellLinks(pages, beside, terminal) }
}

async function startBeside(
  { ownEndpoint, credentialsFile }: Pick<RunningServer, 'ownEndpoint' | 'credentialsFile'>,
  { port, consolePort, region }: Beside,
  terminal: Terminal,
): Promise<CliConsole | undefined> {
  const place = stackPlace(ownEndpoint, region, credentialsFile)
  const start = (chosen: number) => runConsole({ port: chosen, place }, terminal)
  if (consolePort !== undefined) {
    return start(consolePort).catch((thrown: unknown) => {
      if (systemCode(thrown) !== 'EADDRINUSE') throw thrown
      throw failure('consolePortInUse', { port: String(consolePort) })
    })
  }
  // Nobody asked for this very port, or for a console at all: a stack does without.
  return start(port === 0 ? 0 : CONSOLE_PORT)
    .catch((thrown: unknown) => {
      if (systemCode(thrown) === 'EADDRINUSE') return start(0)
      throw thrown
    })
    .catch((thrown: unknown) => {
      terminal.printError(`sparekey: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
      return undefined
    })
}

function tellLinks(pages: CliConsole, { json }: Beside, { print, language }: Terminal): void {
  const words = consoleWords(language)
  if (!json) print(words.ready(pages.link()))
  pages.follow((url) => print(json ? JSON.stringify({ console: url }) : words.next(url)))
}
