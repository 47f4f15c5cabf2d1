// Events from several places, as one story.

import type { PolicyEvent } from './policy-event.ts'

/**
 * Oldest first, each once. Times are whole seconds: events of one second keep the order in which
 * they were found, and the creation stands before whatever was put in its second.
 */
export function inOrder(events: readonly PolicyEvent[]): readonly PolicyEvent[] {
  const unique = new Map<string, PolicyEvent>()
  for (const event of events) {
    // Logs hold some events twice, in two files or two Regions.
    if (!unique.has(event.eventId)) unique.set(event.eventId, event)
  }
  return [...unique.values()].sort(
    (a, b) => a.eventTime.localeCompare(b.eventTime) || rank(a) - rank(b),
  )
}

const rank = ({ eventName }: PolicyEvent): number => (eventName === 'PutKeyPolicy' ? 1 : 0)

/** Nothing of a key is older than its creation. */
export const isCreation = (event: PolicyEvent): boolean =>
  rank(event) === 0 && event.error === undefined
