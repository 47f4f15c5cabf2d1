import {
  planRecovery as makePlan,
  renderPlanText,
  type RecoveryOptions,
  type RecoveryPlan,
} from '../../../doctor/index.ts'
import { languageIn, optionalTextIn, textIn } from '../../fault.ts'
import type { JsonObject } from '../../../base/json.ts'
import { inLanguage } from '../recovery-failure.ts'
import { requireSignedIn, type Route } from '../route.ts'

export interface PlanAnswer {
  /** For `apply-recovery`. */
  readonly name: string
  readonly plan: RecoveryPlan
  /** All of it, for people who read it as the command prints it. */
  readonly text: string
}

/** What a way back in would do, worked out without changing anything. */
export const planRecovery: Route = {
  name: 'plan-recovery',
  answer: async (input, asked): Promise<PlanAnswer> => {
    const { connection, kept } = requireSignedIn(asked)
    const language = languageIn(input)
    const reach = { tell: asked.tell, signal: asked.signal }
    const plan = await inLanguage(language, () =>
      makePlan(connection, { ...optionsIn(input), reach }),
    )
    return { name: kept.keepPlan(plan), plan, text: renderPlanText(plan, { lang: language }) }
  },
}

/** `to`: the number of a version, the id of its event, or a time. */
function optionsIn(input: JsonObject): RecoveryOptions {
  const to = optionalTextIn(input, 'to')
  const as = optionalTextIn(input, 'as')
  const principal = optionalTextIn(input, 'principal')
  const policy = optionalTextIn(input, 'policy')
  return {
    key: textIn(input, 'key'),
    ...(to !== undefined && { to }),
    ...(as !== undefined && { as }),
    ...(principal !== undefined && { principal }),
    ...(policy !== undefined && { policy: { file: 'policy.json', text: policy } }),
  }
}
