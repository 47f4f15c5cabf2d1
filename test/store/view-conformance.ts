// The view against a naive model: whatever was appended, awaited or not, both say the same.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PageRequest, Row, Store } from '../../src/store/store.ts'
import { openNew, type NewPlace } from './place.ts'
import { notes, putNote, type Note } from './samples.ts'

type Step =
  | { readonly kind: 'put'; readonly id: string; readonly note: Note }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'wait' }

export type Model = Map<string, Note>

// Few and alike, so that they meet; beyond U+FFFF code units and code points differ in order.
const id = fc.constantFrom(
  'a',
  'ab',
  'abc',
  'b',
  'ba',
  'B',
  'é',
  '\u{FF5E}',
  '\u{1F511}',
  'a%',
  'a_',
)
const owner = fc.constantFrom('alice', 'bob', '\u{1F511}')
const labels = fc.array(fc.constantFrom('red', 'blue'), { maxLength: 3 })
const note = fc.tuple(owner, labels).map(([owner, labels]): Note => ({ owner, labels }))
const put = fc.record({ kind: fc.constant('put' as const), id, note })
const remove = fc.record({ kind: fc.constant('delete' as const), id })
/** Steps that change one row. */
export const rowStep = fc.oneof({ weight: 2, arbitrary: put }, { weight: 1, arbitrary: remove })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: rowStep },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'empty' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'wait' }) },
)
export const request: fc.Arbitrary<PageRequest> = fc.record(
  {
    prefix: fc.constantFrom('', 'a', 'ab', 'x', 'é'),
    after: id,
    limit: fc.integer({ min: 0, max: 6 }),
  },
  { requiredKeys: ['limit'] },
)

export function viewConformance(name: string, newPlace: NewPlace): void {
  test(`${name}: get, page and find agree with a naive model at every step`, async (context) => {
    const store = await openNew(context, newPlace)
    const property = fc.asyncProperty(
      fc.array(fc.tuple(step, request), { maxLength: 25 }),
      async (steps) => {
        await store.emptyAllExcept([])
        await play(store, steps)
      },
    )
    await fc.assert(property, { numRuns: 60 })
  })

  test(`${name}: what an index says of a table being emptied is forgotten`, async (context) => {
    const store = await openNew(context, newPlace)
    const put = (id: string) =>
      store.append({ changes: [putNote(store, id, { owner: 'alice', labels: [] })], events: [] })
    const firstOfAlice = () => store.find(notes, 'owner', 'alice', { limit: 1 })[0]?.id
    await put('a')
    const emptied = store.emptyAllExcept([])
    assert.equal(firstOfAlice(), undefined)
    await emptied
    const again = put('b')
    assert.equal(firstOfAlice(), 'b')
    await again
  })
}

async function play(store: Store, steps: readonly (readonly [Step, PageRequest])[]): Promise<void> {
  const model: Model = new Map()
  const writes: Promise<void>[] = []
  for (const [step, request] of steps) {
    if (step.kind === 'wait') await Promise.all(writes)
    else writes.push(apply(store, model, step))
    requireSame(store, model, request)
  }
  await Promise.all(writes)
  requireSame(store, model, { limit: 100 })
}

export function apply(
  store: Store,
  model: Model,
  step: Exclude<Step, { kind: 'wait' }>,
): Promise<void> {
  switch (step.kind) {
    case 'put':
      model.set(step.id, step.note)
      return store.append({ changes: [putNote(store, step.id, step.note)], events: [] })
    case 'delete': {
      if (!model.delete(step.id)) return Promise.resolve()
      return store.append({ changes: [putNote(store, step.id, undefined)], events: [] })
    }
    case 'empty':
      model.clear()
      return store.emptyAllExcept([])
  }
}

/** Whether the store answers the request, and finds by every index, as the model does. */
export function requireSame(store: Store, model: Model, request: PageRequest): void {
  assert.deepEqual(
    store.page(notes, request).map(entryOf),
    expected(model, request, () => true),
  )
  for (const key of ['alice', 'bob', '\u{1F511}', 'nobody']) {
    const found = store.find(notes, 'owner', key, request).map(entryOf)
    assert.deepEqual(
      found,
      expected(model, request, ({ owner }) => owner === key),
    )
  }
  for (const key of ['red', 'blue']) {
    const found = store.find(notes, 'label', key, request).map(entryOf)
    assert.deepEqual(
      found,
      expected(model, request, ({ labels }) => labels.includes(key)),
    )
  }
  for (const [id, value] of model) assert.deepEqual(store.get(notes, id)?.value, value)
}

const entryOf = ({ id, value }: Row<Note>): [string, Note] => [id, value]

function expected(
  model: Model,
  { prefix = '', after, limit }: PageRequest,
  passes: (note: Note) => boolean,
): [string, Note][] {
  return [...model]
    .filter(([id, value]) => id.startsWith(prefix) && passes(value))
    .filter(([id]) => after === undefined || byBytes(id, after) > 0)
    .toSorted(([left], [right]) => byBytes(left, right))
    .slice(0, limit)
}

const byBytes = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right))
