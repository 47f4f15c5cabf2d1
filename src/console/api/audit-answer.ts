import {
  auditWords,
  notReached,
  reasonOf,
  sayFinding,
  type Audit,
  type AuditSeverity,
  type RuleId,
} from '../../doctor/index.ts'

/** An audit as the table of keys shows it. */
export interface AuditAnswer {
  /** ISO 8601. */
  readonly at: string
  /** Stopped: of this many keys nothing is known. */
  readonly partial: boolean
  readonly notReached: number
  /** The rules that found something, in the language of the page. */
  readonly rules: Readonly<Partial<Record<RuleId, string>>>
  /** Of every key that was looked at, by its id: worst first, empty for one that is fine. */
  readonly keys: Readonly<Record<string, readonly AuditSaid[]>>
  /** Permissions without which not all could be seen. */
  readonly unseen: readonly { readonly permission: string; readonly says: string }[]
}

export interface AuditSaid {
  readonly rule: RuleId
  readonly severity: AuditSeverity
  /** `unknown`: what would have told could not be seen. */
  readonly verdict: 'fail' | 'unknown'
  readonly says: string
}

export function sayAudit(audited: Audit, language: 'en' | 'ja'): AuditAnswer {
  const words = auditWords(language)
  const rules: Partial<Record<RuleId, string>> = {}
  const keys: Record<string, readonly AuditSaid[]> = {}
  for (const { key, findings } of audited.keys) {
    for (const { rule } of findings) rules[rule] = words.rules[rule].title
    keys[key.id] = findings.map((finding) => {
      const { rule, severity, verdict } = finding
      return { rule, severity, verdict, says: sayFinding(finding, words) }
    })
  }
  return {
    at: audited.now.toISOString(),
    partial: audited.partial,
    notReached: notReached(audited),
    rules,
    keys,
    unseen: audited.unseen.map((one) => ({ permission: one.by, says: reasonOf(one) })),
  }
}
