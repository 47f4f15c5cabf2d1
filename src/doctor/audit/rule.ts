import type { AuditSeverity } from './severity.ts'
import type { KeyFacts } from './key-facts.ts'
import type { RuleId } from './rule-ids.ts'

/** What a rule has to say. The sentence itself stands in the catalogues, by the rule's id. */
export interface RuleSays {
  readonly severity: AuditSeverity
  /** `unknown`: what would have told could not be seen. */
  readonly verdict: 'fail' | 'unknown'
  /** Fills the sentence of the catalogue. */
  readonly facts: Readonly<Record<string, string>>
  /** Principals, grants, statements: one a line. */
  readonly evidence: readonly string[]
  /** Words of `sparekey`: what to type next. */
  readonly next: readonly string[]
}

export interface AuditFinding extends RuleSays {
  readonly rule: RuleId
}

/** Small and pure: it looks at one key, and returns nothing where nothing is wrong. */
export interface KeyRule {
  readonly id: RuleId
  readonly check: (facts: KeyFacts) => RuleSays | undefined
}
