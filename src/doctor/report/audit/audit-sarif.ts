import type { Audit } from '../../audit/audit.ts'
import type { AuditFinding } from '../../audit/rule.ts'
import { RULE_IDS } from '../../audit/rule-ids.ts'
import type { AuditSeverity } from '../../audit/severity.ts'
import { sarifLog, type SarifResult } from '../sarif.ts'
import type { Language } from '../words/words.ts'
import { sayFinding } from './said.ts'
import { auditWords } from './words/words.ts'

const LEVELS: Readonly<Record<AuditSeverity, SarifResult['level']>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  note: 'note',
}

/** `version`: of Sparekey. */
export function renderAuditSarif(audited: Audit, lang: Language, version: string): string {
  const words = auditWords(lang)
  const rules = RULE_IDS.map((id) => ({ id, text: words.rules[id].title }))
  const say = (finding: AuditFinding, resource: string): SarifResult => ({
    ruleId: finding.rule,
    level: LEVELS[finding.severity],
    message: sayFinding(finding, words),
    resource,
  })
  const results = [
    ...audited.keys.flatMap(({ key, findings }) => findings.map((one) => say(one, key.arn))),
    ...audited.accountFindings.map((one) => say(one, one.principal)),
  ]
  return JSON.stringify(sarifLog(version, rules, results), undefined, 2)
}
