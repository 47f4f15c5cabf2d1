import { AwsError } from '../aws/errors.ts'
import type { Exchange } from './exchange.ts'

/**
 * Turns whatever was thrown into what the caller may see. A refusal is a refusal; anything else
 * is a fault of ours, whose cause stays in our log.
 */
export function toWireError(thrown: unknown, exchange: Exchange): AwsError {
  if (thrown instanceof AwsError) return thrown
  const { house, arrival, service, operationName } = exchange
  house.log.error(
    { requestId: arrival.requestId, operation: operationName, err: thrown },
    'a request failed by our fault',
  )
  return (
    service?.internalFailure() ??
    new AwsError('InternalFailure', 500, 'An internal error occurred.', { cause: thrown })
  )
}
