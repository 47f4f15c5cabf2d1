import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  applyRecovery as carryOut,
  tellRecovery,
  type Recovery,
  type ToldRecovery,
} from '../../../doctor/index.ts'
import { consoleFailure, textIn } from '../../fault.ts'
import { requireAgreement } from '../../session/agreement.ts'
import { languageIn } from '../language.ts'
import { requireSignedIn, type Route } from '../route.ts'

export interface RecoveryAnswer {
  readonly recovery: Omit<Recovery, 'plan'>
  readonly told: ToldRecovery
  /** The policy that was replaced, to be kept by whoever replaced it. */
  readonly replaced: { readonly name: string; readonly text: string }
}

/**
 * Carries out a plan that this person was shown (`plan`: its id). Whoever leaves the page does not
 * stop what has begun: its outcome stands in the journal.
 */
export const applyRecovery: Route = {
  name: 'apply-recovery',
  answer: async (input, asked): Promise<RecoveryAnswer> => {
    const { connection, kept, identity } = requireSignedIn(asked)
    const lang = languageIn(input)
    const id = textIn(input, 'plan')
    requireAgreement('kms:PutKeyPolicy', input, asked)
    const plan = kept.takePlan(id)
    if (plan === undefined) {
      throw consoleFailure('NoSuchPlan', 'noPlan', {})
    }
    const applied = carryOut(connection, plan, {
      account: identity.account,
      reopenTrust: input.reopenTrust === true,
      signal: asked.signal,
    })
    const { plan: _shown, ...recovery } = await applied
    const { replaced } = recovery
    const told = tellRecovery({ ...recovery, plan }, { lang })
    return {
      recovery,
      told,
      replaced: { name: basename(replaced), text: await readFile(replaced, 'utf8') },
    }
  },
}
