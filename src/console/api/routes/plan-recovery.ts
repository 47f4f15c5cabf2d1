import {
  planRecovery as makePlan,
  renderPlanText,
  renderStepText,
  tellPlan,
  type Language,
  type RecoveryOptions,
  type RecoveryPlan,
  type SearchStep,
  type ToldPlan,
} from '../../../doctor/index.ts'
import type { JsonObject } from '../../../base/json.ts'
import { optionalTextIn, textIn } from '../../fault.ts'
import { languageIn } from '../language.ts'
import { requireSignedIn, type Asked, type Route } from '../route.ts'

export interface PlanAnswer {
  /** Names the plan to `apply-recovery`. */
  readonly id: string
  readonly plan: RecoveryPlan
  readonly told: ToldPlan
  /** All of it, for people who read it as the command prints it. */
  readonly text: string
}

/** What would be done to give access back, or to restore a version. Nothing is changed. */
export const planRecovery: Route = {
  name: 'plan-recovery',
  answer: async (input, asked): Promise<PlanAnswer> => {
    const { connection, kept } = requireSignedIn(asked)
    const lang = languageIn(input)
    const plan = await makePlan(connection, optionsIn(input, lang, asked))
    const text = renderPlanText(plan, { lang })
    return { id: kept.keepPlan(plan), plan, told: tellPlan(plan, { lang }), text }
  },
}

/** `to`: the number of a version, the id of its event, or a time. */
function optionsIn(input: JsonObject, lang: Language, { tell, signal }: Asked): RecoveryOptions {
  const [as, to, principal] = ['as', 'to', 'principal'].map((name) => optionalTextIn(input, name))
  const policy = optionalTextIn(input, 'policy')
  return {
    key: textIn(input, 'key').trim(),
    ...(as && { as }),
    ...(to && { to }),
    ...(principal && { principal }),
    ...(policy !== undefined && { policy: { file: 'policy.json', text: policy } }),
    reach: {
      tell: (step: SearchStep) => tell({ text: renderStepText(step, { lang }) }),
      signal,
    },
  }
}
