import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Item } from './paging.ts'
import { listed, takePage } from './paging.ts'
import type { Section } from './sections.ts'
import { inSections } from './sections.ts'

test('pages of any size together hold every item once, in order', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 })
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 7 }), (values, MaxItems) => {
      const sorted = [...values].sort((a, b) => (a < b ? -1 : 1))
      assert.deepEqual(everyPage(listed(values, String), MaxItems), sorted)
    }),
    { numRuns: 100 },
  )
})

test('pages run through sections one behind the other', () => {
  const sections = [['b', 'a'], [], ['c'], ['a', 'b', 'c']].map((values) => listed(values, String))
  assert.deepEqual(everyPage(inSections(sections), 2), ['a', 'b', 'c', 'a', 'b', 'c'])
})

test('a page that ends with the last item is not truncated', () => {
  const { position } = takePage({ MaxItems: 2 }, listed(['a', 'b'], String))
  assert.deepEqual(position, { IsTruncated: false })
})

test('a marker that no page has given is refused', () => {
  assert.throws(() => takePage({ Marker: 'not base64url!' }, listed(['a'], String)), {
    code: 'ValidationError',
  })
})

function everyPage(section: Section<string>, MaxItems: number): readonly string[] {
  const seen: string[] = []
  for (let Marker: string | undefined; ;) {
    const read: (id: string) => Iterable<Item<string>> = section
    const { items, position } = takePage({ Marker, MaxItems }, read)
    seen.push(...items)
    if (!position.IsTruncated) return seen
    Marker = position.Marker
  }
}
