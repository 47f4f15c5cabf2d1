// What SimulatePrincipalPolicy and SimulateCustomPolicy answer: the policy engine's decisions.

import { setImmediate } from 'node:timers/promises'
import { parseArn } from '../../../base/arn.ts'
import { principalContext } from '../../../base/principal-facts.ts'
import type { SignedPrincipal } from '../../../base/principal.ts'
import {
  accountNamedBy,
  isSameAccountOnly,
  resourcePolicyKind,
  rule,
} from '../../../policy/index.ts'
import type {
  AuthorizationRequest,
  ContextValue,
  LayerName,
  PoliciesInForce,
  RequestContext,
  Ruling,
} from '../../../policy/index.ts'
import { InvalidInput } from '../errors.ts'
import { limits } from '../limits.ts'
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

/** Of one page, and in turns with other requests: there may be many actions and resources. */
export async function answerSimulation(
  simulation: Simulation,
  input: SimulationInput,
): Promise<SimulateCustomPolicyOutput> {
  const { ActionNames, ContextEntries = [] } = input
  const context = contextOf(simulation.principal, ContextEntries)
  const missing = missingContextValues(sourcesOf(simulation), context)
  const actions = ActionNames.map((action, index) => {
    if (!/^[\w-]+:\w+$/.test(action)) throw InvalidInput(`Invalid action name: ${action}`)
    return { id: String(index).padStart(INDEX_DIGITS, '0'), action }
  })
  const { items, position } = takePage(
    { Marker: input.Marker, MaxItems: actionsPerPage(input) },
    listed(actions, ({ id }) => id),
  )
  const EvaluationResults: EvaluationResult[] = []
  for (const { action } of items) {
    const all = await evaluateAll(action, simulation, input, context)
    EvaluationResults.push(resultOf(action, all, input, missing))
  }
  return { EvaluationResults, ...position }
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

// AWS may return fewer than MaxItems, and then says that there are more:
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
function actionsPerPage(input: SimulationInput): number {
  const { MaxItems = limits.itemsPerPageDefault } = input
  const most = Math.floor(limits.evaluationsPerPageMax / resourcesOf(input).length)
  return Math.max(1, Math.min(MaxItems, most))
}

const resourcesOf = ({ ResourceArns = [] }: SimulationInput): readonly string[] =>
  ResourceArns.length > 0 ? ResourceArns : ['*']

async function evaluateAll(
  action: string,
  simulation: Simulation,
  input: SimulationInput,
  context: RequestContext,
): Promise<readonly Evaluated[]> {
  const all: Evaluated[] = []
  for (const resource of resourcesOf(input)) {
    if (all.length % limits.evaluationsPerTurn === 0) await setImmediate()
    all.push(evaluate(action, resource, simulation, input, context))
  }
  return all
}

/**
 * One result for each action: the strictest decision of all resources, each of which is told on
 * its own unless none was named.
 */
function resultOf(
  action: string,
  all: readonly Evaluated[],
  input: SimulationInput,
  missing: readonly string[],
): EvaluationResult {
  const resources = resourcesOf(input)
  const [strictest] = all.toSorted((one, other) => strictness(other) - strictness(one))
  // INVARIANT: there is at least one resource.
  if (!strictest) throw new Error('a simulation without a resource')
  const [only] = resources
  const isNamed = resources.length > 1 || only !== '*'
  const { EvalResourceDecision, ...details } = strictest.result
  return {
    EvalActionName: action,
    ...(resources.length === 1 && { EvalResourceName: only }),
    EvalDecision: EvalResourceDecision,
    MatchedStatements: details.MatchedStatements,
    MissingContextValues: isNamed ? [] : missing,
    ...organizationsDetail(strictest.ruling),
    ...boundaryDetail(strictest.ruling),
    ...(isNamed && {
      ResourceSpecificResults: all.map(({ result }) => {
        return { ...result, MissingContextValues: missing }
      }),
    }),
  }
}

interface Evaluated {
  readonly result: ResourceSpecificResult
  readonly ruling: Ruling
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
  const ruling = rule(request, policiesOf(simulation, action))
  const { outcome, because } = ruling
  const result = {
    EvalResourceName: resource,
    EvalResourceDecision: outcome === 'allow' ? 'allowed' : outcome,
    MatchedStatements: matchedStatements(because, sourcesOf(simulation)),
    ...boundaryDetail(ruling),
  } as const
  return { result, ruling }
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

function allowedBy(layer: LayerName, { says }: Ruling): boolean | undefined {
  return says[layer] === 'notApplicable' ? undefined : says[layer] === 'allow'
}

function boundaryDetail(ruling: Ruling) {
  const allowed = allowedBy('boundary', ruling)
  if (allowed === undefined) return {}
  return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed } }
}

function organizationsDetail(ruling: Ruling) {
  const allowed = allowedBy('scp', ruling)
  if (allowed === undefined) return {}
  return { OrganizationsDecisionDetail: { AllowedByOrganizations: allowed } }
}
