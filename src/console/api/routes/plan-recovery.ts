import {
  planRecovery as plan,
  renderStepText,
  tellPlan,
  type Language,
  type RecoveryPlan,
  type ToldPlan,
} from '../../../doctor/index.ts'
import type { JsonObject } from '../../../base/json.ts'
import { keepPlan } from '../../doctor/plans.ts'
import { optionalTextIn, textIn } from '../../fault.ts'
import { languageIn, toldIn } from '../language.ts'
import { requireSignedIn, type Asked, type Route } from '../route.ts'

export interface PlanAnswer {
  /** Names the plan to `apply-recovery`. */
  readonly id: string
  readonly plan: RecoveryPlan
  readonly told: ToldPlan
}

/** What would be done to give access back. Nothing is changed. */
export const planRecovery: Route = {
  name: 'plan-recovery',
  answer: async (input, asked): Promise<PlanAnswer> => {
    const lang = languageIn(input)
    const made = await planFor(input, lang, asked)
    const id = keepPlan(requireSignedIn(asked), made)
    return { id, plan: made, told: tellPlan(made, { lang }) }
  },
}

export function planFor(input: JsonObject, lang: Language, asked: Asked): Promise<RecoveryPlan> {
  const { connection } = requireSignedIn(asked)
  const [as, to, principal] = ['as', 'to', 'principal'].map((name) => optionalTextIn(input, name))
  const options = {
    key: textIn(input, 'key').trim(),
    ...(as && { as }),
    ...(to && { to }),
    ...(principal && { principal }),
    reach: {
      tell: (step: Parameters<typeof renderStepText>[0]) =>
        asked.tell({ text: renderStepText(step, { lang }) }),
      signal: asked.signal,
    },
  }
  return toldIn(lang, plan(connection, options))
}
