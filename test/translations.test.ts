// Every word that a person reads is there in English and Japanese.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { diagnosisWords } from '../src/doctor/report/diagnosis/words/words.ts'
import { wordsFor } from '../src/doctor/report/words/words.ts'
import { type LintId, lintText, SEVERITIES } from '../src/policy/index.ts'

/** The texts of a catalogue by their path; a function is called with words that stand for facts. */
function textsOf(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (typeof value === 'function') {
    const facts = Array.from({ length: value.length }, (_, index) => `<${index}>`)
    return textsOf(value(...facts), path)
  }
  if (typeof value !== 'object' || value === null) return new Map()
  const members = Object.entries(value)
  return new Map(members.flatMap(([name, member]) => [...textsOf(member, `${path}.${name}`)]))
}

/** AWS's own names are the same in every language. */
const NAMES = new RegExp(
  `\\b(${[
    ...['AWS', 'IAM', 'KMS', 'SCPs?', 'RCPs?', 'Athena', 'CloudTrail', 'VPC', 'STS', 'S3'],
    ...['Principal', 'Action', 'Resource', 'Condition', 'Effect', 'JSON', 'HTML'],
  ].join('|')})\\b`,
  'g',
)
const PLACES = /\{\w+\}|<\d+>/g
const isName = (text: string): boolean =>
  !/\p{L}{2}/u.test(text.replaceAll(PLACES, '').replaceAll(NAMES, ''))

const isJapanese = (text: string): boolean => /[ぁ-んァ-ヶ一-龠]/.test(text)

function requireTranslated(english: unknown, japanese: unknown, name: string): void {
  const [one, other] = [textsOf(english), textsOf(japanese)]
  assert.deepEqual([...other.keys()].toSorted(), [...one.keys()].toSorted(), name)
  const missing = [...one].filter(([path, text]) => {
    const translated = other.get(path) ?? ''
    return !isJapanese(translated) && !isName(text) && !isName(translated)
  })
  assert.deepEqual(missing, [], name)
  const foreign = [...one].filter(([, text]) => isJapanese(text))
  assert.deepEqual(foreign, [], name)
}

const folder = new URL('../src/cli/words/', import.meta.url)
for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
  test(`the words of ${file} are there in both languages`, async () => {
    const catalogues = Object.entries(await import(new URL(file, folder).href)).filter(
      ([name, value]) => name.endsWith('Words') && typeof value === 'function',
    ) as [string, (language: string) => unknown][]
    assert.ok(catalogues.length > 0)
    for (const [name, wordsOf] of catalogues) requireTranslated(wordsOf('en'), wordsOf('ja'), name)
  })
}

test('the words of the doctor are there in both languages', () => {
  const { questions, ...english } = wordsFor('en')
  const { questions: asked, ...japanese } = wordsFor('ja')
  requireTranslated(english, japanese, 'report')
  requireTranslated(questions, asked, 'questions')
  requireTranslated(diagnosisWords('en'), diagnosisWords('ja'), 'diagnosis')
})

test('the words of the linter are there in both languages', () => {
  for (const id of Object.keys(SEVERITIES) as LintId[]) {
    const finding = { id, severity: SEVERITIES[id], statement: 0, sid: undefined, facts: {} }
    requireTranslated(lintText(finding, 'en'), lintText(finding, 'ja'), id)
  }
})
