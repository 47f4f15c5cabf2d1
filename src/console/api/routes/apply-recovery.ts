import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  applyRecovery as apply,
  tellRecovery,
  type Recovery,
  type ToldRecovery,
} from '../../../doctor/index.ts'
import { keptPlan } from '../../doctor/plans.ts'
import { ConsoleFailure, optionalTextIn } from '../../fault.ts'
import { languageIn, toldIn } from '../language.ts'
import { requireSignedIn, type Route } from '../route.ts'
import { planFor } from './plan-recovery.ts'

export interface RecoveryAnswer {
  readonly recovery: Omit<Recovery, 'plan'>
  readonly told: ToldRecovery
  /** The policy that was replaced, to be kept by whoever replaced it. */
  readonly replaced: { readonly name: string; readonly text: string }
}

/**
 * Gives access back: by the plan that was shown where it is named (`plan`), else by a new one.
 * Whoever leaves the page does not stop what has begun: its outcome stands in the journal.
 */
export const applyRecovery: Route = {
  name: 'apply-recovery',
  answer: async (input, asked): Promise<RecoveryAnswer> => {
    const signedIn = requireSignedIn(asked)
    const lang = languageIn(input)
    const id = optionalTextIn(input, 'plan')
    const plan = id === undefined ? await planFor(input, lang, asked) : keptPlan(signedIn, id)
    if (plan === undefined) {
      throw new ConsoleFailure('NoSuchPlan', 'the plan is no longer known: make it again')
    }
    const account = optionalTextIn(input, 'account')
    const applied = apply(signedIn.connection, plan, {
      ...(account && { account }),
      reopenTrust: input.reopenTrust === true,
      signal: asked.signal,
    })
    const { plan: _shown, ...recovery } = await toldIn(lang, applied)
    const { replaced } = recovery
    const told = tellRecovery({ ...recovery, plan }, { lang })
    const text = await readFile(replaced, 'utf8')
    return { recovery, told, replaced: { name: basename(replaced), text } }
  },
}
