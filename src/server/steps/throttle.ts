import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/**
 * Holds the request against the quotas of its service, where the stack was started with
 * `--throttle`. It counts for the account that asks, also where another account's key is used,
 * and also where a service asks on its behalf.
 *
 * UNLIKE AWS: quotas count before authorization, by whole seconds of the clock, dry runs too, and
 * ReEncrypt once where one quota is that of both its keys. Of all this AWS says nothing.
 */
export function throttle(exchange: Exchange): void {
  const { house, operator, input, isCounted } = exchange
  if (!house.rates || operator || isCounted) return
  exchange.isCounted = true
  const service = settled(exchange.service, 'decode')
  const operation = settled(exchange.operationName, 'decode')
  const { account } = settled(exchange.caller, 'authenticate')
  const region = settled(exchange.region, 'authenticate')
  const questions = settled(exchange.questions, 'resolve')
  const uses = service.requestQuotas?.({ operation, input, region, questions }) ?? []
  if (!house.rates.take(account, uses, house.world.now())) throw service.throttled()
}
