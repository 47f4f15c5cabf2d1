import type { House } from './exchange.ts'
import type { Address, Listener } from './listener.ts'
import { listen } from './listener.ts'
import type { OperatorEndpoints } from './operator-endpoints.ts'
import type { ServerOptions } from './server-options.ts'
import { vpcEndpoint } from './vpc-endpoint.ts'

interface VpcListener extends Listener {
  readonly id: string
}

/** All of them, or none: what has begun to listen before one cannot is closed again. */
export async function listenOnVpcEndpoints(
  house: House,
  operator: OperatorEndpoints,
  { vpcEndpoints = [], ...options }: Address & Pick<ServerOptions, 'vpcEndpoints'>,
): Promise<readonly VpcListener[]> {
  const listeners: VpcListener[] = []
  try {
    for (const endpoint of vpcEndpoints) {
      const address = { ...options, port: endpoint.port, vpcEndpoint: vpcEndpoint(endpoint) }
      listeners.push({ id: endpoint.id, ...(await listen(house, operator, address)) })
    }
  } catch (cause) {
    await Promise.all(listeners.map((listener) => listener.close()))
    throw cause
  }
  return listeners
}
