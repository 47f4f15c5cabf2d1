// What a doctor must never say, though it stands in blogs: in no sentence, page or case text, in
// neither language.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainFinding, FINDING_IDS } from '../../src/doctor/index.ts'
import { REMEDY_IDS } from '../../src/doctor/remedies/remedy.ts'
import { diagnosisWords } from '../../src/doctor/report/diagnosis/words/words.ts'
import { wordsFor, type Language } from '../../src/doctor/report/words/words.ts'

/** A sentence that says so, unless it says that it is not so. */
interface WrongAdvice {
  readonly name: string
  readonly said: RegExp
  readonly denied: RegExp
}

const either = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join('|'), 'i')
const GRANT = '(\\bgrants?\\b|グラント)'
const ACTION = '(Get|Put)KeyPolicy'

const WRONG: readonly WrongAdvice[] = [
  {
    name: 'a grant gives GetKeyPolicy or PutKeyPolicy',
    said: either(`${GRANT}.*${ACTION}`, `${ACTION}.*${GRANT}`),
    denied:
      /\bno grant\b|can carry neither|no key policy, IAM policy or grant|グラントでは許可できません/i,
  },
  { name: 'use AssumeRoot', said: /AssumeRoot/i, denied: /^$/ },
  {
    name: 'sign in as root',
    said: either('(sign|log) ?in as (the )?root', 'ルートユーザー(として|で)(サイン|ログ)イン'),
    denied: /^$/,
  },
  {
    name: 'the simulator says so',
    said: /simulator.*(allow|says)|シミュレーター.*許可/i,
    // That it disagrees on the layers that it sees is no advice.
    denied: /does not see|says something else|Sparekey \{engine\}|見ません/,
  },
  {
    name: 'both policies are always needed',
    said: /always needs? both|both .*\balways\b|必ず両方|常に両方/i,
    denied: /^$/,
  },
  {
    name: 'make the principal again',
    said: either(
      '(make|create) (the|a) (role|user|principal)[^.]*again',
      'を作り直(せば|すと|してください)',
    ),
    denied: /somebody else|別のプリンシパル/,
  },
]

/** Every text of a value, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function sentencesOf(lang: Language): readonly string[] {
  const pages = FINDING_IDS.map((id) => explainFinding(id, { lang, width: 10_000 }) ?? '')
  const texts = [...textsIn(wordsFor(lang)), ...textsIn(diagnosisWords(lang)), ...pages]
  return texts.flatMap((text) => text.split(/(?<=[.;。])\s*|\n+/))
}

const saysIn = (sentences: readonly string[], { said, denied }: WrongAdvice): readonly string[] =>
  sentences.filter((sentence) => said.test(sentence) && !denied.test(sentence))

for (const lang of ['en', 'ja'] as const) {
  for (const wrong of WRONG) {
    test(`${lang}: nothing says: ${wrong.name}`, () => {
      assert.deepEqual(saysIn(sentencesOf(lang), wrong), [])
    })
  }
}

test('such advice would be found', () => {
  const advice = [
    'Create a grant that carries kms:PutKeyPolicy.',
    'Call sts:AssumeRoot.',
    'Sign in as the root user and restore the policy.',
    'The IAM policy simulator says that it is allowed.',
    'KMS always needs both the key policy and the IAM policy.',
    'Re-create the role again under its name.',
    'グラントで kms:GetKeyPolicy を許可します。',
    'ルートユーザーとしてサインインします。',
    '常に両方が必要です。',
    'ロールを作り直せば元に戻ります。',
  ]
  const missed = advice.filter(
    (sentence) => !WRONG.some((one) => saysIn([sentence], one).length > 0),
  )
  assert.deepEqual(missed, [])
})

test('every remedy has its words', () => {
  for (const lang of ['en', 'ja'] as const) {
    assert.deepEqual(Object.keys(wordsFor(lang).remedies).toSorted(), [...REMEDY_IDS].toSorted())
  }
})
