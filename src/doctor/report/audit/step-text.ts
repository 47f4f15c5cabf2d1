import type { AuditStep } from '../../audit/audit.ts'
import { fill, type Language } from '../words/words.ts'
import { auditWords } from './words/words.ts'

/** A line of progress. */
export function renderAuditStep(step: AuditStep, lang: Language): string {
  const words = auditWords(lang)
  if (step.step === 'principals') {
    return fill(words.readingPrincipals, { known: String(step.known) })
  }
  const { region, done, of } = step
  return fill(words.readingKeys, { region, done: String(done), of: String(of) })
}
