// Which keys a listing holds, against a specification that reads everything.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { KeyListing } from '../../../src/services/s3/resources/list-keys.ts'
import { listKeys } from '../../../src/services/s3/resources/list-keys.ts'
import { objects } from '../../../src/services/s3/tables.ts'
import type { PageRequest, StoreView } from '../../../src/store/store.ts'
import { change } from '../../../src/store/store.ts'
import { newSqlitePlace, openNew } from '../../store/place.ts'
import { objectRow } from './object-row.ts'

const bytes = (text: string): Buffer => Buffer.from(text)
const inOrder = (keys: Iterable<string>): readonly string[] =>
  [...new Set(keys)].toSorted((one, other) => Buffer.compare(bytes(one), bytes(other)))

/** As a store: the keys of one bucket in their order, between those of its neighbours. */
function storeOf(keys: Iterable<string>): StoreView & { readonly rowsRead: () => number } {
  const ids = ['a/before', ...inOrder(keys).map((key) => `b/${key}`), 'b0/behind']
  let read = 0
  const page = (_table: unknown, { prefix = '', after = '', limit }: PageRequest) => {
    const position = Buffer.from(after)
    const isBehind = (id: string) => Buffer.compare(bytes(id), position) > 0
    const from = ids.findIndex((id) => id.startsWith(prefix) && isBehind(id))
    if (from < 0) return []
    const behind = ids.slice(from, from + limit)
    const found = behind.filter((id) => id.startsWith(prefix))
    read += found.length
    return found.map((id) => ({ id, version: 1, value: objectRow }))
  }
  // A listing reads nothing but pages.
  return { page, rowsRead: () => read } as never
}

/** The specification: roll up everything, and then cut. */
function listedBy(keys: Iterable<string>, listing: KeyListing) {
  const { prefix, delimiter, after, limit } = listing
  const names = inOrder(keys)
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const place = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length)
      return place < 0 ? key : key.slice(0, place + (delimiter?.length ?? 0))
    })
  const behind = inOrder(names).filter((name) => Buffer.compare(bytes(name), bytes(after)) > 0)
  return { names: behind.slice(0, limit), isTruncated: limit > 0 && behind.length > limit }
}

const listed = (store: StoreView, listing: KeyListing) => {
  const { items, isTruncated } = listKeys(store, listing)
  return { names: items.map(({ name }) => name), isTruncated }
}

const text = fc.string({
  unit: fc.constantFrom('a', 'b', '/', '\u{FFFF}', '\u{10FFFF}'),
  maxLength: 5,
})
const someKeys = fc.array(
  text.filter((key) => key !== ''),
  { maxLength: 40 },
)

test('a listing holds what the specification says, in pages of any size', () => {
  const delimiter = fc.constantFrom(undefined, '/', 'a', '//')
  const limit = fc.integer({ min: 0, max: 6 })
  fc.assert(
    fc.property(someKeys, text, delimiter, text, limit, (keys, prefix, by, after, max) => {
      const listing = { bucket: 'b', prefix, delimiter: by, after, limit: max }
      assert.deepEqual(listed(storeOf(keys), listing), listedBy(keys, listing))
    }),
    { numRuns: 2000 },
  )
})

test('pages joined are the whole list', () => {
  const delimiter = fc.constantFrom(undefined, '/')
  fc.assert(
    fc.property(someKeys, delimiter, fc.integer({ min: 1, max: 4 }), (keys, by, limit) => {
      const store = storeOf(keys)
      const all: string[] = []
      for (let after = '', more = true; more;) {
        const page = listed(store, { bucket: 'b', prefix: '', delimiter: by, after, limit })
        all.push(...page.names)
        after = page.names.at(-1) ?? ''
        more = page.isTruncated
      }
      const whole = { bucket: 'b', prefix: '', delimiter: by, after: '', limit: 1000 }
      assert.deepEqual(all, listedBy(keys, whole).names)
    }),
    { numRuns: 500 },
  )
})

test('rolling up a hundred thousand keys reads a few rows for each prefix', () => {
  const days = Array.from({ length: 20 }, (_, day) => `day-${day + 10}/`)
  const keys = days.flatMap((day) => Array.from({ length: 5000 }, (_, n) => `${day}${n}`))
  const store = storeOf(keys)
  const listing = { bucket: 'b', prefix: '', delimiter: '/', after: '', limit: 1000 }
  assert.deepEqual(listed(store, listing).names, days)
  assert.ok(store.rowsRead() <= days.length * 8, `${store.rowsRead()} rows`)
})

test('the real store lists in the same order', async (t) => {
  const store = await openNew(t, newSqlitePlace)
  const keys = ['a', 'a/b', 'a/\u{10FFFF}', 'a/\u{FFFF}', 'a0', '../../etc/passwd', '/', '//', 'é']
  const rows = keys.map((key) => change(objects, `b/${key}`, undefined, objectRow))
  await store.append({ changes: rows, events: [] })
  for (const delimiter of [undefined, '/']) {
    for (const prefix of ['', 'a', 'a/', '/']) {
      const listing = { bucket: 'b', prefix, delimiter, after: '', limit: 1000 }
      assert.deepEqual(listed(store, listing), listedBy(keys, listing))
    }
  }
})
