import { paragraph } from '../../base/columns.ts'
import {
  versionAt,
  type DeclaredEntry,
  type History,
  type HistoryEntry,
  type PolicyEntry,
} from '../history.ts'
import { accessText } from './access-text.ts'
import { attemptText, changedLines, factsOf } from './change-text.ts'
import { momentOf } from './moment.ts'
import { pageOf, type Page, type TextOptions } from './page.ts'
import { policyText } from './policy-text.ts'
import { deliveredText, gapText, searchedText } from './search-text.ts'
import { whereLine } from './where-line.ts'
import { fill } from './words/words.ts'

export function renderHistoryText(history: History, options: TextOptions): string {
  const page = pageOf(options)
  const { report } = page.words
  const { key, where, searched, delivered, gaps, declared } = history
  const none = history.entries.length === 0 ? [paragraph(report.noHistory, page.width, 2)] : []
  const unsearched = gaps.map((gap) => gapText(gap, page))
  const parts = [
    [whereLine(where, page)],
    [page.paint.title(fill(report.historyTitle, { key }))],
    none,
    ...history.entries.map((entry) => entryText(entry, where.account, page)),
    declared.length === 0 ? [] : [page.paint.title(report.declaredTitle)],
    ...declared.map((one) => declaredText(one, page)),
    [...searchedText(searched, page), ...unsearched],
    deliveredText({ key, where, searched, delivered }, page),
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return texts.join('\n\n')
}

export function renderHistoryJson(history: History): string {
  return JSON.stringify(history, undefined, 2)
}

/** The policy in force at a time, as a document to read or to put. */
export function renderPolicyAtText(history: History, time: string, options: TextOptions): string {
  const page = pageOf(options)
  const { report } = page.words
  const version = versionAt(history, time)
  if (version === undefined) {
    const { key, where, searched, delivered, gaps } = history
    return [
      whereLine(where, page),
      page.paint.bad(
        paragraph(fill(report.policyAtUnknown, { time: momentOf(time) }), page.width, 0),
      ),
      [...searchedText(searched, page), ...gaps.map((gap) => gapText(gap, page))].join('\n'),
      ...deliveredText({ key, where, searched, delivered }, page),
    ].join('\n\n')
  }
  const { eventName, eventTime } = version
  const facts = { time: momentOf(time), eventName, eventTime: momentOf(eventTime) }
  return [
    whereLine(history.where, page),
    page.paint.title(paragraph(fill(report.policyAt, facts), page.width, 0)),
    JSON.stringify(version.policy, undefined, 2),
  ].join('\n\n')
}

export function renderPolicyAtJson(history: History, time: string): string {
  const { key } = history
  return JSON.stringify(
    { version: 1, key, time, inForce: versionAt(history, time) ?? null },
    undefined,
    2,
  )
}

function entryText(entry: HistoryEntry, account: string, page: Page): readonly string[] {
  return entry.kind === 'attempt'
    ? attemptText(entry, account, page)
    : versionText(entry, account, page)
}

function versionText(entry: PolicyEntry, account: string, page: Page): readonly string[] {
  const { words, paint, width } = page
  const { number, bypassed, policy, lines, access = [], userAgent, file } = entry
  const facts = factsOf(entry, account)
  const quiet = (template: string, more: Readonly<Record<string, string>>) =>
    paint.quiet(paragraph(fill(template, more), width, 4))
  return [
    paragraph(`#${number}  ${fill(words.report.changedBy, facts)}`, width, 2),
    quiet(words.report.eventId, { eventId: entry.eventId }),
    ...(userAgent === '' ? [] : [quiet(words.report.withAgent, { userAgent })]),
    ...(bypassed ? [paint.bad(paragraph(words.report.bypassed, width, 4))] : []),
    ...(lines ? changedLines({ lines }, page) : firstVersion(policy, page)),
    ...accessText(access, account, page),
    ...(file === undefined ? [] : [quiet(words.report.keptIn, { file })]),
  ]
}

function firstVersion(policy: PolicyEntry['policy'], { words, paint, width }: Page) {
  const statements = policyText(policy, words, paint, width - 2)
  return [
    `    ${words.report.firstVersion}`,
    ...statements.map((line) => line.replaceAll(/^/gm, '  ')),
  ]
}

function declaredText({ key, address, policy, lines }: DeclaredEntry, page: Page) {
  const { words, paint, width } = page
  const { report } = words
  const title = key === 'thisOne' ? report.declaredHere : report.declaredAny
  const content = lines
    ? [`    ${report.declaredDiffers}`, ...changedLines({ lines }, page)]
    : policyText(policy, words, paint, width - 2).map((line) => line.replaceAll(/^/gm, '  '))
  return [paragraph(fill(title, { address }), width, 2), ...content]
}
