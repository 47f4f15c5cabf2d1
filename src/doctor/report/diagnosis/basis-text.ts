// What the diagnosis rests on: the policy that was read, or the one that an event tells of, and
// what could not be seen.

import { row } from '../../../base/columns.ts'
import type { Diagnosis } from '../../diagnosis.ts'
import { shortNameIn } from '../../principals.ts'
import { changedLines } from '../change-text.ts'
import { momentOf } from '../moment.ts'
import type { Page } from '../page.ts'
import { fill } from '../words/words.ts'

const COLUMN = 13

export function basisText(diagnosis: Diagnosis, page: Page): readonly string[] {
  const { own, paint, width } = page
  if (diagnosis.path.length === 0) return []
  const unseen = unseenNames(diagnosis, page)
  const { change } = diagnosis.keyPolicy
  return [
    paint.title(own.basisTitle),
    row(own.keyPolicy, sourceText(diagnosis, page), width, COLUMN),
    ...(change && change.lines.length > 0 ? changedLines(change, page) : []),
    ...(unseen.length === 0 ? [] : [row(own.notSeen, namesText(unseen, page), width, COLUMN)]),
  ]
}

export function sourceText({ keyPolicy, where }: Diagnosis, { own, verbose }: Page): string {
  const { source, eventName = '', eventTime, by = '', eventId = '', change } = keyPolicy
  const about = { eventName, eventId, eventTime: momentOf(eventTime) }
  const bypassed = change?.bypassed ? [own.bypassed] : []
  switch (source) {
    case 'current': {
      const facts = {
        by: shortNameIn(where.account, change?.by ?? ''),
        eventTime: momentOf(change?.eventTime),
      }
      return [
        own.policyCurrent,
        ...(change ? [fill(own.lastChange, facts)] : []),
        ...bypassed,
      ].join('; ')
    }
    case 'rebuilt': {
      const facts = { ...about, by: shortNameIn(where.account, by) }
      const event = verbose ? [fill(own.policyEvent, about)] : []
      return [fill(own.policyRebuilt, facts), ...event, ...bypassed].join('; ')
    }
    case 'none':
      return own.policyNone
    default:
      return source satisfies never
  }
}

/** Layers first; then the permissions that were missing, but for those of the lockout itself. */
export function unseenNames(
  { path, unseen, keyPolicy }: Diagnosis,
  { own }: Page,
): readonly string[] {
  const steps = path.filter(({ step, says }) => says === 'unknown' && step !== 'explicitDeny')
  const names = steps.map(({ step }) => own.steps[step])
  if (keyPolicy.source === 'none') return names
  const missing = unseen.map(({ permission }) => permission)
  return [...names, ...missing.filter((one) => !OF_THE_LOCKOUT.test(one))]
}

/** With the policy told from the history, they add nothing. */
export const OF_THE_LOCKOUT = /^kms:(GetKeyPolicy|DescribeKey)$/

const namesMax = 6

function namesText(names: readonly string[], { own }: Page): string {
  const rest = names.length - namesMax
  const told = names.slice(0, namesMax)
  return [...told, ...(rest > 0 ? [fill(own.andOthers, { count: String(rest) })] : [])].join(', ')
}
