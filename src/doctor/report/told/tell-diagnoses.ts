// The report of a diagnosis for a page that lays it out itself: the same words as in a terminal,
// in pieces, and no markup.

import { works, type Diagnosis } from '../../diagnosis.ts'
import type { PathStepName } from '../../decision-path.ts'
import type { ChangeLine } from '../../policy-change.ts'
import type { QuotedLine, Quote } from '../../quote.ts'
import { attemptText } from '../change-text.ts'
import { sourceText, unseenNames } from '../diagnosis/basis-text.ts'
import { markOf, rungsOf, type Mark, type Rung } from '../diagnosis/path-text.ts'
import { placeText } from '../diagnosis/quote-text.ts'
import { failedOf, isDoubted, mergedFindings, verdictText } from '../findings-text.ts'
import { pageOf, type Page } from '../page.ts'
import { printable } from '../printable.ts'
import { mergedRemedies } from '../remedy-text.ts'
import { deliveredText, gapText, searchedText } from '../search-text.ts'
import { whereLine } from '../where-line.ts'
import { fill, type Language } from '../words/words.ts'
import { tellRemedy, type ToldRemedy } from './tell-remedy.ts'

export interface ToldReport {
  readonly where: string
  readonly verdict: ToldVerdict
  /** One for all actions that fared alike. */
  readonly ways: readonly ToldWay[]
  readonly quotes: readonly ToldQuote[]
  /** AWS's own, once each. */
  readonly sentences: readonly string[]
  readonly otherFindings: readonly ToldFinding[]
  /** Undefined: there is no key to decide about. */
  readonly basis?: ToldBasis
  readonly remedies: readonly ToldRemedy[]
  readonly unseen: readonly { readonly permission: string; readonly question: string }[]
}

export interface ToldVerdict {
  readonly mood: 'good' | 'bad' | 'unknown'
  readonly says: readonly string[]
  readonly cause?: ToldFinding
}

export interface ToldFinding {
  readonly id: string
  readonly says: string
}

export interface ToldWay {
  readonly actions: readonly string[]
  /** Every step; those that are `idle` have nothing to say. */
  readonly rungs: readonly (Rung & { readonly idle: boolean })[]
  readonly end: { readonly text: string; readonly mark: Mark }
}

export interface ToldQuote {
  readonly title: string
  readonly lines: readonly QuotedLine[]
  readonly failed?: string
}

export interface ToldBasis {
  readonly source: string
  readonly eventId?: string
  readonly change: readonly ChangeLine[]
  readonly attempts: readonly string[]
  readonly notSeen: readonly string[]
  readonly gaps: readonly string[]
  readonly searched: readonly string[]
  /** Where the missing events lie, and the command that searches them. */
  readonly delivered: readonly string[]
}

/** A browser breaks lines itself. */
const UNBROKEN = Number.MAX_SAFE_INTEGER

/** The diagnoses of one key and principal, told as one story. */
export function tellDiagnoses(
  given: readonly Diagnosis[],
  { lang }: { readonly lang: Language },
): ToldReport | undefined {
  const page = pageOf({ lang, width: UNBROKEN, verbose: true })
  const diagnoses = printable(given)
  const [first] = diagnoses
  if (first === undefined) return undefined
  const denied = diagnoses.filter((diagnosis) => !works(diagnosis))
  const worst = denied[0] ?? first
  const [cause, ...others] = failedOf(diagnoses)
  const doubted = diagnoses.filter((diagnosis) => !works(diagnosis) || isDoubted(diagnosis))
  const open = mergedFindings(doubted).filter(({ verdict }) => verdict === 'unknown')
  const unseen = new Map(
    denied.flatMap((one) => one.unseen.map((seen) => [seen.permission, seen] as const)),
  )
  return {
    where: whereLine(first.where, page),
    verdict: tellVerdict(diagnoses, cause, page),
    ways: waysOf(diagnoses, page),
    quotes: quotesOf(denied, page),
    sentences: [...new Set(diagnoses.flatMap(({ sentence }) => sentence ?? []))],
    otherFindings: [...others, ...open].map(({ id, says }) => ({ id, says })),
    ...(worst.path.length > 0 && { basis: basisOf(worst, page) }),
    remedies: mergedRemedies(denied).map((remedy) => tellRemedy(remedy, worst, page)),
    unseen: [...unseen.values()],
  }
}

function tellVerdict(
  diagnoses: readonly Diagnosis[],
  cause: ToldFinding | undefined,
  page: Page,
): ToldVerdict {
  const lines = verdictText(diagnoses, page).map((line) => line.trim())
  const ofCause = cause && `${cause.says} [${cause.id}]`
  const isRefused = diagnoses.some(
    (one) => !works(one) && (one.outcome !== 'unknown' || (one.proposed !== undefined && cause)),
  )
  return {
    mood: diagnoses.every(works) ? 'good' : isRefused ? 'bad' : 'unknown',
    says: lines.filter((line) => line !== '' && line !== ofCause),
    ...(cause && { cause: { id: cause.id, says: cause.says } }),
  }
}

function waysOf(diagnoses: readonly Diagnosis[], page: Page): readonly ToldWay[] {
  const ways = new Map<string, ToldWay>()
  for (const diagnosis of diagnoses.filter(({ path }) => path.length > 0)) {
    const way = wayOf(diagnosis, page)
    const alike = JSON.stringify([way.rungs, way.end])
    const actions = [...(ways.get(alike)?.actions ?? []), ...way.actions]
    ways.set(alike, { ...way, actions })
  }
  return [...ways.values()]
}

function wayOf(diagnosis: Diagnosis, page: Page): ToldWay {
  const { request, path, outcome } = diagnosis
  const idle = new Set<PathStepName>(
    path.flatMap(({ step, says, decides }) => (says === 'none' && !decides ? [step] : [])),
  )
  const rungs = rungsOf(diagnosis, page)
  return {
    actions: [request.action],
    rungs: rungs.map((rung, index) => ({
      ...rung,
      idle: idle.has(path[index]?.step ?? 'explicitDeny'),
    })),
    end: { text: page.own.results[outcome], mark: markOf(outcome) },
  }
}

function quotesOf(denied: readonly Diagnosis[], page: Page): readonly ToldQuote[] {
  const quotes = denied.flatMap(({ layers }) => layers.flatMap(({ quotes: own }) => own))
  const told = quotes.map((quote) => tellQuote(quote, page))
  return [...new Map(told.map((quote) => [JSON.stringify(quote), quote])).values()]
}

function tellQuote(quote: Quote, page: Page): ToldQuote {
  const { own } = page
  const place = placeText({ sid: undefined, ...quote }, page)
  const elements = quote.failed.join(', ')
  return {
    title: fill(quote.as === 'decides' ? own.decidesTitle : own.nearestTitle, { place }),
    lines: quote.lines,
    ...(elements !== '' && { failed: fill(own.failed, { elements }) }),
  }
}

function basisOf(diagnosis: Diagnosis, page: Page): ToldBasis {
  const { keyPolicy, where, request } = diagnosis
  const { change, gaps = [], searched = [], delivered } = keyPolicy
  const eventId = keyPolicy.eventId ?? change?.eventId
  const unfound = { key: request.key ?? '', where, searched, delivered }
  const attempts = change?.attempts ?? []
  const trimmed = (lines: readonly string[]): readonly string[] => lines.map((one) => one.trim())
  return {
    source: sourceText(diagnosis, page),
    ...(eventId !== undefined && { eventId }),
    change: change?.lines ?? [],
    attempts: trimmed(attempts.flatMap((one) => attemptText(one, where.account, page))),
    notSeen: unseenNames(diagnosis, page),
    gaps: trimmed(gaps.map((gap) => gapText(gap, page))),
    searched: searched.length === 0 ? [] : trimmed(searchedText(searched, page).slice(1)),
    delivered: trimmed(deliveredText(unfound, page)),
  }
}
