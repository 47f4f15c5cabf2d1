import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FINDING_IDS } from '../../finding.ts'
import { REMEDY_IDS } from '../../remedies/remedy.ts'
import { fill, REPORT_WORDS, wordsFor } from './words.ts'

const [english, japanese] = [wordsFor('en'), wordsFor('ja')]

const placesIn = (template: string | undefined): readonly string[] =>
  [...new Set(template?.match(/\{\w+\}/g))].toSorted()

test('both languages put the same facts in every sentence', () => {
  for (const id of FINDING_IDS) {
    for (const verdict of ['fail', 'seen', 'pass', 'unknown'] as const) {
      const [one, other] = [english.findings[id][verdict], japanese.findings[id][verdict]]
      assert.deepEqual(placesIn(other), placesIn(one), `${id} ${verdict}`)
    }
  }
  for (const id of REMEDY_IDS) {
    assert.deepEqual(placesIn(japanese.remedies[id]), placesIn(english.remedies[id]), id)
  }
  for (const word of REPORT_WORDS) {
    assert.deepEqual(placesIn(japanese.report[word]), placesIn(english.report[word]), word)
  }
})

test('every Japanese sentence is Japanese, and no English one is', () => {
  const isJapanese = (text: string): boolean => /[ぁ-んァ-ヶ一-龠]/.test(text)
  const sentences = (words: typeof english): readonly string[] =>
    Object.values(words.findings).map(({ fail }) => fail)
  assert.ok(sentences(japanese).every(isJapanese))
  assert.ok(!sentences(english).some(isJapanese))
})

test('a place without its fact stays visible', () => {
  assert.equal(fill('{known} and {unknown}', { known: 'this' }), 'this and {unknown}')
})
