// Every word that a person reads is there in English and Japanese.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { consoleFailureWords } from '../src/console/words/failures.ts'
import { failuresIn } from '../src/doctor/failures/words/words.ts'
import { diffWordsFor } from '../src/doctor/report/diff/words/words.ts'
import { failureWords } from '../src/cli/words/failures.ts'
import { labFailureWords } from '../src/lab/words/failures.ts'
import { type LintId, lintText, SEVERITIES } from '../src/policy/index.ts'
import { filesOf, root } from './tidy/tree.ts'

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

for (const file of filesOf(join(root, 'src')).filter((path) => path.endsWith('/words/en.ts'))) {
  test(`the words of ${file} are there in both languages`, async () => {
    const [{ english }, { japanese }] = await Promise.all(
      [file, file.replace(/en\.ts$/, 'ja.ts')].map((one) => import(join(root, one))),
    )
    requireTranslated(english, japanese, file)
  })
}

test('the words of a difference are there in both languages', () => {
  requireTranslated(diffWordsFor('en'), diffWordsFor('ja'), 'diff')
})

test('the words of the linter are there in both languages', () => {
  for (const id of Object.keys(SEVERITIES) as LintId[]) {
    const finding = { id, severity: SEVERITIES[id], statement: 0, sid: undefined, facts: {} }
    requireTranslated(lintText(finding, 'en'), lintText(finding, 'ja'), id)
  }
})

const FAILURES = {
  doctor: failuresIn,
  cli: failureWords,
  console: consoleFailureWords,
  lab: labFailureWords,
}
for (const [name, wordsOf] of Object.entries(FAILURES)) {
  test(`the failures of ${name} are there in both languages, with the same facts`, () => {
    requireTranslated(wordsOf('en'), wordsOf('ja'), name)
    const japanese = textsOf(wordsOf('ja'))
    for (const [path, text] of textsOf(wordsOf('en'))) {
      assert.deepEqual(placesIn(japanese.get(path) ?? ''), placesIn(text), path)
    }
  })
}

const placesIn = (text: string): readonly string[] => (text.match(PLACES) ?? []).toSorted()

/** Classes whose sentence comes from a catalogue, and where each of them may be made. */
const TOLD = /^export class (\w+) extends (?:ToldFailure|DoctorFailure)\b/gm
/** Its first argument is the id of its sentence. */
const BY_ID: ReadonlySet<string> = new Set(['RecoveryProblem'])

test('no failure is made with a sentence in place: only with one of a catalogue', () => {
  const files = filesOf(join(root, 'src'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
  const told = files.flatMap(({ file, text }) =>
    [...text.matchAll(TOLD)].map(([, name = '']) => ({ name, home: file })),
  )
  assert.deepEqual(told.map(({ name }) => name).toSorted(), [
    'CallerUnknown',
    'ConsoleFailure',
    'DoctorFailure',
    'Failure',
    'LabError',
    'RecoveryProblem',
    'UpkeepFailure',
  ])
  const inPlace = files.flatMap(({ file, text }) => [
    ...told
      .filter(({ name, home }) => home !== file && !BY_ID.has(name))
      .filter(({ name }) => new RegExp(`\\bnew ${name}\\(`).test(text))
      .map(({ name }) => `${file}: new ${name}(`),
    ...(/\bnew InvalidArgumentError\(\s*['"`]/.test(text) ? [`${file}: InvalidArgumentError`] : []),
  ])
  assert.deepEqual(inPlace, [])
})
