import { settle } from './decide.ts'
import { type Judgement, type Judgements, judge, refOf } from './judge.ts'
import { type NearMiss, nearestGrants, nearestStatements } from './near-miss.ts'
import { type Question, questionOf } from './question.ts'
import {
  type AuthorizationRequest,
  type Decision,
  type LayerName,
  LAYERS,
  type PoliciesInForce,
  type StatementRef,
} from './types.ts'

/** A decision with what every layer had to say. */
export interface Explanation extends Decision {
  /** In the order of `LAYERS`. */
  readonly layers: readonly LayerExplanation[]
}

/** One layer, whether or not it settled anything. */
export interface LayerExplanation {
  readonly layer: LayerName
  /**
   * `unknown` is never the engine's own word: it is for those who explain with evidence missing.
   * A key policy that only delegates to the account says `allow`; `identity` tells the rest.
   */
  readonly says: Judgement['says'] | 'unknown'
  readonly because: readonly StatementRef[]
  /** For a silent layer: the statements that came nearest to allowing. */
  readonly nearest?: readonly NearMiss[]
}

/** A decision with what every layer says, and no more of it: as quick as `decide`. */
export interface Ruling extends Decision {
  readonly says: Readonly<Record<LayerName, Judgement['says']>>
}

/** As `decide`, of whose work it tells more. */
export function rule(request: AuthorizationRequest, policies: PoliciesInForce): Ruling {
  const question = questionOf(request)
  const judged = judge(question, policies)
  const says = Object.fromEntries(LAYERS.map((layer) => [layer, judged[layer].says]))
  return { ...settle(question, judged, policies), says: says as Ruling['says'] }
}

/** The decision, and what every layer had to say: slower than `decide`, and never at odds. */
export function explain(request: AuthorizationRequest, policies: PoliciesInForce): Explanation {
  const question = questionOf(request)
  const judged = judge(question, policies)
  const layers = LAYERS.map((layer) => explainLayer(layer, judged, question, policies))
  return { ...settle(question, judged, policies), layers }
}

function explainLayer(
  layer: LayerName,
  judged: Judgements,
  question: Question,
  policies: PoliciesInForce,
): LayerExplanation {
  const { says, allows, denies } = judged[layer]
  const because = (says === 'deny' ? denies : allows).map(refOf)
  if (says !== 'silent') return { layer, says, because }
  return { layer, says, because: [], nearest: nearestIn(layer, question, policies) }
}

function nearestIn(
  layer: LayerName,
  question: Question,
  policies: PoliciesInForce,
): readonly NearMiss[] {
  const { identity, boundary, session, serviceControl, vpcEndpoint, resource, grants } = policies
  switch (layer) {
    case 'identity':
      return nearestStatements(identity, question, 'identity')
    case 'boundary':
      return nearestStatements(boundary ?? [], question, 'identity')
    case 'session':
      return nearestStatements(session ? [session] : [], question, 'identity')
    case 'scp':
      return nearestStatements(serviceControl.flat(), question, 'identity')
    case 'vpcEndpoint':
      return nearestStatements(vpcEndpoint ?? [], question, 'resource')
    case 'keyPolicy':
      return nearestStatements(resource ? [resource] : [], question, 'resource')
    case 'trust':
      return nearestStatements(resource ? [resource] : [], question, 'trust')
    case 'grants':
      return nearestGrants(grants, question)
    case 'rcp':
      return [] // Never silent: full access is implied.
    default:
      return layer satisfies never
  }
}
