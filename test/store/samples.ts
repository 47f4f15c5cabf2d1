// Rows and events that the store's tests are made of.

import {
  change,
  type Change,
  type Store,
  type StoredEvent,
  type Table,
} from '../../src/store/store.ts'

export interface Note {
  readonly owner: string
  readonly labels: readonly string[]
}

export const notes: Table<Note> = {
  name: 'notes',
  indexes: { owner: ({ owner }) => [owner], label: ({ labels }) => labels },
}

/** A table that `emptyAllExcept` can keep. */
export const settings: Table<string> = { name: 'settings' }

export const alice: Note = { owner: 'alice', labels: [] }
export const bob: Note = { owner: 'bob', labels: [] }

export function putNote(store: Store, id: string, note: Note | undefined): Change {
  return change(notes, id, store.get(notes, id), note)
}

export const noon = Date.parse('2026-11-23T12:00:00Z') / 1000
export const account = '111122223333'
export const region = 'us-east-1'
export const anyTime = { fromSeconds: 0, toSeconds: 4_102_444_800 } as const
/** Everything that happened in the account and Region of the samples. */
export const everything = { account, region, ...anyTime, limit: 1000 } as const

export function sampleEvent(eventId: string, more: Partial<StoredEvent> = {}): StoredEvent {
  const eventName = 'PutKeyPolicy'
  return {
    eventId,
    account,
    region,
    timeSeconds: noon,
    attributes: [
      ['EventId', eventId],
      ['EventName', eventName],
    ],
    record: JSON.stringify({ eventName, eventID: eventId }),
    ...more,
  }
}

export const eventIds = (events: readonly StoredEvent[]): string[] =>
  events.map(({ eventId }) => eventId)
