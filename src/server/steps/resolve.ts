import { headerOf } from '../../aws/wire-request.ts'
import type { Caller } from '../../base/caller.ts'
import type { RequestScope } from '../../services/operation.ts'
import { decideQuestion } from '../decide-question.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Finds what the input names, and with it everything that must be allowed. */
export function resolve(exchange: Exchange): void {
  if (exchange.isAuthorized) return
  const service = settled(exchange.service, 'decode')
  const operation = settled(exchange.operation, 'decode')
  exchange.scope = service.scope(requestScope(exchange))
  exchange.questions = operation.questions(exchange.input, exchange.scope)
}

function requestScope(exchange: Exchange): RequestScope {
  const { house, arrival } = exchange
  const caller = settled(exchange.caller, 'authenticate')
  const region = settled(exchange.region, 'authenticate')
  const now = house.world.now()
  const facts = {
    now,
    region,
    sourceIp: isInner(caller) ? undefined : arrival.sourceIp,
    vpcEndpoint: isInner(caller) ? undefined : arrival.vpcEndpoint,
    userAgent: arrival.headers['user-agent'],
    // Services speak TLS with each other.
    secureTransport: isInner(caller) || arrival.tls !== undefined,
  }
  return {
    world: house.world,
    store: house.store,
    sealer: house.sealer,
    caller,
    account: caller.account,
    region,
    requestId: arrival.requestId,
    now,
    decide: (question) => decideQuestion(house.store, caller, facts, question),
    call: (inner) => exchange.call(inner, caller),
    read: (inner) => exchange.read(inner, caller),
    files: exchange.files,
    ...(exchange.content && { content: exchange.content }),
    ...(facts.vpcEndpoint && { vpcEndpoint: facts.vpcEndpoint }),
    ...wireFacts(exchange),
    ...(exchange.operator?.chosen && { chosen: exchange.operator.chosen }),
  }
}

function wireFacts({ signature, arrival }: Exchange): Pick<RequestScope, 'wire'> {
  if (!signature) return {}
  const { isPresigned, signedAt } = signature
  const contentSha256 = headerOf(arrival, 'x-amz-content-sha256')
  const tlsVersion = arrival.tls?.version.replace(/^TLSv/, '')
  return {
    wire: {
      isPresigned,
      signedAt,
      ...(contentSha256 !== undefined && { contentSha256 }),
      ...(tlsVersion !== undefined && { tlsVersion }),
    },
  }
}

const isInner = ({ principal, via }: Caller): boolean =>
  principal.type === 'service' || via !== undefined
