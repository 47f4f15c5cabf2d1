// What the checks see: the evidence, laid out for one action.

import { parseArn } from '../base/arn.ts'
import { isJsonObject, parseJson } from '../base/json.ts'
import { principalContext } from '../base/principal-facts.ts'
import type { SignedPrincipal } from '../base/principal.ts'
import { decide, isSameAccountOnly } from '../policy/index.ts'
import type {
  AuthorizationRequest,
  Decision,
  LayerName,
  NamedPolicy,
  PoliciesInForce,
  RequestContext,
} from '../policy/index.ts'
import { parseDenial, type Denial } from './denial.ts'
import { gotOf, isRefused } from './evidence/answer.ts'
import { isSameIdentity } from './evidence/entity.ts'
import type { Evidence, Identity, KnownPolicy } from './evidence/evidence.ts'
import { isDenial } from './evidence/policy-event.ts'
import { examineIdentityPolicy, examineKeyPolicy, named } from './examine.ts'
import type { ExaminedStatement } from './examine.ts'
import { principalOf } from './principals.ts'

/** An identity as the engine takes it. */
export interface Actor {
  readonly principal: SignedPrincipal
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
  readonly known: KnownPolicy | undefined
  /** Of the key policy, names bound. */
  readonly statements: readonly PolicyStatement[]
  readonly identityStatements: readonly PolicyStatement[]
  /** What AWS itself said to this very question. */
  readonly answered: 'allow' | Denial | undefined
  /** What the engine says; undefined without a key policy to reason with. */
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
  const request = requestOf(actor.principal, action, key.arn, context)
  const keyAccount = request.resourceAccount ?? ''
  const decision = known && decide(request, policiesFor(actor, keyPolicyOf(known.bound)))
  const isAllowedNow =
    known?.source === 'current' && decision?.outcome === 'allow' && actor.complete
  return {
    evidence,
    request,
    keyArn: key.arn,
    keyAccount,
    actor,
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
    identity: policies.map(({ name, text }) => named(name, parseJson(text) ?? null)),
    boundary: boundary && [named(boundary.name, parseJson(boundary.text) ?? null)],
    complete: unseen.length === 0,
  }
}

export function requestOf(
  principal: SignedPrincipal,
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
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
  principal: SignedPrincipal,
  asked: Readonly<Record<string, string>>,
): RequestContext {
  const context = new Map<string, string>([
    ...principalContext(principal),
    ['kms:CallerAccount', principal.account],
    ['aws:SecureTransport', 'true'],
    ...Object.entries(asked),
  ])
  return new Map([...context].map(([key, value]) => [key.toLowerCase(), value]))
}

export const keyPolicyOf = (json: KnownPolicy['json']): PoliciesInForce['resource'] => ({
  ...named('key policy', json),
  kind: 'keyPolicy',
})

export function policiesFor(
  { identity, boundary }: Actor,
  resource: PoliciesInForce['resource'],
): PoliciesInForce {
  return {
    identity,
    ...(boundary && { boundary }),
    ...(resource && { resource }),
    serviceControl: [],
    resourceControl: [],
    grants: [],
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

/** AWS's own answer to the try of GetKeyPolicy just made. PutKeyPolicy is never tried. */
function triedAnswer({ keyPolicy, subjectAsks }: Evidence, action: string): Situation['answered'] {
  if (action !== 'kms:GetKeyPolicy' || !subjectAsks) return undefined
  if (isRefused(keyPolicy)) return parseDenial(keyPolicy.refused)
  return keyPolicy && 'got' in keyPolicy ? 'allow' : undefined
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
  principal: SignedPrincipal,
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
