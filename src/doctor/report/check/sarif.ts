import { lintText, SEVERITIES, type LintId } from '../../../policy/index.ts'
import { CHECK_SEVERITIES, type CheckId } from '../../check/check-finding.ts'
import type { CheckReport } from '../../check/checked-policy.ts'
import { sarifLog, type SarifRule } from '../sarif.ts'
import type { Language } from '../words/words.ts'
import { checkWordsFor } from './words/words.ts'

/** For code scanning: `version` is Sparekey's. */
export function renderCheckSarif(report: CheckReport, version: string, lang: Language): string {
  const results = [...report.policies, ...report.grants].flatMap(
    ({ file: path, address, findings }) =>
      findings.map(({ id, severity, says, instead, line, column }) => ({
        ruleId: id,
        level: severity,
        message: instead === undefined ? says : `${says}. ${instead}`,
        file: { path, line, ...(column === undefined ? {} : { column }) },
        ...(address === undefined ? {} : { resource: address }),
      })),
  )
  const found = new Set(results.map(({ ruleId }) => ruleId))
  const rules = rulesIn(lang).filter(({ id }) => found.has(id as CheckId | LintId))
  return JSON.stringify(sarifLog(version, rules, results), undefined, 2)
}

function rulesIn(lang: Language): readonly SarifRule[] {
  const { findings } = checkWordsFor(lang)
  const own = Object.keys(CHECK_SEVERITIES) as CheckId[]
  const ofLinter = Object.entries(SEVERITIES) as [LintId, (typeof SEVERITIES)[LintId]][]
  return [
    ...own.map((id) => ({ id, text: blank(findings[id].says) })),
    ...ofLinter.map(([id, severity]) => {
      const finding = { id, severity, statement: undefined, sid: undefined, facts: {} }
      return { id, text: blank(lintText(finding, lang).says) }
    }),
  ]
}

/** A rule speaks of no place in particular. */
const blank = (template: string): string => template.replaceAll(/\{\w+\}/g, '…')
