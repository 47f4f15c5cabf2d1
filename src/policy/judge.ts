// What each layer says about a request, before anything is made of it. `decide` and `explain`
// both rest on this, so that they cannot disagree.

import type { Statement } from './document.ts'
import { grantMeeting, grantName, RETIRE_GRANT } from './grants.ts'
import type { Meeting } from './match/principal.ts'
import { type Attachment, meetingOf } from './match/statement.ts'
import type { Question } from './question.ts'
import type { LayerName, NamedPolicy, PoliciesInForce, StatementRef } from './types.ts'

export interface Judgement {
  readonly says: 'allow' | 'silent' | 'deny' | 'notApplicable'
  readonly allows: readonly MetStatement[]
  readonly denies: readonly MetStatement[]
}

/** A statement that meets the request; few are mentioned in the end, and only they get a ref. */
export interface MetStatement {
  /** The name of its policy. */
  readonly policy: string
  readonly statement: StatementPlace
  readonly as: Meeting
}

type StatementPlace = Pick<Statement, 'index' | 'sid' | 'line'>

export type Judgements = Readonly<Record<LayerName, Judgement>>

export function judge(question: Question, policies: PoliciesInForce): Judgements {
  return {
    identity: judgeIdentity(question, policies),
    boundary: judgeBoundary(question, policies),
    session: judgeSession(question, policies),
    scp: judgeServiceControl(question, policies),
    rcp: judgeResourceControl(question, policies),
    vpcEndpoint: judgeVpcEndpoint(question, policies),
    keyPolicy: judgeKeyPolicy(question, policies),
    grants: judgeGrants(question, policies),
    trust: judgeTrust(question, policies),
  }
}

const NONE: readonly MetStatement[] = []
const NOT_APPLICABLE: Judgement = { says: 'notApplicable', allows: NONE, denies: NONE }

/** The root user carries no identity-based policies and needs none; a service has no account. */
function hasIdentityPolicies({ caller }: Question): boolean {
  return caller.account !== undefined && !caller.isRoot
}

function judgeIdentity(question: Question, { identity }: PoliciesInForce): Judgement {
  return hasIdentityPolicies(question) ? scan(identity, question, 'identity') : NOT_APPLICABLE
}

function judgeBoundary(question: Question, { boundary }: PoliciesInForce): Judgement {
  if (!boundary || !hasIdentityPolicies(question)) return NOT_APPLICABLE
  return scan(boundary, question, 'identity')
}

function judgeSession(question: Question, { session }: PoliciesInForce): Judgement {
  if (!session || !hasIdentityPolicies(question)) return NOT_APPLICABLE
  return scan([session], question, 'identity')
}

/** Every level must allow. */
function judgeServiceControl(question: Question, policies: PoliciesInForce): Judgement {
  const levels = policies.serviceControl
  const { caller, request } = question
  const exempt = isServiceLinked(request.principal) || caller.account === undefined
  if (levels.length === 0 || exempt) return NOT_APPLICABLE
  const judged = levels.map((level) => scan(level, question, 'identity'))
  const allows = judged.flatMap((level) => level.allows)
  const denies = judged.flatMap((level) => level.denies)
  const everyLevelAllows = judged.every((level) => level.allows.length > 0)
  return { says: verdict(everyLevelAllows, denies), allows, denies }
}

/** AWS attaches its full-access policy at every level, so an RCP can only deny. */
function judgeResourceControl(question: Question, policies: PoliciesInForce): Judgement {
  const levels = policies.resourceControl
  const { action, request } = question
  // Neither reaches RetireGrant, even with `"Action": "*"`, nor AWS managed keys.
  // https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html
  const exempt = action === RETIRE_GRANT || request.awsManagedKey === true
  if (levels.length === 0 || exempt || isServiceLinked(request.principal)) return NOT_APPLICABLE
  const { allows, denies } = scan(levels.flat(), question, 'resource')
  return { says: verdict(true, denies), allows, denies }
}

function isServiceLinked(principal: Question['request']['principal']): boolean {
  return principal.type === 'assumedRole' && principal.isServiceLinkedRole
}

function judgeVpcEndpoint(question: Question, { vpcEndpoint }: PoliciesInForce): Judgement {
  return vpcEndpoint ? scan(vpcEndpoint, question, 'resource') : NOT_APPLICABLE
}

/** Any resource-based policy but a trust policy; KMS's is the one that the layer is named for. */
function judgeKeyPolicy(question: Question, { resource }: PoliciesInForce): Judgement {
  if (!resource || resource.kind === 'trustPolicy') return NOT_APPLICABLE
  // "kms:RetireGrant is not effective in a key policy": the grant says who may retire it.
  if (question.action === RETIRE_GRANT) return NOT_APPLICABLE
  return scan([resource], question, 'resource')
}

function judgeTrust(question: Question, { resource }: PoliciesInForce): Judgement {
  return resource?.kind === 'trustPolicy' ? scan([resource], question, 'trust') : NOT_APPLICABLE
}

function judgeGrants(question: Question, { grants }: PoliciesInForce): Judgement {
  if (grants.length === 0) return NOT_APPLICABLE
  const allows: MetStatement[] = []
  for (const grant of grants) {
    const as = grantMeeting(grant, question)
    if (as) allows.push({ policy: grantName(grant), statement: GRANT, as })
  }
  return { says: verdict(allows.length > 0, NONE), allows, denies: NONE }
}

/** A grant is mentioned as the only statement of its policy. */
const GRANT: StatementPlace = { index: 0 }

function scan(
  policies: readonly NamedPolicy[],
  question: Question,
  attachment: Attachment,
): Judgement {
  const allows: MetStatement[] = []
  const denies: MetStatement[] = []
  for (const { name, policy } of policies) {
    for (const compiled of policy.candidates(question.action, question.caller)) {
      const as = meetingOf(compiled, question, attachment)
      if (!as) continue
      const { statement } = compiled
      const met = { policy: name, statement, as }
      if (statement.effect === 'Deny') denies.push(met)
      else allows.push(met)
    }
  }
  return { says: verdict(allows.length > 0, denies), allows, denies }
}

function verdict(allows: boolean, denies: readonly MetStatement[]): Judgement['says'] {
  if (denies.length > 0) return 'deny'
  return allows ? 'allow' : 'silent'
}

export function refOf({ policy, statement }: MetStatement): StatementRef {
  return statementRef(policy, statement)
}

export function statementRef(policy: string, { index, sid, line }: StatementPlace): StatementRef {
  const ref = { policy, statement: index, sid }
  return line === undefined ? ref : { ...ref, line }
}
