// The diagnosis for somebody who is tired: the verdict first, then why, then what to type. The
// rest is told when it is asked for.

import { paragraph, row } from '../../base/columns.ts'
import { works, type Diagnosis } from '../diagnosis.ts'
import { changeText } from './change-text.ts'
import { basisText, OF_THE_LOCKOUT } from './diagnosis/basis-text.ts'
import { pathText } from './diagnosis/path-text.ts'
import { quotesText } from './diagnosis/quote-text.ts'
import { isDoubted, otherFindingsText, verdictText } from './findings-text.ts'
import { fromText } from './from-text.ts'
import { momentOf } from './moment.ts'
import { pageOf, type Page, type TextOptions } from './page.ts'
import { policyText } from './policy-text.ts'
import { printable } from './printable.ts'
import { remediesText } from './remedy-text.ts'
import { deliveredText, gapText, searchedText } from './search-text.ts'
import { whereLine } from './where-line.ts'
import { fill } from './words/words.ts'

/** The diagnoses of one key and principal, told as one story. */
export function renderText(given: readonly Diagnosis[], options: TextOptions): string {
  const page = pageOf(options)
  const diagnoses = printable(given)
  const [first] = diagnoses
  if (first === undefined) return ''
  const denied = diagnoses.filter((diagnosis) => !works(diagnosis))
  const doubted = diagnoses.filter((diagnosis) => !works(diagnosis) || isDoubted(diagnosis))
  const [worst] = denied
  const sections = [
    [whereLine(first.where, page), ...verdictText(diagnoses, page)],
    fromText(diagnoses, page),
    ...(worst && !isOfNoKey(worst) ? story(worst, denied, page) : []),
    worst && isOfNoKey(worst) ? [] : otherFindingsText(doubted, page),
    ...(worst && !isOfNoKey(worst) ? foundation(worst, page) : []),
    remediesText(denied, page),
    worst && isOfNoKey(worst) ? nameTheKey(page) : unseen(denied, page),
    worst && !page.verbose ? more(worst, page) : [],
  ]
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return texts.join('\n\n')
}

/** Which key an error was about is not said: no layer can be asked, and none is to blame. */
const isOfNoKey = ({ from, request, outcome, proposed }: Diagnosis): boolean =>
  from !== undefined && request.key === null && outcome === 'unknown' && proposed === undefined

const nameTheKey = ({ words, width }: Page): readonly string[] => [
  paragraph(words.report.nameTheKey, width, 0),
]

function story(worst: Diagnosis, denied: readonly Diagnosis[], page: Page) {
  return [
    ...ways(page.verbose ? denied : [worst], page),
    quotesText(worst, page),
    ...(page.verbose ? [awsSays(denied, page)] : []),
  ]
}

const foundation = (worst: Diagnosis, page: Page) => [basisText(worst, page), policy(worst, page)]

/** Once, where all actions fare alike. */
function ways(diagnoses: readonly Diagnosis[], page: Page): readonly (readonly string[])[] {
  const drawn = diagnoses.map((one) => ({ action: one.request.action, lines: pathText(one, page) }))
  const different = new Map(drawn.map((one) => [one.lines.join('\n'), one]))
  return [...different.values()].map(({ action, lines }) => {
    const { pathTitle, pathTitleOf } = page.own
    const title = different.size === 1 ? pathTitle : fill(pathTitleOf, { action })
    return lines.length === 0 ? [] : [page.paint.title(title), ...lines]
  })
}

function awsSays(denied: readonly Diagnosis[], { words, paint, width }: Page) {
  const sentences = [...new Set(denied.flatMap(({ sentence }) => sentence ?? []))]
  if (sentences.length === 0) return []
  const lines = sentences.map((sentence) => paragraph(sentence, width, 2))
  return [paint.title(words.report.awsSays), ...lines]
}

/** Where no policy is known, what was searched is the answer; else it is a detail. */
function policy({ keyPolicy, where, request }: Diagnosis, page: Page): readonly string[] {
  const { words, paint, width, verbose } = page
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
  if (!verbose) return []
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

/** With a policy at hand its names are enough, and stand in what the diagnosis rests on. */
function unseen(denied: readonly Diagnosis[], page: Page) {
  const { words, paint, width, verbose } = page
  const isKnown = denied.some(({ keyPolicy }) => keyPolicy.source !== 'none')
  if (isKnown && !verbose) return []
  const rows = new Map(
    denied.flatMap((one) =>
      one.unseen
        .filter(({ permission }) => !isKnown || !OF_THE_LOCKOUT.test(permission))
        .map(({ permission, question }) => [permission, question] as const),
    ),
  )
  if (rows.size === 0) return []
  const lines = [...rows].map(([permission, question]) => row(permission, question, width, 32))
  const advice = isKnown ? [] : ['', paragraph(words.report.unseenAdvice, width, 2)]
  return [paint.title(words.report.unseen), ...lines, ...advice]
}

function more({ causes, findings }: Diagnosis, { own, paint, width }: Page) {
  const open = findings.find(({ verdict }) => verdict === 'unknown')
  const finding = causes[0] ?? open?.id ?? 'FINDING'
  return [paint.quiet(paragraph(fill(own.more, { finding }), width, 0))]
}
