import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RowCache } from './row-cache.ts'

const row = (id: string) => ({ id, version: 1, value: id })

/** Room for three rows of 744 characters, each with its overhead of 256; and for one's absence. */
const newCache = (): RowCache => new RowCache((8 / 7) * 3000)

test('the row that was asked for least recently is forgotten first', () => {
  const cache = newCache()
  for (const id of ['a', 'b', 'c']) cache.set('notes', row(id), 744)
  assert.ok(cache.get('notes', 'a'))
  cache.set('notes', row('d'), 744)
  const left = ['a', 'b', 'c', 'd'].filter((id) => cache.get('notes', id))
  assert.deepEqual(left, ['a', 'c', 'd'])
})

test('a row that is put again counts once', () => {
  const cache = newCache()
  cache.set('notes', row('a'), 744)
  for (let round = 0; round < 10; round += 1) cache.set('notes', row('b'), 744)
  cache.set('notes', row('c'), 744)
  assert.ok(cache.get('notes', 'a'))
})

test('a row that is longer than the whole cache is not kept, and nothing breaks', () => {
  const cache = newCache()
  cache.set('notes', row('a'), 10_000)
  assert.equal(cache.get('notes', 'a'), undefined)
  cache.set('notes', row('b'), 744)
  assert.ok(cache.get('notes', 'b'))
})

test('rows of the same id in two tables are two rows', () => {
  const cache = newCache()
  cache.set('notes', row('a'), 1)
  assert.equal(cache.get('settings', 'a'), undefined)
  cache.setAbsent('settings', 'a')
  assert.ok(cache.get('notes', 'a')?.row)
})

test('that there is no row is remembered until one is put', () => {
  const cache = newCache()
  cache.setAbsent('notes', 'a')
  assert.deepEqual(cache.get('notes', 'a')?.row, undefined)
  assert.ok(cache.get('notes', 'a'))
  cache.set('notes', row('a'), 1)
  assert.deepEqual(cache.get('notes', 'a')?.row, row('a'))
})

test('names of which there is no row leave the rows alone, and each other when asked for', () => {
  const cache = newCache()
  for (const id of ['a', 'b', 'c']) cache.set('notes', row(id), 744)
  for (let name = 0; name < 1000; name += 1) cache.setAbsent('notes', `name-${name}`)
  const left = ['a', 'b', 'c', 'name-998', 'name-999'].filter((id) => cache.get('notes', id))
  assert.deepEqual(left, ['a', 'b', 'c', 'name-999'])
})
