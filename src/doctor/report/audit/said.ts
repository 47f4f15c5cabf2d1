// A finding in words, with the command that comes next.

import { parseArn } from '../../../base/arn.ts'
import type { Audit, AuditedKey } from '../../audit/audit.ts'
import type { AuditFinding } from '../../audit/rule.ts'
import { sparekeyCommand, type CommandLine } from '../../command-line.ts'
import { fill } from '../words/words.ts'
import type { AuditWords } from './words/words.ts'

export function sayFinding({ rule, verdict, facts }: AuditFinding, { rules }: AuditWords): string {
  const { fail, unknown = fail } = rules[rule]
  return fill(verdict === 'fail' ? fail : unknown, facts)
}

/** The command names the Region of its key. */
export function nextCommand({ next }: AuditFinding, { where }: Pick<Audit, 'where'>): CommandLine {
  const region = next.map((word) => parseArn(word)?.region).find(Boolean) ?? where.region
  return sparekeyCommand(next, { ...where, region })
}

/** An alias where there is one: people know keys by it. */
export const keyName = ({ key: { aliases, id } }: AuditedKey): string => aliases[0] ?? id

/** Where a rebuilt policy comes from; undefined for the one in force. */
export function policyNote(
  { facts: { known } }: AuditedKey,
  words: AuditWords,
): string | undefined {
  if (!known) return words.policyUnknown
  const { event } = known.policy
  if (!event) return undefined
  return fill(words.lastKnown, { event: `${event.eventName} ${event.eventTime}` })
}

/** How many findings of each severity: `1 CRITICAL, 2 LOW`. */
export function summaryOf({ keys }: Pick<Audit, 'keys'>, words: AuditWords): string {
  if (keys.length === 0) return words.noKeys
  const all = keys.flatMap(({ findings }) => findings)
  const facts = { keys: String(keys.length), bad: String(withFindings(keys)) }
  if (all.length === 0) return fill(words.summaryFine, facts)
  const counts = Object.entries(words.severities).flatMap(([severity, name]) => {
    const count = all.filter((one) => one.severity === severity).length
    return count === 0 ? [] : [`${count} ${name}`]
  })
  return fill(words.summary, { ...facts, counts: counts.join(', ') })
}

const withFindings = (keys: readonly AuditedKey[]): number =>
  keys.filter(({ findings }) => findings.length > 0).length

export const notReached = ({ regions }: Pick<Audit, 'regions'>): number =>
  regions.reduce((total, one) => total + one.notReached, 0)
