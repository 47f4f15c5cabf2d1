import { audit as auditKeys } from '../../../doctor/index.ts'
import { languageIn } from '../language.ts'
import { sayAudit } from '../audit-answer.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** Looks at every key of the Region. What is stopped half-way keeps what it saw. */
export const audit: Route = {
  name: 'audit',
  answer: async (input, asked) => {
    const { connection, kept } = requireSignedIn(asked)
    const { tell, signal, world } = asked
    const before = kept.audit
    const running = auditKeys(connection, { now: world.now(), tell, signal })
    kept.audit = running
    // One that fails does not take the place of the one before.
    running.catch(() => {
      if (kept.audit === running) kept.audit = before
    })
    return sayAudit(await running, languageIn(input))
  },
}
