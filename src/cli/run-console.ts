import { pagesFolder } from '../console/assets/pages-folder.ts'
import type { ConsolePlace } from '../console/place.ts'
import { startConsole } from '../console/start-console.ts'
import { systemWorld } from '../server/system-world.ts'
import { version } from '../server/version.ts'
import type { Terminal } from './terminal.ts'

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
  /** Hands over the links that follow, each when the one before has been used. */
  follow(next: (url: string) => void): void
  close(): Promise<void>
}

/** A console whose links stand in the terminal: whoever sees them is the one who may come in. */
export async function runConsole(
  { port, host = '127.0.0.1', place, certificate }: ConsoleSettings,
  terminal: Terminal,
): Promise<CliConsole> {
  let link = ''
  let follower: ((url: string) => void) | undefined
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
      follower?.(url)
    },
    report: (event, detail) => {
      const why = detail instanceof Error ? (detail.stack ?? detail.message) : String(detail)
      terminal.printError(`sparekey console: ${event}: ${why}`)
    },
  })
  return {
    link: () => link,
    follow: (next) => {
      follower = next
    },
    close: () => running.close(),
  }
}
