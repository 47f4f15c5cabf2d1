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
import { policiesInAccount, type Connection, type SeenInAccount } from '../../doctor/index.ts'
import { contextPairs } from '../context-pairs.ts'
import { failure } from '../failure.ts'
import { readPolicyFile } from '../input-file.ts'
import { withConnectionIfAny, type OnlineOptions } from '../online.ts'
import { isOpen, type Simulation, simulationText } from '../report/simulation.ts'
import type { Terminal } from '../terminal.ts'

export interface SimulateOptions extends OnlineOptions {
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

/**
 * Decides one request, from files, or from what the account holds when none are given; exit code
 * 2 when it is denied, 3 when that rests on what could not be seen.
 */
export async function simulate(options: SimulateOptions, terminal: Terminal): Promise<number> {
  const fromFiles = [options.keyPolicy, options.boundary, options.sessionPolicy].some(Boolean)
  const isOffline = fromFiles || [...options.identityPolicy, ...options.scp].length > 0
  if (isOffline) return showSimulation(inFiles(options), options, terminal)
  return withConnectionIfAny(options, terminal, false, async (connection) => {
    const found = connection ? await inAccount(options, connection) : inFiles(options)
    return showSimulation(found, options, terminal)
  })
}

interface Found {
  readonly request: AuthorizationRequest
  readonly policies: PoliciesInForce
  readonly assumedFor?: string | undefined
  readonly account?: Simulation['account']
}

function inFiles(options: SimulateOptions): Found {
  const assumedFor = accountToAssume(options)
  return { request: requestFrom(options), policies: policiesFrom(options, assumedFor), assumedFor }
}

/** The principal's policies and the key's, as IAM and KMS tell them. */
async function inAccount(options: SimulateOptions, connection: Connection): Promise<Found> {
  const { principal, action, resource } = options
  requestFrom(options) // Refuses what is no principal or no action before AWS is asked.
  const seen = await policiesInAccount(connection, { principal, action, resource })
  const { uniqueId, roleArn, policies, where, unseen, unseenGuardrails } = seen
  const request = requestFrom({ ...options, resource: seen.resource }, { uniqueId, roleArn })
  return { request, policies, account: { where, unseen, unseenGuardrails } }
}

function showSimulation(
  { request, policies, assumedFor, account }: Found,
  { json }: SimulateOptions,
  terminal: Terminal,
): number {
  const explanation = explain(request, policies)
  const isAllowed = explanation.outcome === 'allow'
  const simulation: Simulation = {
    request,
    explanation,
    ...obstaclesOf(request, policies),
    sentence: isAllowed ? undefined : accessDeniedSentence(request, explanation, 'named'),
    assumedFor,
    ...(account && { account }),
  }
  terminal.print(json ? simulationJson(simulation) : simulationText(simulation, terminal))
  if (isOpen(simulation)) return 3
  return isAllowed ? 0 : 2
}

function requestFrom(
  { principal: arn, action, resource, context }: SimulateOptions,
  { uniqueId, roleArn }: Partial<Pick<SeenInAccount, 'uniqueId' | 'roleArn'>> = {},
): AuthorizationRequest {
  const principal = signedPrincipal(arn, { uniqueId, principalArn: roleArn })
  if (!principal) {
    const lines = ['--principal arn:aws:iam::111122223333:user/Alice']
    throw failure('noPrincipal', { arn }, { lines })
  }
  if (!/^[\w-]+:\w+$/.test(action)) {
    throw failure('noAction', { action }, { lines: ['--action kms:PutKeyPolicy'] })
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
  const seen = simulation.account
  const value = {
    request: asked,
    ...explanation,
    ...(isOpen(simulation) ? { outcome: 'unknown' } : { ...changes, sentence }),
    defaultKeyPolicyOf,
    ...(seen && { where: seen.where, unseen: [...seen.unseen, ...seen.unseenGuardrails] }),
  }
  return JSON.stringify(value, undefined, 2)
}
