import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Finds out who sends a request that nobody signs, by what it brings instead. */
export function identify(exchange: Exchange): void | Promise<void> {
  const { identify: proof } = settled(exchange.operation, 'decode')
  if (!proof) return undefined
  const { world, store } = exchange.house
  return proof(exchange.input, { world, store, now: world.now() }).then((caller) => {
    exchange.caller = caller
  })
}
