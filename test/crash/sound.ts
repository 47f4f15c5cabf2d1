// What must be true of a data directory after any kill, whatever was going on.

import assert from 'node:assert/strict'
import { isJsonObject, parseJson, type JsonObject } from '../../src/base/json.ts'
import { fileAlone } from '../../src/server/root-key/root-key-source.ts'
import { openSealer } from '../../src/server/upkeep/open-sealer.ts'
import { eventPlaces } from '../../src/server/upkeep/verify/event-places.ts'
import { problemText } from '../../src/server/upkeep/verify/problem.ts'
import { verifyDirectory } from '../../src/server/upkeep/verify/verify.ts'
import { StateSnapshot } from '../../src/store/backup/state-snapshot.ts'

/** `sparekey verify` finds nothing: databases, rows, seals, files, events, digests. */
export async function requireSound(data: string): Promise<void> {
  const { problems } = await verifyDirectory(data, await openSealer(data, fileAlone))
  assert.deepEqual(
    problems.map((one) => problemText(one, 'en')),
    [],
    'verify finds something',
  )
}

/** The records of all events that a directory holds, by event ID, past any stack. */
export function recordedEvents(data: string): ReadonlyMap<string, JsonObject> {
  const snapshot = new StateSnapshot(data)
  const records = new Map<string, JsonObject>()
  const sequences = new Map<number, string>()
  try {
    for (const place of eventPlaces(data, snapshot.database, (name) => assert.fail(name))) {
      for (const { eventId, position, record: text } of place.events()) {
        const record = parseJson(text)
        assert.ok(isJsonObject(record), eventId)
        // An event may be in the outbox still and in its day already: one event, one number.
        const known = sequences.get(position.sequence)
        assert.ok(known === undefined || known === eventId, 'two events of one number')
        sequences.set(position.sequence, eventId)
        records.set(eventId, record)
      }
    }
  } finally {
    snapshot.close()
  }
  assert.equal(records.size, sequences.size, 'an event is there twice')
  return records
}
