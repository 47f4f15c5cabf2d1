import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { encodeEncryptionContext } from './encryption-context.ts'

const texts = fc.string({ unit: 'grapheme', maxLength: 6 })
const contexts = fc.dictionary(texts, texts, { maxKeys: 4 })

test('no context and an empty one give no bytes', () => {
  assert.equal(encodeEncryptionContext().length, 0)
  assert.equal(encodeEncryptionContext({}).length, 0)
})

test('the form is sorted by the UTF-8 bytes of the keys, each text behind its length', () => {
  const encoded = Buffer.from(encodeEncryptionContext({ b: '2', a: '1' })).toString('hex')
  const text = (character: string) => `00000001${Buffer.from(character).toString('hex')}`
  assert.equal(encoded, ['a', '1', 'b', '2'].map(text).join(''))
})

test('characters outside the basic plane sort behind all others, unlike UTF-16', () => {
  const encoded = Buffer.from(encodeEncryptionContext({ '\u{1f511}': '', '\uffee': '' }))
  assert.ok(encoded.indexOf('\uffee') < encoded.indexOf('\u{1f511}'))
})

test('two contexts have the same bytes exactly when they hold the same pairs', () => {
  const sorted = (context: Record<string, string>) =>
    JSON.stringify(Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  fc.assert(
    fc.property(contexts, contexts, (one, other) => {
      const sameBytes = Buffer.compare(encodeEncryptionContext(one), encodeEncryptionContext(other))
      assert.equal(sameBytes === 0, sorted(one) === sorted(other))
    }),
    { numRuns: 200 },
  )
})
