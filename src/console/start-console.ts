// The console's own server, on its own port. Pages come from it, and questions go to AWS from it,
// so that credentials stay in this process.

import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { secondMs } from '../base/sizes.ts'
import { isLoopback } from '../base/loopback.ts'
import type { World } from '../base/world.ts'
import { listAssets } from './assets/asset-folder.ts'
import { answerRequest, type ConsoleSite } from './console-site.ts'
import { consoleFailure } from './fault.ts'
import { ownOrigin } from './gate/own-origin.ts'
import { Visitors } from './gate/visitors.ts'
import { limits } from './limits.ts'
import type { ConsolePlace } from './place.ts'

export interface ConsoleOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Anything but loopback needs a certificate. */
  readonly host: string
  readonly certificate?: { readonly cert: string; readonly key: string }
  /** Folder of the built pages. */
  readonly assets: string
  readonly place: ConsolePlace
  readonly version: string
  readonly world: Pick<World, 'now' | 'randomBytes'>
  /** Told of every link that opens the console: the first one, and one after each that was used. */
  readonly invite: (url: string) => void
  readonly report: (event: string, detail: unknown) => void
}

export interface RunningConsole {
  /** Without a token. */
  readonly origin: string
  close(): Promise<void>
}

export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const { host, certificate, place, version, world, report } = options
  requireSafe(options)
  const assets = listAssets(options.assets)
  if (!assets.has('/')) {
    throw consoleFailure('NotBuilt', 'notBuilt', {}, ['npm run build'])
  }
  const visitors = new Visitors(world)
  const server = serverFor(certificate)
  server.listen(options.port, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const own = ownOrigin(certificate ? 'https' : 'http', host, port)
  const invite = (): void => options.invite(`${own.origin}/?token=${visitors.invite()}`)
  const isSecure = certificate !== undefined
  const site: ConsoleSite = {
    own,
    port,
    isSecure,
    visitors,
    assets,
    place,
    version,
    world,
    entered: invite,
    report,
  }
  server.on('request', (request, response) => {
    answerRequest(site, request, response).catch((thrown: unknown) => {
      report('a request failed', thrown)
      response.destroy()
    })
  })
  invite()
  return { origin: own.origin, close: () => close(server, visitors) }
}

function requireSafe({ host, certificate }: ConsoleOptions): void {
  const name = host.includes(':') ? `[${host}]` : host
  if (certificate || isLoopback(new URL(`http://${name}`))) return
  throw consoleFailure('NotSafe', 'notSafe', { host }, ['--tls-cert FILE --tls-key FILE'])
}

function serverFor(certificate: ConsoleOptions['certificate']): Server {
  const timeouts = {
    requestTimeout: limits.bodyMsMax,
    headersTimeout: limits.bodyMsMax,
    // Else Node looks every half minute only.
    connectionsCheckingInterval: secondMs,
  }
  return certificate ? createSecureServer({ ...certificate, ...timeouts }) : createServer(timeouts)
}

async function close(server: Server, visitors: Visitors): Promise<void> {
  visitors.close()
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}
