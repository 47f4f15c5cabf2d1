// The layers beside identity policies, boundary and key policy, as the engine takes them.

import { parseArn } from '../base/arn.ts'
import { isJsonObject, parseJson, type JsonObject } from '../base/json.ts'
import type { NamedPolicy, PoliciesInForce } from '../policy/index.ts'
import { gotOf, isGot } from './evidence/answer.ts'
import type { Evidence } from './evidence/evidence.ts'
import { isGrantable } from './evidence/grants.ts'
import type { ControlLevel, ControlPolicy } from './evidence/organization.ts'
import { named, statementsOf } from './examine.ts'

export type Guards = Pick<
  PoliciesInForce,
  'session' | 'serviceControl' | 'resourceControl' | 'vpcEndpoint' | 'grants'
>

export const NO_GUARDS: Guards = { serviceControl: [], resourceControl: [], grants: [] }

/** What has a say over the subject's own request. */
export function guardsOf({ layers }: Evidence, action: string): Guards {
  if (layers === undefined) return NO_GUARDS
  const session = sessionPolicyOf(layers.session)
  const endpoint = gotOf(layers.vpcEndpoint)
  return {
    ...controls(layers),
    ...(session && { session }),
    ...(endpoint && { vpcEndpoint: [named(endpoint.endpoint, parseJson(endpoint.text) ?? null)] }),
    grants: isGrantable(action) ? (gotOf(layers.grants)?.grants ?? []) : [],
  }
}

/**
 * What has a say over the requests of others in the key's account. They come by other sessions,
 * and may come by other ways than the endpoint.
 */
export function guardsOfOthers({ layers, subject, key }: Evidence): Guards {
  if (layers === undefined) return NO_GUARDS
  const isAtHome = parseArn(subject.arn)?.account === parseArn(key.arn ?? '')?.account
  const { serviceControl, resourceControl } = controls(layers)
  return { ...NO_GUARDS, resourceControl, ...(isAtHome && { serviceControl }) }
}

type Layers = NonNullable<Evidence['layers']>

function controls({ organization, namedControl }: Layers) {
  const one = gotOf(namedControl)
  return {
    serviceControl: levelsOf(organization.serviceControl, one, 'service_control_policy'),
    resourceControl: levelsOf(organization.resourceControl, one, 'resource_control_policy'),
  }
}

/** Of levels that stay unseen, the one policy that AWS named still tells what it denies. */
function levelsOf(
  levels: Layers['organization']['serviceControl'],
  one: ControlPolicy | undefined,
  type: string,
): PoliciesInForce['serviceControl'] {
  if (isGot(levels)) return levels.got.map(({ policies }) => policies.map(controlPolicy))
  return one?.arn.includes(`/${type}/`) ? [[everything, controlPolicy(one)]] : []
}

const everything: NamedPolicy = named('what else the organization attaches', {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
})

const controlPolicy = (policy: ControlPolicy): NamedPolicy =>
  named(controlName(policy), parseJson(policy.text) ?? null)

/** People know the name, commands take the id. */
export const controlName = ({ name, id }: ControlPolicy): string => `${name} (${id})`

/** Session policies add up: what one of them allows is allowed. */
function sessionPolicyOf(session: Layers['session']): NamedPolicy | undefined {
  const texts = gotOf(session)?.policies ?? []
  if (texts.length === 0) return undefined
  const Statement = texts.flatMap(({ text }) => statementsIn(text))
  return named(SESSION_POLICY, { Version: '2012-10-17', Statement })
}

export const SESSION_POLICY = 'session policy'

export function statementsIn(text: string): readonly JsonObject[] {
  const json = parseJson(text)
  return isJsonObject(json) ? statementsOf(json) : []
}

/** A statement of one of these layers, with where it is attached. */
export interface GuardStatement {
  readonly json: JsonObject | undefined
  /** Root, unit or account; empty for layers that are attached nowhere. */
  readonly target: string
}

/** The statement that a reason of the engine refers to. */
export function guardStatement(
  { layers }: Evidence,
  policy: string,
  index: number,
): GuardStatement {
  if (layers === undefined) return { json: undefined, target: '' }
  const { organization, namedControl, session, vpcEndpoint } = layers
  const levels = [organization.serviceControl, organization.resourceControl].flatMap(
    (answer): readonly ControlLevel[] => gotOf(answer) ?? [],
  )
  const one = gotOf(namedControl)
  const all = [...levels, ...(one ? [{ target: '', policies: [one] }] : [])]
  for (const { target, policies } of all) {
    const found = policies.find((control) => controlName(control) === policy)
    if (found) return { json: statementsIn(found.text)[index], target }
  }
  if (policy === SESSION_POLICY) {
    const statements = (gotOf(session)?.policies ?? []).flatMap(({ text }) => statementsIn(text))
    return { json: statements[index], target: '' }
  }
  const endpoint = gotOf(vpcEndpoint)
  const isEndpoint = endpoint?.endpoint === policy
  return { json: isEndpoint ? statementsIn(endpoint.text)[index] : undefined, target: '' }
}
