import { languageIn } from '../language.ts'
import { sayAudit, type AuditAnswer } from '../audit-answer.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** What the last audit said; null where there was none. One that is being stopped is waited for. */
export const lastAudit: Route = {
  name: 'last-audit',
  answer: async (input, asked): Promise<AuditAnswer | null> => {
    const audited = await requireSignedIn(asked).kept.audit?.catch(() => undefined)
    return audited ? sayAudit(audited, languageIn(input)) : null
  },
}
