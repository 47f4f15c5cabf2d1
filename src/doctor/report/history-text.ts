import type { History, HistoryEntry, PolicyEntry } from '../history.ts'
import { attemptText, changedLines, factsOf, gapText } from './change-text.ts'
import { paragraph } from '../../base/columns.ts'
import { pageOf, type Page, type TextOptions } from './page.ts'
import { policyText } from './policy-text.ts'
import { whereLine } from './where-line.ts'
import { fill } from './words/words.ts'

export function renderHistoryText(history: History, options: TextOptions): string {
  const page = pageOf(options)
  const { report } = page.words
  const title = page.paint.title(fill(report.historyTitle, { key: history.key }))
  const none = history.entries.length === 0 ? [paragraph(report.noHistory, page.width, 2)] : []
  const unsearched = history.gaps.map((gap) => gapText(gap, page))
  const entries = history.entries.map((entry) =>
    entryText(entry, history.where.account, page).join('\n'),
  )
  const parts = [title, ...none, ...unsearched, ...entries]
  return [whereLine(history.where, page), ...parts].join('\n\n')
}

export function renderHistoryJson(history: History): string {
  return JSON.stringify(history, undefined, 2)
}

function entryText(entry: HistoryEntry, account: string, page: Page): readonly string[] {
  return entry.kind === 'attempt'
    ? attemptText(entry, account, page)
    : versionText(entry, account, page)
}

function versionText(entry: PolicyEntry, account: string, page: Page): readonly string[] {
  const { words, paint, width } = page
  const { bypassed, policy, lines } = entry
  const facts = factsOf(entry, account)
  return [
    paragraph(fill(words.report.changedBy, facts), width, 2),
    ...(bypassed ? [paint.bad(paragraph(words.report.bypassed, width, 4))] : []),
    ...(lines ? changedLines({ lines }, page) : firstVersion(policy, page)),
  ]
}

function firstVersion(policy: PolicyEntry['policy'], { words, paint, width }: Page) {
  const statements = policyText(policy, words, paint, width - 2)
  return [
    `    ${words.report.firstVersion}`,
    ...statements.map((line) => line.replaceAll(/^/gm, '  ')),
  ]
}
