import type { Exchange } from '../exchange.ts'

/**
 * Changes and events become durable together, or neither does. Every answer waits for its own
 * event, which stands in the queue behind all changes that this request has seen.
 */
export function commit({ house, failure, performed, events = [] }: Exchange): void | Promise<void> {
  // A refused request changes nothing, even if it was refused after perform.
  const { changes = [], files } = failure ? {} : (performed ?? {})
  // It may have seen changes that wait, though it leaves no trace itself.
  const isReader = changes.length === 0 && events.length === 0
  if (isReader && house.store.queued() === 0) return undefined
  const durable = house.store.append({ changes, events, ...(files && { files }) })
  const { committed, opens } = failure ? {} : (performed ?? {})
  if (!committed && opens === undefined) return durable
  return durable.then(() => {
    committed?.()
    if (opens !== undefined) house.accountOpened(opens)
  })
}
