import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/**
 * Refuses what comes when too much is being done already: whoever waits behind a thousand others
 * is better told to come again. It is cheap, for nothing was verified yet, and so it leaves no
 * event: nobody knows whose it was.
 */
export function shed(exchange: Exchange): void {
  const { requests, requestsInFlightMax } = exchange.house
  if (requests.inFlight <= requestsInFlightMax) return
  exchange.isShed = true
  throw settled(exchange.service, 'decode').throttled()
}
