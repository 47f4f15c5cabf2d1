import { applyRecovery as carryOut, type Recovery } from '../../../doctor/index.ts'
import { ConsoleFailure, languageIn, textIn } from '../../fault.ts'
import { inLanguage } from '../recovery-failure.ts'
import { requireSignedIn, type Route } from '../route.ts'

/** Carries out a plan that this person was shown. */
export const applyRecovery: Route = {
  name: 'apply-recovery',
  answer: (input, asked): Promise<Recovery> => {
    const { connection, kept, identity } = requireSignedIn(asked)
    const plan = kept.takePlan(textIn(input, 'name'))
    if (plan === undefined) throw new ConsoleFailure('NoSuchPlan', 'there is no such plan any more')
    return inLanguage(languageIn(input), () =>
      carryOut(connection, plan, {
        account: identity.account,
        reopenTrust: input.reopenTrust === true,
        signal: asked.signal,
      }),
    )
  },
}
