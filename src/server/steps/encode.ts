import type { EncodedAnswer, Members } from '../../aws/protocols/protocol.ts'
import { protocols } from '../../aws/protocols/protocols.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Spells the outcome as the client's protocol has it. */
export function encode(exchange: Exchange): void {
  const { failure, performed } = exchange
  const { status, headers, body = '' } = encoded(exchange)
  if (failure) exchange.answer = { status, headers, body }
  else {
    exchange.answer = {
      status: performed?.status ?? status,
      headers,
      body,
      ...(performed?.content && { content: performed.content }),
    }
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
