// The way of the request through KMS's decision, drawn: a ladder, and where it ends.

import { columnsOf, wrap } from '../../../base/columns.ts'
import type { PathStep } from '../../decision-path.ts'
import type { DiagnosedLayer, Diagnosis } from '../../diagnosis.ts'
import { identityArnOf, shortName } from '../../principals.ts'
import type { Page } from '../page.ts'
import { fill } from '../words/words.ts'
import { placeText } from './quote-text.ts'

/** Box drawing, and what stands for it in ASCII. Every mark takes the same columns in its set. */
const DRAWN = {
  unicode: { rung: '├─', end: '└─', rail: '│', yes: '✓', no: '✗', unknown: '?', none: '-' },
  ascii: { rung: '|-', end: "'-", rail: '|', yes: 'ok', no: 'no', unknown: '??', none: '--' },
} as const

export type Mark = 'yes' | 'no' | 'unknown' | 'none'

export interface Rung {
  readonly label: string
  readonly text: string
  readonly mark: Mark
  readonly decides: boolean
  /** ` <- stops`, on the one that decides. */
  readonly stops: string
}

export function pathText(diagnosis: Diagnosis, page: Page): readonly string[] {
  const rungs = rungsOf(diagnosis, page)
  if (rungs.length === 0) return []
  const column = Math.max(...rungs.map(({ label }) => columnsOf(label))) + 2
  const end = { label: page.own.results[diagnosis.outcome], text: '', decides: false, stops: '' }
  const mark = markOf(diagnosis.outcome)
  return [
    ...rungs.map((rung) => rungText(rung, column, page)),
    rungText({ ...end, mark }, 0, page, true),
  ]
}

/** In the usual report only what has a say; what nobody could see stands on one rung. */
export function rungsOf(diagnosis: Diagnosis, page: Page): readonly Rung[] {
  const { path } = diagnosis
  if (page.verbose) return path.map((step) => rungOf(step, diagnosis, page))
  const unseen = path.filter((step) => isOfTheOrganization(step) && step.says === 'unknown')
  const said = path.filter(
    (step) => step.decides || (step.says !== 'none' && !unseen.includes(step)),
  )
  const rungs = said.map((step) => rungOf(step, diagnosis, page))
  const label = unseen.map(({ step }) => page.own.steps[step]).join(', ')
  const text = page.own.says.unknown
  const hidden = { label, text, mark: 'unknown', decides: false, stops: '' } as const
  return unseen.length === 0 ? rungs : [...rungs.slice(0, 1), hidden, ...rungs.slice(1)]
}

const isOfTheOrganization = ({ step }: PathStep): boolean =>
  step === 'scp' || step === 'rcp' || step === 'vpcEndpoint'

function rungOf(step: PathStep, diagnosis: Diagnosis, page: Page): Rung {
  const { own, verbose } = page
  const places = placesOf(step, diagnosis.layers, page)
  const said = wordsOf(step, diagnosis, page)
  const isIdle = !step.counts && step.says !== 'none'
  const text = isIdle ? fill(own.notCounted, { says: said }) : said
  const where = places.length > 0 && (verbose || step.decides) ? ` (${places.join('; ')})` : ''
  return {
    label: own.steps[step.step],
    text: `${text}${where}`,
    mark: markOfStep(step),
    decides: step.decides,
    stops: step.decides ? ` <- ${own.stopsHere}` : '',
  }
}

function wordsOf({ step, says }: PathStep, { request }: Diagnosis, page: Page): string {
  const { own } = page
  const principal = shortName(identityArnOf(request.principal))
  switch (step) {
    case 'explicitDeny':
      return own.denies[known(says)]
    case 'keyPolicyNames':
      return fill(own.names[known(says)], { principal })
    case 'keyPolicyDelegates':
      return own.delegates[known(says)]
    default:
      return own.says[says]
  }
}

/** A key policy that denies is no step of its own. */
const known = (says: PathStep['says']) => (says === 'denies' ? 'no' : says)

function placesOf(
  { step, layers, says }: PathStep,
  all: readonly DiagnosedLayer[],
  page: Page,
): readonly string[] {
  // One statement may name the principal, another the account: only a yes is told with its place.
  if (says !== 'yes') return []
  const meant = all.filter(({ layer }) => layers.includes(layer))
  const told = step === 'explicitDeny' ? meant.filter((one) => one.says === 'deny') : meant
  const places = told.flatMap(({ because }) => because.map((ref) => placeText(ref, page)))
  return [...new Set(places)]
}

function markOfStep({ step, says, counts }: PathStep): Mark {
  if (!counts) return 'none'
  if (step !== 'explicitDeny') return known(says)
  return says === 'yes' ? 'no' : says === 'no' ? 'yes' : known(says)
}

export function markOf(outcome: Diagnosis['outcome']): Mark {
  if (outcome === 'unknown') return 'unknown'
  return outcome === 'allow' ? 'yes' : 'no'
}

function rungText(
  { label, text, mark, decides, stops }: Rung,
  column: number,
  page: Page,
  isEnd = false,
) {
  const { unicode, width, paint } = page
  const drawn = DRAWN[unicode ? 'unicode' : 'ascii']
  const head = `  ${isEnd ? drawn.end : drawn.rung} ${drawn[mark]} `
  const gap = ' '.repeat(Math.max(0, column - columnsOf(label)))
  const indent = columnsOf(head) + column
  const rail = `\n  ${drawn.rail}${' '.repeat(Math.max(0, indent - 3))}`
  const line = `${head}${label}${gap}${wrap(text + stops, width - indent).replaceAll('\n', rail)}`
  return decides ? paint.bad(line) : line
}
