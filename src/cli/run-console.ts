import { pagesFolder } from '../console/assets/pages-folder.ts'
import type { ConsolePlace } from '../console/place.ts'
import { startConsole } from '../console/start-console.ts'
import { systemWorld } from '../server/system-world.ts'
import { version } from '../server/version.ts'
import type { Terminal } from './terminal.ts'
import { consoleWords } from './words/console.ts'

export const CONSOLE_PORT = 4600

export interface ConsoleSettings {
  readonly port: number
  readonly host?: string
  readonly place: ConsolePlace
  readonly certificate?: { readonly cert: string; readonly key: string }
}

export interface CliConsole {
  /** That opens the console, once. */
  link(): string
  /** Prints the link, and from then on each that follows it. */
  tell(): void
  close(): Promise<void>
}

/** A console whose links stand in the terminal: whoever sees them is the one who may come in. */
export async function runConsole(
  { port, host = '127.0.0.1', place, certificate }: ConsoleSettings,
  terminal: Terminal,
): Promise<CliConsole> {
  const words = consoleWords(terminal.language)
  let link = ''
  let isTold = false
  const running = await startConsole({
    port,
    host,
    ...(certificate && { certificate }),
    assets: pagesFolder(),
    place,
    version,
    world: systemWorld(),
    invite: (url) => {
      link = url
      if (isTold) terminal.print(words.next(url))
    },
    report: (event, detail) => {
      const why = detail instanceof Error ? (detail.stack ?? detail.message) : String(detail)
      terminal.printError(`sparekey console: ${event}: ${why}`)
    },
  })
  return {
    link: () => link,
    tell: () => {
      isTold = true
      terminal.print(words.ready(link))
    },
    close: () => running.close(),
  }
}
