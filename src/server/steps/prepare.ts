import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'
import { authorize } from './authorize.ts'
import { resolve } from './resolve.ts'
import { throttle } from './throttle.ts'

/**
 * Slow work that some operations do before they touch state. Nobody gets it done without being
 * allowed, and since others may change things meanwhile, resolve and authorize then run again,
 * unless there was nothing to wait for.
 */
export function prepare(exchange: Exchange): void | Promise<void> {
  const { prepare: work } = settled(exchange.operation, 'decode')
  if (!work) return undefined
  resolve(exchange)
  throttle(exchange)
  authorize(exchange)
  const pending = work(exchange.input, settled(exchange.scope, 'resolve'))
  exchange.isAuthorized = pending === undefined
  return pending?.then((prepared) => {
    exchange.prepared = prepared
  })
}
