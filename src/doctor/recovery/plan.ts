// What would be done, worked out without changing anything.

import type { JsonObject } from '../../base/json.ts'
import type { LintFinding } from '../../policy/index.ts'
import { accessChanges, type AccessChange } from '../access-change.ts'
import { sparekeyCommand, type CommandLine } from '../command-line.ts'
import type { Connection } from '../connection.ts'
import { requireSubject, subjectArn } from '../diagnose.ts'
import { isGot } from '../evidence/answer.ts'
import { askCallerIdentity } from '../evidence/caller-identity.ts'
import { isSameIdentity } from '../evidence/entity.ts'
import {
  askIdentity,
  collectEvidence,
  withCurrentPolicy,
  withHistory,
} from '../evidence/evidence.ts'
import type { Evidence, Identity } from '../evidence/evidence.ts'
import { askKeyPolicy } from '../evidence/key-policy.ts'
import { doctorFailure } from '../failure.ts'
import { keyUnknown } from '../history.ts'
import { changeLines, type ChangeLine } from '../policy-change.ts'
import { principalsNamedIn } from '../principals.ts'
import { reachWords, type Reach } from '../reach.ts'
import type { Situation } from '../situation.ts'
import { chooseWay, type ChosenWay } from './choose-way.ts'
import { earlierRun, type EarlierRun } from './earlier-run.ts'
import {
  asSession,
  openingsOf,
  requireNoLockout,
  type LockoutCheck,
  type Opening,
} from './foresee.ts'
import type { KeptIn, OpenedTrust } from './journal.ts'
import { isMultiRegion } from './multi-region.ts'
import { needsRepair, situationFor } from './needs-repair.ts'
import { RecoveryProblem } from './problem.ts'
import { isSamePolicy } from './same-policy.ts'
import { rescuersIn, stepsOf, type PlanRescuer, type PlanStep } from './steps.ts'
import { targetFor, type Target, type TargetSource, type Wanted } from './target.ts'
import { trustOpenedFor } from './trust.ts'
import { unifiedDiff } from '../report/unified-diff.ts'
import { callerOf, waysIn, type WayIn } from './ways-in.ts'

export interface RecoveryOptions extends Wanted, KeptIn {
  /** Key id, key ARN, alias or alias ARN. */
  readonly key: string
  /** Who makes the change: an ARN, or the name of a role of the account; absent: who can. */
  readonly as?: string
  /** Who shall get back in: an ARN, `user/NAME` or `role/NAME`; absent: the caller. */
  readonly principal?: string
  /** How far an earlier key policy is looked for; absent: in the event history alone. */
  readonly reach?: Reach
  /** Repeated in the command that the plan ends with. */
  readonly proveWith?: string
}

export interface RecoveryPlan {
  readonly version: 1
  readonly where: Evidence['where']
  readonly key: string
  /** Each replica has a key policy of its own. */
  readonly multiRegion: boolean
  /** Who gets back in. */
  readonly principal: string
  /** The caller itself does: what it is answered is the proof. */
  readonly principalAsks: boolean
  /** Who makes the change. */
  readonly as: string
  readonly becoming: WayIn['becoming']
  /** To be assumed one after the other; `as` is the last. */
  readonly roles: readonly string[]
  /** The trust policy that must be opened first. */
  readonly trust?: OpenedTrust
  readonly steps: readonly PlanStep[]
  /** Everybody who could make the change, in the order in which they were considered. */
  readonly rescuers: readonly PlanRescuer[]
  /** False: there is nothing to put. */
  readonly needed: boolean
  readonly target: TargetSource
  /** `rebuilt`: `as` may not read the key policy, or not before its trust policy is opened. */
  readonly beforeSource: BeforeSource
  readonly before: JsonObject
  readonly after: JsonObject
  readonly lines: readonly ChangeLine[]
  readonly diff: string
  readonly access: readonly AccessChange[]
  readonly takenOut: readonly string[]
  readonly madeAgain: readonly string[]
  /** Named by the new policy, and not known to exist: KMS refuses those that do not. */
  readonly unknownPrincipals: readonly string[]
  readonly lint: readonly LintFinding[]
  readonly lockoutCheck: LockoutCheck
  /** What the principal may do by the new policy. */
  readonly openings: readonly Opening[]
  /** The engine let the principal in after the change, and `as` keeps PutKeyPolicy. */
  readonly proved: boolean
  /** A run before this one that did not come to its end. */
  readonly earlier?: EarlierRun
  /** The same plan, applied. */
  readonly command: CommandLine
}

export type BeforeSource =
  | { readonly source: 'current' }
  | {
      readonly source: 'rebuilt'
      readonly eventId: string
      readonly eventTime: string
      readonly eventName: string
    }

/**
 * Works the recovery out, and changes nothing. It does assume the roles: the policy in force is
 * then known, where the asker alone has only the last known one.
 */
export async function planRecovery(
  connection: Connection,
  options: RecoveryOptions,
): Promise<RecoveryPlan> {
  const asked = await gather(connection, options)
  const caller = await callerOf(connection, asked)
  if (caller === undefined) {
    throw new RecoveryProblem('noPrincipal', { facts: { principal: asked.caller.arn } })
  }
  const evidence = await withPeople(connection, asked, [asked.caller.arn])
  const ways = await waysIn(connection, evidence, caller)
  const chosen = await chooseWay(connection, evidence, ways, options.as)
  const seen = await seenAs(connection, evidence, chosen)
  const situation = situationFor(seen)
  if (situation.known === undefined) throw new RecoveryProblem('policyUnknown')
  const { way } = chosen
  const needed = needsRepair(situation) || options.to !== undefined || options.policy !== undefined
  const target = needed
    ? await targetFor(connection, situation, options, way.arn)
    : unchanged(situation.known.json)
  const trust = way.trust === undefined ? {} : { trust: trustOpenedFor(way.arn, way.trust, caller) }
  return planOf(situation, { chosen, ways, target, trust, options })
}

interface Parts {
  readonly chosen: ChosenWay
  readonly ways: readonly WayIn[]
  readonly target: Target
  readonly trust: { readonly trust?: OpenedTrust }
  readonly options: RecoveryOptions
}

async function planOf(situation: Situation, parts: Parts): Promise<RecoveryPlan> {
  const { chosen, ways, target, trust, options } = parts
  const { evidence, keyArn, known, actor } = situation
  const { where, subject } = evidence
  const { way, acting, refused } = chosen
  const before = known?.json ?? {}
  const after = target.policy
  const needed = !isSamePolicy(before, after) || target.madeAgain.length > 0
  const putter = asSession(way.actor, acting?.arn ?? way.arn)
  const lockoutCheck = needed ? requireNoLockout(after, putter, keyArn, ways) : 'passed'
  const openings = openingsOf(after, actor, keyArn)
  const earlier = await earlierRun(evidence, keyArn, options)
  const people = { as: way.arn, principal: subject.arn }
  return {
    version: 1,
    where,
    key: keyArn,
    multiRegion: isMultiRegion(keyArn),
    ...people,
    principalAsks: evidence.subjectAsks,
    becoming: way.becoming,
    roles: way.roles,
    ...trust,
    steps: stepsOf(way, trust.trust, where, subject.arn),
    rescuers: rescuersIn(ways, refused, where),
    needed,
    target: target.source,
    beforeSource: sourceOf(evidence),
    before,
    after,
    lines: changeLines(before, after),
    diff: needed ? unifiedDiff({ name: 'key policy', before, after }) : '',
    access: accessChanges(keyArn, before, after),
    takenOut: target.takenOut,
    madeAgain: target.madeAgain,
    unknownPrincipals: unknownIn(after, known?.named ?? []),
    lint: target.lint,
    lockoutCheck,
    openings,
    proved: lockoutCheck === 'passed' && openings.every(({ outcome }) => outcome === 'allow'),
    ...(earlier && { earlier }),
    command: commandFor(keyArn, people, trust.trust !== undefined, { where, options }),
  }
}

const unchanged = (policy: JsonObject): Target => ({
  source: { kind: 'none' },
  policy,
  takenOut: [],
  madeAgain: [],
  lint: [],
})

async function gather(connection: Connection, options: RecoveryOptions): Promise<Evidence> {
  const { key, principal, reach = {} } = options
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw doctorFailure('aws', caller)
  const about = principal === undefined ? {} : { principal: subjectArn(principal, caller.account) }
  const asked = await collectEvidence(connection, caller, { key, ...about, reach })
  if (asked.key.arn === undefined) throw keyUnknown(key, asked.where)
  requireSubject(asked)
  return withHistory(connection, asked, reach)
}

/** With these among those who may be able to put the policy. */
async function withPeople(
  connection: Connection,
  evidence: Evidence,
  arns: readonly string[],
): Promise<Evidence> {
  const { candidates, subject, where } = evidence
  const known: readonly Identity[] = [...candidates, subject]
  const missing = arns.filter((arn) => !known.some((one) => isSameIdentity(one.arn, arn)))
  const people = missing.map((arn) => askIdentity(connection, arn, where.account))
  return { ...evidence, candidates: [...candidates, ...(await Promise.all(people))] }
}

/** With the policy in force, where the one who will put it may read it. */
async function seenAs(
  connection: Connection,
  evidence: Evidence,
  { way, acting }: ChosenWay,
): Promise<Evidence> {
  const people = [evidence.caller.arn, way.arn]
  const isKnown = evidence.known?.source === 'current'
  const policy =
    acting === undefined || isKnown
      ? undefined
      : await askKeyPolicy(acting.connection, evidence.key.arn ?? '')
  const seen = isGot(policy) ? await withCurrentPolicy(connection, evidence, policy.got) : evidence
  return withPeople(connection, seen, people)
}

function sourceOf({ known }: Evidence): BeforeSource {
  if (known?.version === undefined) return { source: 'current' }
  const { eventId, eventTime, eventName } = known.version.event
  return { source: 'rebuilt', eventId, eventTime, eventName }
}

function unknownIn(
  policy: JsonObject,
  named: NonNullable<Evidence['known']>['named'],
): readonly string[] {
  const sure = new Set(named.flatMap(({ value, fate }) => (fate === 'unknown' ? [] : [value])))
  const isWhole = (name: string): boolean => name === '*' || /:root$|^\d{12}$/.test(name)
  return principalsNamedIn(policy).filter((name) => !sure.has(name) && !isWhole(name))
}

function commandFor(
  key: string,
  { as, principal }: Pick<RecoveryPlan, 'as' | 'principal'>,
  opensTrust: boolean,
  { where, options }: { readonly where: Evidence['where']; readonly options: RecoveryOptions },
): CommandLine {
  const { to, policy, reach = {}, out, proveWith } = options
  const named = {
    as,
    principal: options.principal === undefined ? undefined : principal,
    to,
    policy: policy?.file,
    'prove-with': proveWith,
    out,
  }
  const words = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  )
  const flags = opensTrust ? ['--reopen-trust', '--apply'] : ['--apply']
  return sparekeyCommand(['recover', key, ...words, ...reachWords(reach), ...flags], where)
}
