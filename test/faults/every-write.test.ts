// The disk fails at the nth write, for every n: no effect without its event, no event without its
// effect, what was refused is gone, and the store goes on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../../src/store/store.ts'
import { newSqlitePlace, type SqlitePlace } from '../store/place.ts'
import {
  alice,
  bob,
  eventIds,
  everything,
  noon,
  notes,
  putNote,
  sampleEvent,
  type Note,
} from '../store/samples.ts'

/** More than the writes of the scenario, so that the last rounds meet no fault at all. */
const writerStatements = 36
const moverSteps = 5
const longerThanARetryMs = 2000

/** What the store says it holds: the row, and the ids of all events, newest first. */
interface Contents {
  readonly note: Note | undefined
  readonly other: Note | undefined
  readonly events: readonly string[]
}

for (let first = 1; first <= writerStatements; first += 6) {
  test(`nothing is half done when writes ${first} to ${first + 5} fail`, async () => {
    const numbers = Array.from({ length: 6 }, (_, index) => first + index)
    await Promise.all(numbers.map((failing) => failAtStatement(failing)))
  })
}

async function failAtStatement(failing: number): Promise<void> {
  const place = newSqlitePlace()
  const store = await place.open({ writerStatement: failing })
  const refused = await playScenario(store)
  assert.ok(refused.length > 0 || failing > 20, `write ${failing} refused nobody`)

  const held = contents(store)
  assert.deepEqual(held, expectedContents(refused))
  await store.append({ changes: [], events: [sampleEvent('afterwards')] })
  assert.equal(store.trouble(), undefined)
  await store.close()
  await requireHeld(place, { ...held, events: ['afterwards', ...held.events] })
  await place.remove()
}

/**
 * Makes a row, changes it, and then deletes it and makes another in one breath. Each request is
 * tried once; returns the events of those that were refused.
 */
async function playScenario(store: Store): Promise<readonly string[]> {
  const refused: string[] = []
  const attempt = async (eventId: string, id: string, note: Note | undefined): Promise<void> => {
    const changes = [putNote(store, id, note)]
    await store.append({ changes, events: [sampleEvent(eventId)] }).catch((fault: unknown) => {
      assert.match(String(fault), /the disk is full/)
      assert.match(String(store.trouble()), /the disk is full/)
      refused.push(eventId)
    })
  }
  await attempt('make', 'note', alice)
  await attempt('change', 'note', { ...bob, labels: ['red'] })
  await Promise.all([attempt('delete', 'note', undefined), attempt('other', 'other', alice)])
  return refused
}

/** What must be left when these requests were refused and the others were not. */
function expectedContents(refused: readonly string[]): Contents {
  const succeeded = ['make', 'change', 'delete', 'other'].filter((id) => !refused.includes(id))
  const values = { make: alice, change: { ...bob, labels: ['red'] }, delete: undefined }
  const last = succeeded.filter((id): id is keyof typeof values => id in values).at(-1)
  return {
    note: last && values[last],
    other: succeeded.includes('other') ? alice : undefined,
    events: succeeded.toReversed(),
  }
}

function contents(store: Store): Contents {
  const note = store.get(notes, 'note')?.value
  const found = store.find(notes, 'label', 'red', { limit: 2 })
  assert.equal(found.length, note?.labels.includes('red') ? 1 : 0)
  return {
    note,
    other: store.get(notes, 'other')?.value,
    events: eventIds(store.events(everything).events),
  }
}

async function requireHeld(place: SqlitePlace, held: Contents): Promise<void> {
  const store = await place.open()
  assert.deepEqual(contents(store), held)
  await store.close()
}

test('no event is lost or doubled when the mover fails at any of its steps', async () => {
  const steps = Array.from({ length: moverSteps }, (_, index) => index + 1)
  await Promise.all(steps.map((failing) => failAtMoverStep(failing)))
})

async function failAtMoverStep(failing: number): Promise<void> {
  const place = newSqlitePlace()
  const store = await place.open({ moverStep: failing })
  const yesterday = noon - 24 * 60 * 60
  const events = [sampleEvent('yesterday', { timeSeconds: yesterday }), sampleEvent('today')]
  await store.append({ changes: [], events })
  const deadline = sleep(longerThanARetryMs).then(() => true)
  const soon = (): Promise<boolean> => sleep(50).then(() => false)
  while (!(await Promise.race([deadline, soon()]))) {
    assert.deepEqual(eventIds(store.events(everything).events), ['today', 'yesterday'])
  }
  assert.equal(store.trouble(), undefined)
  await store.close()

  const reopened = await place.open()
  assert.deepEqual(eventIds(reopened.events(everything).events), ['today', 'yesterday'])
  await reopened.close()
  await place.remove()
}
