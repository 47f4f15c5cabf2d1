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

/** Those of the scenario; a few of the mover's may come in between. */
const writerStatements = 24
const atOnce = 6
const moverSteps = 5
const longerThanARetryMs = 2000

/** What the store says it holds: the row, and the ids of all events, newest first. */
interface Contents {
  readonly note: Note | undefined
  readonly other: Note | undefined
  readonly events: readonly string[]
}

test('nothing is half done, whichever write fails', async () => {
  let refusals = 0
  for (let first = 1; first <= writerStatements; first += atOnce) {
    const numbers = Array.from({ length: atOnce }, (_, index) => first + index)
    const refused = await Promise.all(numbers.map((failing) => failAtStatement(failing)))
    refusals += refused.filter((ids) => ids.length > 0).length
  }
  assert.ok(refusals > writerStatements / 2, `only ${refusals} faults refused a request`)
})

async function failAtStatement(failing: number): Promise<readonly string[]> {
  const place = newSqlitePlace()
  const store = await place.open({ writerStatement: failing })
  try {
    const refused = await playScenario(store)
    const held = await contents(store)
    assert.deepEqual(held, expectedContents(refused))
    await appendAfterwards(store)
    assert.equal(store.trouble(), undefined)
    await store.close()
    await requireHeld(place, { ...held, events: ['afterwards', ...held.events] })
    return refused
  } finally {
    await store.close()
    await place.remove()
  }
}

/** When the mover's writes came in between, the fault may hit this one: then it goes on after. */
async function appendAfterwards(store: Store): Promise<void> {
  const append = (): Promise<void> =>
    store.append({ changes: [], events: [sampleEvent('afterwards')] })
  await append().catch(append)
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

async function contents(store: Store): Promise<Contents> {
  const note = store.get(notes, 'note')?.value
  const found = store.find(notes, 'label', 'red', { limit: 2 })
  assert.equal(found.length, note?.labels.includes('red') ? 1 : 0)
  return {
    note,
    other: store.get(notes, 'other')?.value,
    events: eventIds((await store.events(everything)).events),
  }
}

async function requireHeld(place: SqlitePlace, held: Contents): Promise<void> {
  const store = await place.open()
  const found = await contents(store)
  await store.close()
  assert.deepEqual(found, held)
}

test('no event is lost or doubled when the mover fails at any of its steps', async () => {
  const steps = Array.from({ length: moverSteps }, (_, index) => index + 1)
  await Promise.all(steps.map((failing) => failAtMoverStep(failing)))
})

async function failAtMoverStep(failing: number): Promise<void> {
  const place = newSqlitePlace()
  const store = await place.open({ moverStep: failing })
  const events = [sampleEvent('yesterday', { timeSeconds: noon - 86_400 }), sampleEvent('today')]
  const held: Contents = { note: undefined, other: undefined, events: ['today', 'yesterday'] }
  try {
    await store.append({ changes: [], events })
    for (let waitedMs = 0; waitedMs < longerThanARetryMs; waitedMs += 50) {
      assert.deepEqual(await contents(store), held)
      await sleep(50)
    }
    assert.equal(store.trouble(), undefined)
    await store.close()
    await requireHeld(place, held)
  } finally {
    await store.close()
    await place.remove()
  }
}

test('the store finds out by itself that there is room again', async () => {
  const place = newSqlitePlace()
  const store = await place.open({ writerStatement: 1 })
  try {
    await assert.rejects(store.append({ changes: [], events: [sampleEvent('refused')] }))
    assert.match(String(store.trouble()), /the disk is full/)
    await sleep(longerThanARetryMs)
    assert.equal(store.trouble(), undefined)
  } finally {
    await store.close()
    await place.remove()
  }
})
