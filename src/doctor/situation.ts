// What the checks see: the evidence, laid out for one action.

import { parseArn } from '../base/arn.ts'
import { isJsonObject, parseJson, type JsonObject } from '../base/json.ts'
import { callingPrincipalContext } from '../base/principal-facts.ts'
import { decide, isSameAccountOnly } from '../policy/index.ts'
import type {
  AuthorizationRequest,
  ContextValue,
  Decision,
  LayerName,
  NamedPolicy,
  PoliciesInForce,
  RequestContext,
} from '../policy/index.ts'
import { aliasHalfOf, type AliasHalf } from './alias-half.ts'
import { parseDenial, type Denial } from './denial.ts'
import { gotOf, isGot, isRefused, type Answer } from './evidence/answer.ts'
import { isSameIdentity } from './evidence/entity.ts'
import type { Evidence, Identity, KnownPolicy } from './evidence/evidence.ts'
import { isDenial } from './evidence/policy-event.ts'
import { examineIdentityPolicy, examineKeyPolicy, namedWithLines } from './examine.ts'
import type { ExaminedStatement } from './examine.ts'
import { guardsOf, NO_GUARDS, type Guards } from './guards.ts'
import { principalOf, type AskingPrincipal } from './principals.ts'
import { factsOfRequest } from './request-facts.ts'

/** An identity as the engine takes it. */
export interface Actor {
  readonly principal: AskingPrincipal
  readonly identity: readonly NamedPolicy[]
  readonly boundary: readonly NamedPolicy[] | undefined
  /** Every policy could be seen: silence then means that nothing allows. */
  readonly complete: boolean
}

export interface PolicyStatement extends ExaminedStatement {
  /** Name of the policy. */
  readonly policy: string
}

export interface Situation {
  readonly evidence: Evidence
  readonly request: AuthorizationRequest
  readonly keyArn: string
  readonly keyAccount: string
  readonly actor: Actor
  /** The layers beside identity policies, boundary and key policy, as far as they were seen. */
  readonly guards: Guards
  /** Only for alias operations. */
  readonly aliasHalf: AliasHalf | undefined
  readonly known: KnownPolicy | undefined
  /** Of the key policy, names bound. */
  readonly statements: readonly PolicyStatement[]
  readonly identityStatements: readonly PolicyStatement[]
  /** What AWS itself said to this very question. */
  readonly answered: 'allow' | Denial | undefined
  /**
   * What the engine says; undefined without a key policy to reason with, unless it is denied
   * whatever the key policy says.
   */
  readonly decision: Decision | undefined
  /** Whether some earlier key policy delegated this action to the account. */
  readonly delegatedBefore: boolean
}

export function situationOf(
  evidence: Evidence,
  action: string,
  context: Readonly<Record<string, string>> = {},
): Situation | undefined {
  const { key, subject, caller, known } = evidence
  const uniqueId = evidence.subjectAsks ? caller.userId.split(':')[0] : undefined
  const actor = actorOf(subject, uniqueId)
  if (key.arn === undefined || actor === undefined) return undefined
  const isManaged = gotOf(key.description)?.keyManager === 'AWS'
  const request = {
    ...requestOf(actor.principal, action, key.arn, {
      ...factsOfRequest(evidence, actor.principal),
      ...context,
    }),
    ...(isManaged && { awsManagedKey: true }),
  }
  const guards = guardsOf(evidence, action)
  const aliasHalf = aliasHalfOf(evidence, request, policiesFor(actor, undefined, guards))
  const decision = decisionOn(
    request,
    known,
    (resource) => policiesFor(actor, resource, guards),
    aliasHalf,
  )
  const isAllowedNow =
    known?.source === 'current' && decision?.outcome === 'allow' && actor.complete
  const keyAccount = request.resourceAccount ?? ''
  return {
    evidence,
    request,
    keyArn: key.arn,
    keyAccount,
    actor,
    guards,
    aliasHalf,
    known,
    statements: known ? keyStatements(known, request) : [],
    identityStatements: identityStatements(subject, request),
    answered:
      triedAnswer(evidence, action) ??
      toldAnswer(evidence, request, isAllowedNow) ??
      attemptAnswer(evidence, actor.principal, action),
    decision,
    delegatedBefore: delegatedBefore(evidence, request),
  }
}

function decisionOn(
  request: AuthorizationRequest,
  known: KnownPolicy | undefined,
  policies: (resource: PoliciesInForce['resource']) => PoliciesInForce,
  aliasHalf: AliasHalf | undefined,
): Decision | undefined {
  const keyPolicy = keyPolicyOf(known?.bound ?? OPEN_KEY_POLICY)
  const decision = bothHalves(decide(request, policies(keyPolicy)), aliasHalf)
  return known === undefined && decision.outcome === 'allow' ? undefined : decision
}

/** What even this does not let through, no key policy does. */
const OPEN_KEY_POLICY: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
}

/** Of an alias operation, the half that refuses. */
export function bothHalves(ofKey: Decision, ofAlias: AliasHalf | undefined): Decision {
  return ofKey.outcome === 'allow' && ofAlias ? ofAlias.decision : ofKey
}

export function actorOf(identity: Identity, uniqueId?: string): Actor | undefined {
  const entity = gotOf(identity.entity)
  const principal = principalOf(identity.arn, {
    uniqueId: uniqueId ?? entity?.uniqueId,
    roleArn: entity?.kind === 'role' ? entity.arn : undefined,
  })
  if (principal === undefined) return undefined
  const { policies, boundary, unseen } = identity.policies
  return {
    principal,
    identity: policies.map(({ name, text }) => namedWithLines(name, parseJson(text) ?? null)),
    boundary: boundary && [namedWithLines(boundary.name, parseJson(boundary.text) ?? null)],
    complete: unseen.length === 0,
  }
}

export function requestOf(
  principal: AskingPrincipal,
  action: string,
  resource: string,
  context: Readonly<Record<string, ContextValue>> = {},
): AuthorizationRequest {
  return {
    principal,
    action,
    resource,
    // `*` is whatever the caller's own account has.
    resourceAccount:
      parseArn(resource)?.account ?? (resource === '*' ? principal.account : undefined),
    context: contextOf(principal, context),
    sameAccountOnly: isSameAccountOnly(action),
  }
}

function contextOf(
  principal: AskingPrincipal,
  asked: Readonly<Record<string, ContextValue>>,
): RequestContext {
  const { account } = principal
  const context = new Map<string, ContextValue>([
    ...callingPrincipalContext(principal),
    ...(account === undefined ? [] : [['kms:CallerAccount', account] as const]),
    ['aws:SecureTransport', 'true'],
    ...Object.entries(asked),
  ])
  return new Map([...context].map(([key, value]) => [key.toLowerCase(), value]))
}

export const keyPolicyOf = (json: KnownPolicy['json']): PoliciesInForce['resource'] => ({
  ...namedWithLines('key policy', json),
  kind: 'keyPolicy',
})

export function policiesFor(
  { identity, boundary }: Actor,
  resource: PoliciesInForce['resource'],
  guards: Guards = NO_GUARDS,
): PoliciesInForce {
  return {
    identity,
    ...(boundary && { boundary }),
    ...(resource && { resource }),
    ...guards,
  }
}

function keyStatements(
  { bound }: KnownPolicy,
  request: AuthorizationRequest,
): readonly PolicyStatement[] {
  return examineKeyPolicy(bound, request).map((one) => ({ ...one, policy: 'key policy' }))
}

function identityStatements(
  { policies }: Identity,
  request: AuthorizationRequest,
): readonly PolicyStatement[] {
  return policies.policies.flatMap(({ name, text }) => {
    const json = parseJson(text)
    if (!isJsonObject(json)) return []
    return examineIdentityPolicy(json, request).map((one) => ({ ...one, policy: name }))
  })
}

function delegatedBefore({ versions, known }: Evidence, request: AuthorizationRequest): boolean {
  const earlier = versions.filter((version) => version !== known?.version)
  return earlier.some(({ json }) => examineKeyPolicy(json, request).some(delegates))
}

/** Lets the account's IAM policies count for the action asked about. */
export const delegates = (statement: ExaminedStatement): boolean =>
  statement.names === 'account' && matches(statement) && statement.effect === 'Allow'

export const matches = ({ action, resource, condition, lacks }: ExaminedStatement): boolean =>
  action && resource && condition && lacks.length === 0

/**
 * AWS's own answer to the try of GetKeyPolicy or DescribeKey just made. PutKeyPolicy is never
 * tried.
 */
function triedAnswer(
  { key, keyPolicy, subjectAsks }: Evidence,
  action: string,
): Situation['answered'] {
  if (!subjectAsks) return undefined
  if (action === 'kms:GetKeyPolicy') return answerTo(keyPolicy)
  return action === 'kms:DescribeKey' ? answerTo(key.description) : undefined
}

function answerTo(tried: Answer<unknown> | undefined): Situation['answered'] {
  if (isRefused(tried)) return parseDenial(tried.refused)
  return isGot(tried) ? 'allow' : undefined
}

/**
 * An answer that the asker brings along. It is out of date where the layers that the doctor sees in
 * whole refused it, and let it through now.
 */
function toldAnswer(
  { told, subject }: Evidence,
  { principal, action }: AuthorizationRequest,
  isAllowedNow: boolean,
): Situation['answered'] {
  if (told === undefined || told.action !== action) return undefined
  const { denial } = told
  const isAbout =
    told.principal === undefined ||
    [principal.arn, subject.arn].some((arn) => isSameIdentity(told.principal ?? '', arn))
  if (!isAbout) return undefined
  const isSeen = denial.layer !== undefined && SEEN_LAYERS.has(denial.layer)
  return isAllowedNow && isSeen && !denial.explicit ? undefined : denial
}

const SEEN_LAYERS: ReadonlySet<LayerName> = new Set(['identity', 'boundary', 'keyPolicy'])

/** To an attempt in the event history that came after the last change. */
function attemptAnswer(
  { events, known }: Evidence,
  principal: AskingPrincipal,
  action: string,
): Situation['answered'] {
  const since = known?.version?.event.eventTime ?? ''
  const attempt = gotOf(events)?.events.findLast(
    (event) =>
      `kms:${event.eventName}` === action &&
      isDenial(event) &&
      event.eventTime >= since &&
      isSameIdentity(event.by, principal.arn),
  )
  return attempt?.error && parseDenial(attempt.error.message, attempt.eventId)
}

/** The layer that AWS's sentence names, else the engine's. */
export const decidingLayer = ({ answered, decision }: Situation): LayerName | undefined =>
  (typeof answered === 'object' ? answered.layer : undefined) ?? decision?.layer
