// The diagnosis for somebody who is tired: the verdict first, then why, then what to type.

import { works, type Diagnosis } from '../diagnosis.ts'
import { changeText } from './change-text.ts'
import { paragraph, row } from '../../base/columns.ts'
import { otherFindingsText, verdictText } from './findings-text.ts'
import { fromText } from './from-text.ts'
import { momentOf } from './moment.ts'
import { pageOf, type Page, type TextOptions } from './page.ts'
import { policyText } from './policy-text.ts'
import { remediesText } from './remedy-text.ts'
import { deliveredText, gapText, searchedText } from './search-text.ts'
import { whereLine } from './where-line.ts'
import { fill, type Words } from './words/words.ts'

/** The diagnoses of one key and principal, told as one story. */
export function renderText(diagnoses: readonly Diagnosis[], options: TextOptions): string {
  const page = pageOf(options)
  const [first] = diagnoses
  if (first === undefined) return ''
  const denied = diagnoses.filter((diagnosis) => !works(diagnosis))
  const [worst] = denied
  const story = worst
    ? [why(denied, page), otherFindingsText(denied, page), policy(worst, page)]
    : []
  const sections = [
    [whereLine(first.where, page), ...verdictText(diagnoses, page)],
    fromText(diagnoses, page),
    ...story,
    remediesText(denied, page),
    unseen(denied, page),
  ]
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return texts.join('\n\n')
}

function why(denied: readonly Diagnosis[], { words, paint: { title }, width }: Page) {
  const { report } = words
  const [first] = denied
  const rows = [row(report.whoAsks, first?.request.principal ?? '', width, COLUMN)]
  for (const layer of ['identity', 'boundary', 'keyPolicy'] as const) {
    for (const says of layerSays(denied, layer, words)) {
      rows.push(row(words.layers[layer], says, width, COLUMN))
    }
  }
  const [sentence] = denied.flatMap((one) => one.sentence ?? [])
  if (sentence !== undefined) rows.push(row(report.awsSays, sentence, width, COLUMN))
  return first?.layers.length === 0 ? [] : [title(report.why), ...rows]
}

const COLUMN = 20

/** One row where all actions fare alike, else one for each. */
function layerSays(
  denied: readonly Diagnosis[],
  layer: 'identity' | 'boundary' | 'keyPolicy',
  { says }: Words,
): readonly string[] {
  const rows = denied.map(({ request, layers }) => {
    const said = layers.find((one) => one.layer === layer)
    const places = said?.because.map(({ policy, statement, sid }) => {
      return `${policy}, ${sid === undefined ? `Statement[${statement}]` : `"${sid}"`}`
    })
    const because = places?.length ? ` (${[...new Set(places)].join('; ')})` : ''
    const word = said?.says ?? 'unknown'
    return { action: request.action, text: `${says[word]}${because}`, word }
  })
  if (layer === 'boundary' && rows.every(({ word }) => word === 'notApplicable')) return []
  const [first] = rows
  const isAlike = rows.every(({ text }) => text === first?.text)
  return isAlike && first ? [first.text] : rows.map(({ action, text }) => `${action}: ${text}`)
}

function policy({ keyPolicy, where, request }: Diagnosis, page: Page): readonly string[] {
  const { words, paint, width } = page
  const { gaps = [], change, searched = [], delivered } = keyPolicy
  const unsearched = [
    ...gaps.map((gap) => gapText(gap, page)),
    ...(searched.length === 0 ? [] : searchedText(searched, page)),
    ...deliveredText({ key: request.key ?? '', where, searched, delivered }, page),
  ]
  if (keyPolicy.policy === undefined) {
    const title = paint.title(words.report.noPolicy)
    return unsearched.length === 0 ? [] : [title, ...unsearched]
  }
  const statements = policyText(keyPolicy.policy, words, paint, width)
  const changed = change
    ? ['', paint.title(words.report.change), ...changeText(change, where.account, page)]
    : []
  return [policyTitle(keyPolicy, page), ...statements, ...unsearched, ...changed]
}

function policyTitle(
  { source, eventTime, eventName = '' }: Diagnosis['keyPolicy'],
  { words: { report }, paint: { title } }: Page,
): string {
  if (source === 'current') return title(report.currentPolicy)
  return title(fill(report.lastKnownPolicy, { eventName, eventTime: momentOf(eventTime) }))
}

function unseen(denied: readonly Diagnosis[], { words, paint: { title }, width }: Page) {
  const isKnown = denied.some(({ keyPolicy }) => keyPolicy.source !== 'none')
  const rows = new Map(
    denied.flatMap((one) =>
      one.unseen
        // The lockout itself: with the policy told from the history, they add nothing.
        .filter(
          ({ permission }) => !isKnown || !/^kms:(GetKeyPolicy|DescribeKey)$/.test(permission),
        )
        .map(({ permission, question }) => [permission, question] as const),
    ),
  )
  if (rows.size === 0) return []
  const lines = [...rows].map(([permission, question]) => row(permission, question, width, 32))
  const advice = isKnown ? [] : ['', paragraph(words.report.unseenAdvice, width, 2)]
  return [title(words.report.unseen), ...lines, ...advice]
}
