import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Works out the answer and the changes, and changes nothing. */
export function perform(exchange: Exchange): void {
  const operation = settled(exchange.operation, 'decode')
  const scope = settled(exchange.scope, 'resolve')
  exchange.performed = operation.perform(exchange.input, scope, exchange.prepared)
}
