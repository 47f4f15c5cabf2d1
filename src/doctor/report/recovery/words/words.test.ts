import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  NOTE_IDS,
  OUTCOME_WORDS,
  PLAN_WORDS,
  PROBLEM_IDS,
  recoveryWords,
  type RecoveryWords,
} from './words.ts'

const [english, japanese] = [recoveryWords('en'), recoveryWords('ja')]

/** Every text by its name. */
function textsOf({ problems, notes, plan, becoming, outcome }: RecoveryWords) {
  return new Map([
    ...PROBLEM_IDS.flatMap((id) => {
      const { says, hints = [] } = problems[id]
      return [says, ...hints].map((text, index) => [`${id} ${index}`, text] as const)
    }),
    ...NOTE_IDS.map((id) => [id, notes[id]] as const),
    ...PLAN_WORDS.map((word) => [`plan ${word}`, plan[word]] as const),
    ...OUTCOME_WORDS.map((word) => [`outcome ${word}`, outcome[word]] as const),
    ...Object.entries(becoming),
  ])
}

const placesIn = (text: string | undefined): readonly string[] =>
  [...new Set(text?.match(/\{\w+\}/g))].toSorted()

test('both languages say everything, with the same facts', () => {
  const [texts, others] = [textsOf(english), textsOf(japanese)]
  assert.deepEqual([...others.keys()], [...texts.keys()])
  for (const [name, text] of texts)
    assert.deepEqual(placesIn(others.get(name)), placesIn(text), name)
})

test('every Japanese text is Japanese, and no English one is', () => {
  const isJapanese = (text: string): boolean => /[ぁ-んァ-ヶ一-龠]/.test(text)
  assert.deepEqual(
    [...textsOf(japanese)].filter(([, text]) => !isJapanese(text)),
    [],
  )
  assert.deepEqual(
    [...textsOf(english)].filter(([, text]) => isJapanese(text)),
    [],
  )
})
