// A finding in words, with the command that comes next.

import { parseArn } from '../../../base/arn.ts'
import type { Audit, AuditedKey } from '../../audit/audit.ts'
import type { AuditFinding } from '../../audit/rule.ts'
import { sparekeyCommand, type CommandLine } from '../../command-line.ts'
import { momentOf } from '../moment.ts'
import type { AccountEvidence } from '../../evidence/account.ts'
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
  return fill(words.lastKnown, { event: `${event.eventName} ${momentOf(event.eventTime)}` })
}

/** How many findings of each severity: `1 CRITICAL, 2 LOW`; of people, beside those of keys. */
export function summaryOf(
  { keys, accountFindings }: Pick<Audit, 'keys' | 'accountFindings'>,
  words: AuditWords,
): string {
  const found = keys.flatMap(({ findings }) => findings)
  const facts = { keys: String(keys.length), bad: String(withFindings(keys)) }
  const ofKeys =
    keys.length === 0 ? words.noKeys : found.length === 0 ? words.summaryFine : words.summary
  const says = fill(ofKeys, { ...facts, counts: countsOf(found, words) })
  if (accountFindings.length === 0) return says
  return says + fill(words.summaryPeople, { counts: countsOf(accountFindings, words) })
}

function countsOf(findings: readonly AuditFinding[], words: AuditWords): string {
  const counts = Object.entries(words.severities).flatMap(([severity, name]) => {
    const count = findings.filter((one) => one.severity === severity).length
    return count === 0 ? [] : [fill(words.count, { count: String(count), severity: name })]
  })
  return counts.join(', ')
}

const withFindings = (keys: readonly AuditedKey[]): number =>
  keys.filter(({ findings }) => findings.length > 0).length

export const notReached = ({ regions }: Pick<Audit, 'regions'>): number =>
  regions.reduce((total, one) => total + one.notReached, 0)

/** What the answer leaves out: guardrails where the organization may not be read, and the rest. */
export const notAsked = (
  { guardrails }: Pick<AccountEvidence, 'guardrails'>,
  words: AuditWords,
): readonly string[] => [
  ...(guardrails.unseen.length === 0 ? [] : [words.guardrailsUnseen]),
  words.notAsked,
]
