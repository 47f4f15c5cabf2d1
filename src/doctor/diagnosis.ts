// Findings become the cause, ranked, and the ways out. This is the structure that every report
// is made from; its members are fixed by the format of `sparekey doctor --json`.

import type { JsonObject } from '../base/json.ts'
import { explain } from '../policy/index.ts'
import type { LayerExplanation, LayerName, PoliciesInForce, StatementRef } from '../policy/index.ts'
import type { CommandLine } from './command-line.ts'
import type { ChangeLine } from './policy-change.ts'
import { changeLines } from './policy-change.ts'
import { checks } from './checks/list.ts'
import { gotOf, isUnseen } from './evidence/answer.ts'
import type { Evidence, Where } from './evidence/evidence.ts'
import { isGrantable } from './evidence/grants.ts'
import type { PolicyEvent } from './evidence/policy-event.ts'
import { isDenial } from './evidence/policy-event.ts'
import type { Delivered } from './evidence/policy-search.ts'
import type { Gap, SearchedPlace } from './evidence/searched-place.ts'
import type { PathStep } from './decision-path.ts'
import { rankOf, type Finding, type FindingId } from './finding.ts'
import { quotesOf, type Quote, type QuotedPolicy } from './quote.ts'
import { isHidden } from './hidden-layer.ts'
import { rescuersOf, type Rescuer } from './rescuers.ts'
import type { SeenBeside } from './seen-beside.ts'
import { isDoubtOfSimulator, withSecondOpinion } from './second-opinion.ts'
import { keyPolicyOf, policiesFor, type Situation } from './situation.ts'
import type { RemedyId } from './remedies/remedy.ts'

export interface Diagnosis extends SeenBeside {
  readonly version: 1
  readonly where: Where
  readonly request: DiagnosedRequest
  readonly outcome: Outcome
  /** AWS's own, when there was one. */
  readonly sentence?: string
  /** The text that it was worked out from: capped, escapes removed. */
  readonly from?: string
  /** The file of a key policy that is to be put, or to make a key with. */
  readonly proposed?: string
  readonly keyPolicy: DiagnosedPolicy
  readonly layers: readonly DiagnosedLayer[]
  /** The way through KMS's decision; empty where there is no key to decide about. */
  readonly path: readonly PathStep[]
  readonly findings: readonly SaidFinding[]
  readonly causes: readonly FindingId[]
  readonly remedies: readonly SaidRemedy[]
  readonly unseen: readonly { readonly question: string; readonly permission: string }[]
  /** Documents that the commands name. */
  readonly files: readonly string[]
}

export type Outcome = 'allow' | 'implicitDeny' | 'explicitDeny' | 'unknown'

export interface DiagnosedRequest {
  readonly principal: string
  readonly action: string
  /** The key's ARN, or what was asked for when no key was found; null: there is none yet. */
  readonly key: string | null
  readonly context: Readonly<Record<string, string>>
  /** As it was typed. */
  readonly asked: string
  /** The service that asked for the principal. */
  readonly via?: string
}

export interface DiagnosedPolicy {
  readonly source: 'current' | 'rebuilt' | 'none'
  readonly eventId?: string
  readonly eventTime?: string
  readonly eventName?: string
  /** Who put the policy that was rebuilt. */
  readonly by?: string
  readonly gaps?: readonly Gap[]
  /** Where earlier policies were looked for, beside the event history. */
  readonly searched?: readonly SearchedPlace[]
  /** Where the events lie that are missing. */
  readonly delivered?: Delivered
  readonly policy?: JsonObject
  /** The last change, when the event history holds it. */
  readonly change?: PolicyChangeEvent
}

export interface PolicyChangeEvent {
  readonly eventId: string
  readonly eventTime: string
  readonly eventName: string
  readonly by: string
  readonly sourceIPAddress: string
  readonly bypassed: boolean
  readonly lines: readonly ChangeLine[]
  /** Attempts that failed since the version before. */
  readonly attempts: readonly PolicyAttempt[]
}

export interface PolicyAttempt {
  readonly eventId: string
  readonly eventTime: string
  readonly eventName: string
  readonly by: string
  readonly sourceIPAddress: string
  /** A missing permission, or a policy that AWS would not take. */
  readonly denied: boolean
  readonly message: string
}

export interface DiagnosedLayer {
  readonly layer: LayerName
  readonly says: LayerExplanation['says']
  readonly because: readonly StatementRef[]
  /** The lines of the policies that it rests on. */
  readonly quotes: readonly Quote[]
}

export interface SaidFinding {
  readonly id: FindingId
  readonly verdict: Finding['verdict']
  readonly says: string
  readonly evidence: readonly string[]
}

export interface SaidRemedy {
  readonly id: RemedyId
  readonly by: readonly string[]
  readonly becoming: readonly CommandLine[]
  readonly commands: readonly CommandLine[]
  /** The same by one command of ours. */
  readonly atOnce?: CommandLine
  /** What the shell must know beside the arguments. */
  readonly environment?: Readonly<Record<string, string>>
  readonly changes: string
  /** The document before and after, as a unified diff. */
  readonly diff?: string
  readonly gains: readonly string[]
  readonly loses: readonly string[]
  readonly proved: boolean
  /** Documents that it is made of; those that a command names among them. */
  readonly files: readonly string[]
}

export function outcomeOf(situation: Situation): Outcome {
  const { answered, decision, actor, evidence } = situation
  if (answered === 'allow') return 'allow'
  if (answered !== undefined) return answered.explicit ? 'explicitDeny' : 'implicitDeny'
  if (decision === undefined) return 'unknown'
  if (decision.layer === 'identity' && decision.outcome === 'implicitDeny' && !actor.complete) {
    return 'unknown'
  }
  // What the last known policy would allow is no proof, when AWS refuses to show the current one.
  const isGuess = evidence.known?.source === 'rebuilt' && decision.outcome === 'allow'
  return isGuess && evidence.subjectAsks ? 'unknown' : decision.outcome
}

export function findingsOf(situation: Situation): readonly Finding[] {
  const found = withSecondOpinion(
    situation,
    checks.flatMap((check) => check(situation) ?? []),
  )
  if (outcomeOf(situation) !== 'allow') return found
  // Policies let the request through; the state of the key may stop it all the same.
  return found.filter(
    (one) => one.verdict === 'pass' || one.id.startsWith('key/') || isDoubtOfSimulator(one),
  )
}

/** The policies allow it, and nothing else stops it. */
export const works = ({ outcome, causes }: Pick<Diagnosis, 'outcome' | 'causes'>): boolean =>
  outcome === 'allow' && causes.length === 0

/** A principal that is gone and was not the asker stands behind the asker's own cause. */
const OF_THE_DEAD: ReadonlySet<FindingId> = new Set([
  'key-policy/principal-deleted',
  'grant/grantee-deleted',
])
const BEHIND_THE_HALVES = rankOf('key-policy/unmanageable') - 0.5

export function causesOf(findings: readonly Finding[]): readonly FindingId[] {
  const rank = ({ id, facts }: Finding): number =>
    OF_THE_DEAD.has(id) && facts.meant !== 'asker' ? BEHIND_THE_HALVES : rankOf(id)
  const failed = findings.filter(({ verdict }) => verdict === 'fail')
  return failed.toSorted((one, other) => rank(one) - rank(other)).map(({ id }) => id)
}

export function layersOf(situation: Situation): readonly DiagnosedLayer[] {
  const { request, actor, known, answered, guards, evidence } = situation
  const policies = policiesFor(actor, known && keyPolicyOf(known.bound), guards)
  const quoted = quotedPolicies(policies, known?.json)
  return explain(request, policies).layers.map((explained) => {
    const { layer, says, because } = explained
    const denial = typeof answered === 'object' && answered.layer === layer ? answered : undefined
    if (layer === 'trust') return trustLayer(evidence)
    const quotes = quotesOf(explained, quoted)
    if (denial) return { layer, says: denial.explicit ? 'deny' : 'silent', because, quotes }
    return { layer, says: isHidden(situation, layer, says) ? 'unknown' : says, because, quotes }
  })
}

/** The key policy is shown with its names, whatever became of those who bore them. */
function quotedPolicies(
  policies: PoliciesInForce,
  keyPolicy: JsonObject | undefined,
): readonly QuotedPolicy[] {
  const { identity, boundary = [], session, serviceControl, resourceControl } = policies
  const { vpcEndpoint = [], resource } = policies
  const own = [identity, boundary, session ?? [], vpcEndpoint].flat()
  const all = [...own, ...serviceControl.flat(), ...resourceControl.flat()]
  const others = all.map((policy) => ({ policy, shown: policy.policy.document.json }))
  return resource && keyPolicy ? [...others, { policy: resource, shown: keyPolicy }] : others
}

/** Of the roles that could put the key policy right: whether the asker can become one. */
function trustLayer(evidence: Evidence): DiagnosedLayer {
  const roles = rescuersOf(evidence).filter(({ actor }) => actor.principal.type === 'assumedRole')
  const others = roles.filter(({ becoming }) => becoming !== 'self')
  const [nearest] = others
  const because = nearest?.because ?? []
  return {
    layer: 'trust',
    says: nearest ? TRUST_SAYS[nearest.becoming] : 'notApplicable',
    because,
    quotes: [],
  }
}

const TRUST_SAYS: Readonly<Record<Rescuer['becoming'], DiagnosedLayer['says']>> = {
  self: 'notApplicable',
  assume: 'allow',
  chain: 'allow',
  reopen: 'silent',
  closed: 'silent',
  signIn: 'silent',
  denied: 'deny',
  unknown: 'unknown',
}

export function policyOf({ known, events, versions }: Evidence): DiagnosedPolicy {
  const { gaps = [], searched = [], delivered, events: found = [] } = gotOf(events) ?? {}
  const change = lastChange(versions, found)
  const search = {
    ...(searched.length > 1 && { searched }),
    ...(delivered && { delivered }),
  }
  if (known === undefined) return { source: 'none', ...(gaps.length > 0 && { gaps }), ...search }
  const shown = { policy: known.json, ...(change && { change }) }
  if (known.version === undefined) return { source: 'current', ...shown }
  const { eventId, eventTime, eventName, by } = known.version.event
  return { source: 'rebuilt', eventId, eventTime, eventName, by, gaps, ...search, ...shown }
}

function lastChange(
  versions: Evidence['versions'],
  events: readonly PolicyEvent[],
): PolicyChangeEvent | undefined {
  const [last, before] = [versions.at(-1), versions.at(-2)]
  if (last === undefined || before === undefined) return undefined
  const between = events.slice(events.indexOf(before.event), events.indexOf(last.event))
  const attempts = between.filter(({ error }) => error !== undefined)
  const { eventId, eventTime, eventName, by, sourceIp, bypassed } = last.event
  return {
    ...{ eventId, eventTime, eventName, by, bypassed },
    sourceIPAddress: sourceIp,
    lines: changeLines(before.json, last.json),
    attempts: attempts.map(attemptOf),
  }
}

export function attemptOf(event: PolicyEvent): PolicyAttempt {
  const { eventId, eventTime, eventName, by, sourceIp, error } = event
  const message = error?.message || error?.code || ''
  return {
    ...{ eventId, eventTime, eventName, by },
    sourceIPAddress: sourceIp,
    denied: isDenial(event),
    message,
  }
}

/** Those whose answer could have changed this one, once each. */
export function unseenIn(situation: Situation): readonly string[] {
  const { evidence, request, answered } = situation
  const { grants, organization, namedControl, session, vpcEndpoint, simulation } =
    evidence.layers ?? {}
  const layer = typeof answered === 'object' ? answered.layer : undefined
  // AWS's own sentence says which layer it was; without one it may have been any.
  const isOpen = answered === undefined
  const answers = [
    ...(isGrantable(request.action) ? [grants] : []),
    ...(isOpen || layer === 'scp' ? [organization?.serviceControl, namedControl] : []),
    ...(isOpen || layer === 'rcp' ? [organization?.resourceControl, namedControl] : []),
    ...[session, vpcEndpoint, simulation],
  ]
  const further = answers.flatMap((answer) => (isUnseen(answer) ? [answer.by] : []))
  return [...new Set([...unseenPermissions(evidence), ...further])]
}

/** Every permission that was missing, once. */
export function unseenPermissions(evidence: Evidence): readonly string[] {
  const { key, keyPolicy, events, subject, known } = evidence
  const answers = [
    ...[keyPolicy, key.description, key.aliases, events],
    ...(gotOf(events)?.unseen ?? []),
    ...subject.policies.unseen,
    ...(known?.named.map(({ entity }) => entity) ?? []),
  ]
  return [...new Set(answers.flatMap((answer) => (isUnseen(answer) ? [answer.by] : [])))]
}
