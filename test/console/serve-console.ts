// A stack with its console.

import { stackPlace } from '../../src/cli/console-place.ts'
import { pagesFolder } from '../../src/console/assets/pages-folder.ts'
import type { ConsolePlace } from '../../src/console/place.ts'
import { startConsole, type RunningConsole } from '../../src/console/start-console.ts'
import { systemWorld } from '../../src/server/system-world.ts'
import type { TestWorld } from '../fixtures/world.ts'

export interface TestConsole {
  readonly running: RunningConsole
  /** Opens the console, once: each call takes the link that is valid at the moment. */
  readonly link: () => string
  /** What went wrong in the console, or was stopped by the content security policy. */
  readonly reports: readonly string[]
}

/** A console over the stack of the world, or over another place. */
export async function serveConsole(
  { endpoint, data }: Pick<TestWorld, 'endpoint' | 'data'>,
  place: ConsolePlace = stackPlace(endpoint, 'us-east-1', `${data}/credentials`),
): Promise<TestConsole> {
  const reports: string[] = []
  let link = ''
  const running = await startConsole({
    port: 0,
    host: '127.0.0.1',
    assets: pagesFolder(),
    place,
    version: 'test',
    world: systemWorld(),
    invite: (url) => {
      link = url
    },
    report: (event, detail) => reports.push(`${event}: ${String(detail)}`),
  })
  return { running, link: () => link, reports }
}
