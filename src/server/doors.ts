// Every way in: the endpoint, those of VPC endpoints, and the one of the console beside them.

import type { House } from './exchange.ts'
import type { Listener } from './listener.ts'
import { listen } from './listener.ts'
import type { OperatorEndpoints } from './operator-endpoints.ts'
import type { ServerOptions } from './server-options.ts'
import type { ServedCertificate } from './tls/certificate.ts'
import { serveCertificate } from './tls/certificate.ts'
import { listenOnVpcEndpoints } from './vpc-listeners.ts'

export interface Doors {
  readonly endpoint: string
  /** Where this process reaches the stack: the endpoint, or the door in clear beside it. */
  readonly ownEndpoint: string
  /** Where each VPC endpoint answers, by its id. */
  readonly vpcEndpoints: ReadonlyMap<string, string>
  /** Reads the files of the certificate again. */
  reloadCertificate(): void
  /** Takes no new connections, lets requests in flight finish. */
  close(): Promise<void>
}

/** All of them, or none. */
export async function openDoors(
  house: House,
  operator: OperatorEndpoints,
  { certificate: files, ...options }: ServerOptions,
): Promise<Doors> {
  const certificate = files && serveCertificate(files, house.log)
  const open: Listener[] = []
  const close = async (): Promise<void> => {
    certificate?.close()
    await Promise.all(open.map((listener) => listener.close()))
  }
  const opened = <One extends Listener>(listener: One): One => {
    open.push(listener)
    return listener
  }
  try {
    const address = { ...options, ...(certificate && { certificate }) }
    const main = opened(await listen(house, operator, address))
    const ways = (await listenOnVpcEndpoints(house, operator, address)).map(opened)
    const endpoint = urlOf(options.host, main, certificate)
    const inClear = certificate && options.consoleDoor
    const own = inClear ? opened(await listen(house, operator, { ...options, ...OWN })) : undefined
    return {
      endpoint,
      ownEndpoint: own ? urlOf(OWN.host, own, undefined) : endpoint,
      vpcEndpoints: new Map(ways.map((one) => [one.id, urlOf(options.host, one, certificate)])),
      reloadCertificate: () => certificate?.reload(),
      close,
    }
  } catch (cause) {
    await close()
    throw cause
  }
}

const OWN = { host: '127.0.0.1', port: 0 } as const

function urlOf(
  host: string,
  { port }: Pick<Listener, 'port'>,
  certificate: ServedCertificate | undefined,
): string {
  // An IPv6 address stands in brackets.
  const name = host.includes(':') ? `[${host}]` : host
  return `${certificate ? 'https' : 'http'}://${name}:${port}`
}
