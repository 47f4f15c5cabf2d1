import type { RequestHead } from '../../aws/wire-request.ts'
import { headerOf } from '../../aws/wire-request.ts'
import { serviceCallHeaders } from '../../base/service-call-headers.ts'
import { iamDirectory } from '../../services/iam/api.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'
import { serviceCaller } from '../service-caller.ts'

/**
 * Lets a service be the caller, where the start command allows it and a root user asks for it.
 * Without the flag the headers mean nothing, and without the signature over them neither.
 */
export function actAsService(exchange: Exchange): void {
  const { house } = exchange
  if (!house.allowsServiceCalls) return
  const signed = signedPart(exchange)
  const name = headerOf(signed, serviceCallHeaders.service)
  if (name === undefined) return
  const service = settled(exchange.service, 'decode')
  const { principal, account } = settled(exchange.caller, 'authenticate')
  if (principal.type !== 'root') {
    throw service.accessDenied('only a root user of the stack can have a service call')
  }
  const known = { directory: iamDirectory(house.store), account, now: house.world.now() }
  const found = serviceCaller(name, signed, known)
  if ('fault' in found) throw service.validationFailed(found.fault)
  exchange.caller = found.caller
  // As of every service's call: nobody has signed it.
  delete exchange.signature
}

function signedPart({ arrival, signature }: Exchange): Pick<RequestHead, 'headers'> {
  const { signedHeaders } = settled(signature, 'authenticate')
  const all = Object.entries(arrival.headers)
  return { headers: Object.fromEntries(all.filter(([name]) => signedHeaders.includes(name))) }
}
