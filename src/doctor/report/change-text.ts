// A change of the key policy as a person reads it: when, who, from where, and what it did.

import type { PolicyAttempt, PolicyChangeEvent } from '../diagnosis.ts'
import { shortNameIn } from '../principals.ts'
import { paragraph } from '../../base/columns.ts'
import { momentOf } from './moment.ts'
import type { Page } from './page.ts'
import { fill } from './words/words.ts'

export function changeText(
  change: PolicyChangeEvent,
  account: string,
  page: Page,
): readonly string[] {
  const {
    words: { report },
    paint,
    width,
  } = page
  const facts = factsOf(change, account)
  return [
    ...change.attempts.flatMap((attempt) => attemptText(attempt, account, page)),
    paragraph(fill(report.changedBy, facts), width, 2),
    ...(change.bypassed ? [paint.bad(paragraph(report.bypassed, width, 4))] : []),
    ...changedLines(change, page),
  ]
}

export function changedLines({ lines }: Pick<PolicyChangeEvent, 'lines'>, page: Page) {
  const {
    words: { report },
    paint,
    width,
  } = page
  if (lines.length === 0) return [paint.quiet(`    ${report.noDifference}`)]
  return lines.map(({ sign, text }) => {
    const line = `    ${sign} ${paragraph(text, width, 6).trimStart()}`
    if (sign === ' ') return line
    return sign === '-' ? paint.bad(line) : paint.good(line)
  })
}

export function attemptText(
  attempt: PolicyAttempt,
  account: string,
  page: Page,
): readonly string[] {
  const {
    words: { report },
    paint: { quiet },
    width,
  } = page
  const word = attempt.denied ? report.attemptDenied : report.attemptRefused
  return [
    quiet(paragraph(fill(word, factsOf(attempt, account)), width, 2)),
    quiet(paragraph(attempt.message, width, 4)),
  ]
}

export function factsOf(
  event: Pick<PolicyAttempt, 'eventTime' | 'eventName' | 'by' | 'sourceIPAddress'>,
  account: string,
) {
  const { eventTime, eventName, by, sourceIPAddress } = event
  const name = shortNameIn(account, by)
  return { eventTime: momentOf(eventTime), eventName, by: name, sourceIPAddress }
}
