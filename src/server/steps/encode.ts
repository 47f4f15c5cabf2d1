import type { EncodedAnswer, Members } from '../../aws/protocols/protocol.ts'
import { protocols } from '../../aws/protocols/protocols.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'
import { SERVED_CONTENT_HEADERS } from '../served-content.ts'

/** Spells the outcome as the client's protocol has it. */
export function encode(exchange: Exchange): void {
  const { failure, performed } = exchange
  const { status, headers, body = '' } = encoded(exchange)
  const content = failure ? undefined : performed?.content
  exchange.answer = {
    status: (failure ? undefined : performed?.status) ?? status,
    headers: content ? { ...headers, ...SERVED_CONTENT_HEADERS } : headers,
    body,
    ...(content && { content }),
  }
}

function encoded(exchange: Exchange): EncodedAnswer {
  const { arrival, service, failure, performed, operationName } = exchange
  const protocol = protocols[exchange.protocol ?? 'awsJson1_1']
  if (failure) return protocol.encodeError(service?.model, failure, arrival)
  return protocol.encode(
    settled(service, 'decode').model,
    settled(operationName, 'decode'),
    performed?.output as Members | undefined,
    arrival,
  )
}
