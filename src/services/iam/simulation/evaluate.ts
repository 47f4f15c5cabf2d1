// What SimulatePrincipalPolicy and SimulateCustomPolicy answer: the policy engine's decisions.

import { parseArn } from '../../../base/arn.ts'
import { principalContext } from '../../../base/principal-facts.ts'
import type { SignedPrincipal } from '../../../base/principal.ts'
import {
  accountNamedBy,
  explain,
  isSameAccountOnly,
  resourcePolicyKind,
} from '../../../policy/index.ts'
import type {
  AuthorizationRequest,
  ContextValue,
  Explanation,
  LayerName,
  PoliciesInForce,
  RequestContext,
} from '../../../policy/index.ts'
import { InvalidInput } from '../errors.ts'
import type {
  ContextEntry,
  EvaluationResult,
  PolicyEvaluationDecisionType,
  ResourceSpecificResult,
  SimulateCustomPolicyInput,
  SimulateCustomPolicyOutput,
} from '../model.ts'
import { listed, takePage } from '../paging.ts'
import { matchedStatements } from './matched-statements.ts'
import { missingContextValues } from './missing-context.ts'
import { isNobodyInParticular } from './simulated-caller.ts'
import { inputPolicy } from './source-policy.ts'
import type { SourcePolicy } from './source-policy.ts'

/** Who asks, and every policy that has a say. */
export interface Simulation {
  readonly principal: SignedPrincipal
  readonly identity: readonly SourcePolicy[]
  readonly boundary: readonly SourcePolicy[] | undefined
  readonly serviceControl: readonly (readonly SourcePolicy[])[]
  readonly resource: SourcePolicy | undefined
}

export type SimulationInput = Omit<SimulateCustomPolicyInput, 'PolicyInputList'>

const INDEX_DIGITS = 6

export function answerSimulation(
  simulation: Simulation,
  input: SimulationInput,
): SimulateCustomPolicyOutput {
  const { ActionNames, ContextEntries = [] } = input
  const context = contextOf(simulation.principal, ContextEntries)
  const results = ActionNames.map((action, index) => {
    if (!/^[\w-]+:\w+$/.test(action)) throw InvalidInput(`Invalid action name: ${action}`)
    return {
      id: String(index).padStart(INDEX_DIGITS, '0'),
      result: resultFor(action, simulation, input, context),
    }
  })
  const { items, position } = takePage(
    input,
    listed(results, ({ id }) => id),
  )
  return { EvaluationResults: items.map(({ result }) => result), ...position }
}

export function resourcePolicyOf({ ResourcePolicy, CallerArn }: SimulationInput, isUser: boolean) {
  if (ResourcePolicy === undefined) return undefined
  // The sentence is ours: AWS's is not known.
  if (CallerArn === undefined && !isUser) {
    throw InvalidInput('CallerArn is required with ResourcePolicy, and names an IAM user.')
  }
  return inputPolicy('ResourcePolicy', 'resource', ResourcePolicy)
}

/** What the simulated caller brings along, and over it what the request says. */
function contextOf(principal: SignedPrincipal, entries: readonly ContextEntry[]): RequestContext {
  const context = new Map<string, ContextValue>([['kms:calleraccount', principal.account]])
  // Somebody whom no policy names brings nothing: what policies ask of it is missing.
  const own = isNobodyInParticular(principal) ? [] : principalContext(principal)
  for (const [key, value] of own) context.set(key.toLowerCase(), value)
  for (const { ContextKeyName = '', ContextKeyValues = [], ContextKeyType = '' } of entries) {
    const [first = ''] = ContextKeyValues
    const isList = ContextKeyType.endsWith('List') || ContextKeyValues.length > 1
    context.set(ContextKeyName.toLowerCase(), isList ? ContextKeyValues : first)
  }
  return context
}

/**
 * One result for each action: the strictest decision of all resources, each of which is told on
 * its own unless none was named.
 */
function resultFor(
  action: string,
  simulation: Simulation,
  input: SimulationInput,
  context: RequestContext,
): EvaluationResult {
  const { ResourceArns = ['*'] } = input
  const resources = ResourceArns.length > 0 ? ResourceArns : ['*']
  const all = resources.map((resource) => evaluate(action, resource, simulation, input, context))
  const [strictest] = all.toSorted((one, other) => strictness(other) - strictness(one))
  // INVARIANT: there is at least one resource.
  if (!strictest) throw new Error('a simulation without a resource')
  const [only] = resources
  const isNamed = resources.length > 1 || only !== '*'
  const missing = missingContextValues(sourcesOf(simulation), context)
  const { EvalResourceDecision, ...details } = strictest.result
  return {
    EvalActionName: action,
    ...(resources.length === 1 && { EvalResourceName: only }),
    EvalDecision: EvalResourceDecision,
    MatchedStatements: details.MatchedStatements,
    MissingContextValues: isNamed ? [] : missing,
    ...organizationsDetail(strictest.explanation),
    ...boundaryDetail(strictest.explanation),
    ...(isNamed && {
      ResourceSpecificResults: all.map(({ result }) => {
        return { ...result, MissingContextValues: missing }
      }),
    }),
  }
}

interface Evaluated {
  readonly result: ResourceSpecificResult
  readonly explanation: Explanation
}

const STRICTNESS: readonly PolicyEvaluationDecisionType[] = [
  'allowed',
  'implicitDeny',
  'explicitDeny',
]
const strictness = ({ result }: Evaluated): number =>
  STRICTNESS.indexOf(result.EvalResourceDecision)

function evaluate(
  action: string,
  resource: string,
  simulation: Simulation,
  input: SimulationInput,
  context: RequestContext,
): Evaluated {
  const request = requestFor(action, resource, simulation, input, context)
  const explanation = explain(request, policiesOf(simulation, action))
  const { outcome, because } = explanation
  const result = {
    EvalResourceName: resource,
    EvalResourceDecision: outcome === 'allow' ? 'allowed' : outcome,
    MatchedStatements: matchedStatements(because, sourcesOf(simulation)),
    ...boundaryDetail(explanation),
  } as const
  return { result, explanation }
}

function requestFor(
  action: string,
  resource: string,
  { principal, resource: policy }: Simulation,
  { ResourceOwner = '' }: SimulationInput,
  context: RequestContext,
): AuthorizationRequest {
  const request = { principal, action, resource, context }
  // Without a resource policy only the caller's side is simulated, whoever owns the resource.
  if (!policy) return { ...request, resourceAccount: principal.account }
  const named = parseArn(resource)?.account
  const owner = named || accountNamedBy(ResourceOwner) || principal.account
  return { ...request, resourceAccount: owner, sameAccountOnly: isSameAccountOnly(action) }
}

function policiesOf(
  { identity, boundary, serviceControl, resource }: Simulation,
  action: string,
): PoliciesInForce {
  const named = (sources: readonly SourcePolicy[]) => sources.map((source) => source.named)
  return {
    identity: named(identity),
    ...(boundary && { boundary: named(boundary) }),
    serviceControl: serviceControl.map(named),
    resourceControl: [],
    ...(resource && { resource: { ...resource.named, kind: resourcePolicyKind(action) } }),
    grants: [],
  }
}

function sourcesOf(simulation: Simulation): readonly SourcePolicy[] {
  const { identity, boundary = [], serviceControl, resource } = simulation
  return [...identity, ...boundary, ...serviceControl.flat(), ...(resource ? [resource] : [])]
}

function allowedBy(layer: LayerName, { layers }: Explanation): boolean | undefined {
  const says = layers.find((one) => one.layer === layer)?.says
  return says === undefined || says === 'notApplicable' ? undefined : says === 'allow'
}

function boundaryDetail(explanation: Explanation) {
  const allowed = allowedBy('boundary', explanation)
  if (allowed === undefined) return {}
  return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed } }
}

function organizationsDetail(explanation: Explanation) {
  const allowed = allowedBy('scp', explanation)
  if (allowed === undefined) return {}
  return { OrganizationsDecisionDetail: { AllowedByOrganizations: allowed } }
}
