import { parseArn } from '../../base/arn.ts'
import { principalContext } from '../../base/principal-facts.ts'
import type { SignedPrincipal } from '../../base/principal.ts'
import {
  accessDeniedSentence,
  type AuthorizationRequest,
  compilePolicy,
  type ContextValue,
  defaultKeyPolicy,
  explain,
  isSameAccountOnly,
  obstaclesOf,
  type PoliciesInForce,
  readPolicyJson,
  type RequestContext,
  type ResourcePolicy,
  resourcePolicyKind,
  signedPrincipal,
} from '../../policy/index.ts'
import { contextPairs } from '../context-pairs.ts'
import { Failure } from '../failure.ts'
import { readPolicyFile } from '../input-file.ts'
import { type Simulation, simulationText } from '../report/simulation.ts'
import type { Terminal } from '../terminal.ts'

export interface SimulateOptions {
  readonly principal: string
  readonly action: string
  readonly resource: string
  readonly keyPolicy?: string
  readonly identityPolicy: readonly string[]
  readonly boundary?: string
  readonly sessionPolicy?: string
  readonly scp: readonly string[]
  readonly context: readonly string[]
  readonly json?: boolean
}

/** Decides one request from files, offline; exit code 2 when it is denied. */
export function simulate(options: SimulateOptions, terminal: Terminal): number {
  const request = requestFrom(options)
  const assumedFor = accountToAssume(options)
  const policies = policiesFrom(options, assumedFor)
  const explanation = explain(request, policies)
  const isAllowed = explanation.outcome === 'allow'
  const simulation: Simulation = {
    request,
    explanation,
    ...obstaclesOf(request, policies),
    sentence: isAllowed ? undefined : accessDeniedSentence(request, explanation, 'named'),
    assumedFor,
  }
  terminal.print(options.json ? simulationJson(simulation) : simulationText(simulation, terminal))
  return isAllowed ? 0 : 2
}

function requestFrom({
  principal: arn,
  action,
  resource,
  context,
}: SimulateOptions): AuthorizationRequest {
  const principal = signedPrincipal(arn)
  if (!principal) {
    throw new Failure(`\`${arn}\` is not the ARN of a user, a role, a session or the root user`, [
      '--principal arn:aws:iam::111122223333:user/Alice',
    ])
  }
  if (!/^[\w-]+:\w+$/.test(action)) {
    throw new Failure(`\`${action}\` is not an action`, ['--action kms:PutKeyPolicy'])
  }
  const account = parseArn(resource)?.account
  return {
    principal,
    action,
    resource,
    resourceAccount: account === '' ? undefined : account,
    context: contextFrom(principal, context),
    sameAccountOnly: isSameAccountOnly(action),
  }
}

/** What is known of the caller, and over it what was given. */
function contextFrom(principal: SignedPrincipal, given: readonly string[]): RequestContext {
  const context = new Map<string, ContextValue>([['kms:calleraccount', principal.account]])
  for (const [key, value] of principalContext(principal)) context.set(key.toLowerCase(), value)
  for (const [key, values] of contextPairs(given)) {
    const [first = ''] = values
    context.set(key.toLowerCase(), values.length === 1 ? first : values)
  }
  return context
}

/** A KMS key always has a key policy: without one, the default is the likeliest. */
function accountToAssume({ action, resource, keyPolicy }: SimulateOptions): string | undefined {
  if (keyPolicy !== undefined || resourcePolicyKind(action) !== 'keyPolicy') return undefined
  const arn = parseArn(resource)
  return arn?.resource.startsWith('key/') ? arn.account : undefined
}

function policiesFrom(options: SimulateOptions, assumedFor: string | undefined): PoliciesInForce {
  const { identityPolicy, boundary, sessionPolicy, scp } = options
  const resource = resourcePolicyFrom(options, assumedFor)
  return {
    identity: identityPolicy.map(readPolicyFile),
    ...(boundary !== undefined && { boundary: [readPolicyFile(boundary)] }),
    ...(sessionPolicy !== undefined && { session: readPolicyFile(sessionPolicy) }),
    serviceControl: scp.map((file) => [readPolicyFile(file)]),
    resourceControl: [],
    ...(resource && { resource }),
    grants: [],
  }
}

function resourcePolicyFrom(
  { keyPolicy, action }: SimulateOptions,
  assumedFor: string | undefined,
): ResourcePolicy | undefined {
  const kind = resourcePolicyKind(action)
  if (keyPolicy !== undefined) return { ...readPolicyFile(keyPolicy), kind }
  if (assumedFor === undefined) return undefined
  const read = readPolicyJson(defaultKeyPolicy(assumedFor))
  // INVARIANT: the default key policy is a policy.
  if ('problems' in read) throw new Error('the default key policy cannot be read')
  return { name: 'default key policy', policy: compilePolicy(read.document), kind }
}

function simulationJson(simulation: Simulation): string {
  const { request, explanation, obstacles, surmountable, sentence, assumedFor } = simulation
  const { principal, action, resource, context } = request
  const asked = { principal: principal.arn, action, resource, context: Object.fromEntries(context) }
  const changes = { obstacles, surmountable }
  const defaultKeyPolicyOf = assumedFor
  const value = { request: asked, ...explanation, ...changes, sentence, defaultKeyPolicyOf }
  return JSON.stringify(value, undefined, 2)
}
