// The words of an audit, in each language. A rule without its words does not compile.

import type { RuleId } from '../../../audit/rule-ids.ts'
import type { AuditSeverity } from '../../../audit/severity.ts'
import type { Language } from '../../words/words.ts'
import { english } from './en.ts'
import { japanese } from './ja.ts'

export interface RuleWords {
  /** A cell of the table. */
  readonly title: string
  readonly fail: string
  /** Where not all could be seen; absent: the rule is always sure. */
  readonly unknown?: string
}

export interface AuditWords {
  readonly rules: Readonly<Record<RuleId, RuleWords>>
  readonly severities: Readonly<Record<AuditSeverity, string>>
  readonly fine: string
  readonly title: string
  readonly summary: string
  readonly summaryFine: string
  readonly noKeys: string
  readonly notListed: string
  readonly partial: string
  readonly lastKnown: string
  readonly policyUnknown: string
  readonly columns: { readonly severity: string; readonly key: string; readonly findings: string }
  readonly details: string
  readonly people: string
  readonly awsManaged: string
  readonly unseen: string
  readonly notAsked: string
  readonly next: string
  readonly administrators: string
  readonly nobody: string
  readonly conditional: string
  readonly region: string
  readonly made: string
  readonly readingPrincipals: string
  readonly readingKeys: string
}

const CATALOGUES: Readonly<Record<Language, AuditWords>> = { en: english, ja: japanese }

export const auditWords = (language: Language): AuditWords => CATALOGUES[language]
