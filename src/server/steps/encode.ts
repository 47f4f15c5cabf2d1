import type { Members } from '../../aws/protocols/protocol.ts'
import { protocols } from '../../aws/protocols/protocols.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Spells the outcome as the client's protocol has it. */
export function encode(exchange: Exchange): void {
  const { arrival, service, failure, performed, operationName } = exchange
  const protocol = protocols[exchange.protocol ?? 'awsJson1_1']
  const headers = { 'content-type': protocol.contentType }
  if (failure) {
    const body = protocol.encodeError(service?.model, failure, arrival.requestId)
    exchange.answer = { status: failure.status, headers, body }
    return
  }
  const body = protocol.encode(
    settled(service, 'decode').model,
    settled(operationName, 'decode'),
    performed?.output as Members | undefined,
    arrival.requestId,
  )
  exchange.answer = { status: 200, headers, body }
}
