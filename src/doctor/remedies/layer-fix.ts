// What would have to stand in the policies around the key policy: of the caller's own side, and
// those that guard an account, an organization or a network. Pure; the engine is asked of each.

import type { JsonObject } from '../../base/json.ts'
import { explain } from '../../policy/index.ts'
import type { LayerName, NamedPolicy, PoliciesInForce } from '../../policy/index.ts'
import { namedWithLines, statementsOf } from '../examine.ts'
import { identityArn } from '../principals.ts'
import type { Situation } from '../situation.ts'
import { exemptFromDeny } from './exempt.ts'
import { withStatement } from './iam-policy.ts'
import { exempting } from './repair.ts'

export type FixedLayer = 'identity' | 'boundary' | 'session' | 'scp' | 'rcp' | 'vpcEndpoint'

/** What a fix is about. */
export type Asked = Pick<Situation, 'request' | 'actor' | 'keyArn'>

export interface LayerFix {
  readonly layer: FixedLayer
  /** The name of the policy. */
  readonly policy: string
  readonly before: JsonObject
  readonly after: JsonObject
  /** Of the Deny that spares the asker; undefined for an Allow that is added. */
  readonly statement: string | undefined
}

export function policiesOf(layer: FixedLayer, policies: PoliciesInForce): readonly NamedPolicy[] {
  switch (layer) {
    case 'identity':
      return policies.identity
    case 'boundary':
      return policies.boundary ?? []
    case 'session':
      return policies.session ? [policies.session] : []
    case 'scp':
      return policies.serviceControl.flat()
    case 'rcp':
      return policies.resourceControl.flat()
    case 'vpcEndpoint':
      return policies.vpcEndpoint ?? []
    default:
      return layer satisfies never
  }
}

/** Every Deny of the layer that hits the request, softened as little as lets it through. */
export function denyFixes(
  layer: FixedLayer,
  situation: Asked,
  policies: PoliciesInForce,
  asked: readonly string[],
): readonly LayerFix[] {
  const said = sayOf(layer, situation, policies)
  if (said?.says !== 'deny') return []
  return policiesOf(layer, policies).flatMap((policy) => {
    const hit = said.because.filter((ref) => ref.policy === policy.name)
    const [first] = hit
    if (first === undefined) return []
    const places = new Set(hit.map(({ statement }) => statement))
    const before = policy.policy.document.json
    const Statement = statementsOf(before).flatMap((statement, index) =>
      places.has(index) ? spared(layer, statement, situation, asked) : [statement],
    )
    const statement = first.sid ?? `Statement[${first.statement}]`
    return { layer, policy: policy.name, before, after: { ...before, Statement }, statement }
  })
}

/** A policy of one identity spares the key; one that many share spares the identity. */
function spared(
  layer: FixedLayer,
  statement: JsonObject,
  { actor, keyArn }: Asked,
  asked: readonly string[],
): readonly JsonObject[] {
  if (layer === 'identity' || layer === 'boundary' || layer === 'session') {
    return exemptFromDeny(statement, keyArn, asked)
  }
  return [exempting(statement, identityArn(actor.principal))]
}

/** One Allow more, in the first policy of a silent layer in which it is enough. */
export function allowFix(
  layer: FixedLayer,
  situation: Asked,
  policies: PoliciesInForce,
  asked: readonly string[],
): LayerFix | undefined {
  if (sayOf(layer, situation, policies)?.says !== 'silent') return undefined
  const allow = {
    Effect: 'Allow',
    ...(layer === 'vpcEndpoint' && { Principal: '*' }),
    Action: asked.length === 1 ? (asked[0] ?? '') : asked,
    Resource: situation.keyArn,
  }
  const candidates = policiesOf(layer, policies).map(({ name, policy }): LayerFix => {
    const before = policy.document.json
    return {
      layer,
      policy: name,
      before,
      after: withStatement(before, allow),
      statement: undefined,
    }
  })
  return candidates.find(
    (fix) => sayOf(layer, situation, withFixes(policies, [fix]))?.says === 'allow',
  )
}

function sayOf(layer: LayerName, { request }: Asked, policies: PoliciesInForce) {
  return explain(request, policies).layers.find((one) => one.layer === layer)
}

/** The same policies, those that are fixed in the place of the old ones. */
export function withFixes(policies: PoliciesInForce, fixes: readonly LayerFix[]): PoliciesInForce {
  const inLayer = (layer: FixedLayer) => (policy: NamedPolicy) => {
    const fix = fixes.find((one) => one.layer === layer && one.policy === policy.name)
    return fix ? namedWithLines(policy.name, fix.after) : policy
  }
  const { boundary, session, vpcEndpoint } = policies
  return {
    ...policies,
    identity: policies.identity.map(inLayer('identity')),
    ...(boundary && { boundary: boundary.map(inLayer('boundary')) }),
    ...(session && { session: inLayer('session')(session) }),
    ...(vpcEndpoint && { vpcEndpoint: vpcEndpoint.map(inLayer('vpcEndpoint')) }),
    serviceControl: policies.serviceControl.map((level) => level.map(inLayer('scp'))),
    resourceControl: policies.resourceControl.map((level) => level.map(inLayer('rcp'))),
  }
}
