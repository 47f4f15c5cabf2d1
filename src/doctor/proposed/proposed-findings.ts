// What stands against a proposed key policy, in the order in which KMS looks.

import type { JsonObject } from '../../base/json.ts'
import { parseArn } from '../../base/arn.ts'
import type { Finding } from '../finding.ts'
import type { Identity } from '../evidence/evidence.ts'
import type { NamedPrincipal } from '../evidence/named-principals.ts'
import { reasonOf } from '../evidence/answer.ts'
import { statementsOf } from '../examine.ts'
import { identityArn, principalsNamedBy, shortName } from '../principals.ts'
import { PUT_KEY_POLICY } from '../rescuers.ts'
import { fill } from '../report/words/words.ts'
import { actorOf } from '../situation.ts'
import { askLockout, type Deployment, type LockoutAnswer } from './lockout.ts'
import type { PrincipalFault } from './principal-fault.ts'
import { mayCreateKeys } from './proposed-remedies.ts'
import type { ProposedWords } from './words/words.ts'

export interface Judged {
  readonly deployment: Deployment
  /** With its names bound. */
  readonly bound: JsonObject
  /** What it is called in sentences. */
  readonly name: string
  readonly named: readonly NamedPrincipal[]
  readonly faults: readonly PrincipalFault[]
  readonly isNew: boolean
  readonly deployer: Identity
  /** Whom the policy names and who is there. */
  readonly others: readonly Identity[]
  /** AWS refused this very policy, with the sentence of the one or of the other. */
  readonly told: 'lockout' | 'principals' | undefined
  readonly words: ProposedWords
}

export interface Judgement {
  readonly findings: readonly Finding[]
  readonly lockout: LockoutAnswer
  /** Actions that the deployer lacks in IAM. */
  readonly missing: readonly string[]
}

export function judgeProposed(judged: Judged): Judgement {
  const { deployment, bound, isNew } = judged
  const { actor } = deployment
  const lockout = askLockout(bound, deployment)
  const lacksCreate = isNew && actor.complete && !mayCreateKeys(actor)
  const lacksPut = lockout.decision.outcome !== 'allow' && lockout.decision.layer !== 'keyPolicy'
  const findings = [
    ...(lacksCreate ? [cannotCreate(judged)] : []),
    ...principalFindings(judged),
    ...lockoutFindings(judged, lockout),
  ]
  const missing = [...(lacksCreate ? ['kms:CreateKey'] : []), ...(lacksPut ? [PUT_KEY_POLICY] : [])]
  return { findings, lockout, missing }
}

function factsOf({ deployment, name }: Judged): Finding['facts'] {
  const { actor, keyArn } = deployment
  return {
    policy: name,
    action: PUT_KEY_POLICY,
    key: keyArn,
    account: parseArn(keyArn)?.account ?? '',
    principal: shortName(identityArn(actor.principal)),
  }
}

function cannotCreate(judged: Judged): Finding {
  const facts = { ...factsOf(judged), action: 'kms:CreateKey' }
  const evidence = judged.deployment.actor.identity.map(({ name }) => name)
  return { id: 'iam/no-allow', verdict: 'fail', facts, evidence }
}

function principalFindings(judged: Judged): readonly Finding[] {
  const { faults, named, told, words } = judged
  const id = 'key-policy/principal-invalid'
  const lines = faults.map((fault) => faultText(fault, words))
  const [first = ''] = lines
  if (faults.length > 0) {
    return [{ id, verdict: 'fail', facts: { ...factsOf(judged), fault: first }, evidence: lines }]
  }
  if (told !== 'principals') return []
  const unseen = named.filter(({ fate, value }) => fate === 'unknown' && value !== '*')
  const names = unseen.map(({ value }) => value)
  const unknown = fill(words.unseenNames, { names: names.join(', ') || '-' })
  const facts = { ...factsOf(judged), unseen: unknown }
  return [{ id, verdict: 'unknown', facts, evidence: names }]
}

/** `line 12, statement "Admins": arn:…: there is no such user or role`. */
function faultText(
  { fault, line, sid, statement, value, meant }: PrincipalFault,
  words: ProposedWords,
): string {
  const said = fill(line === undefined ? words.faultNoLine : words.fault, {
    line: String(line),
    statement: fill(words.statement, { statement: sid ?? `Statement[${statement}]` }),
    value,
    fault: words.faults[fault],
  })
  return meant === undefined ? said : said + fill(words.meant, { meant })
}

function lockoutFindings(judged: Judged, lockout: LockoutAnswer): readonly Finding[] {
  const { decision, denying } = lockout
  const { deployment, told, words, deployer } = judged
  if (decision.outcome === 'allow') return []
  if (decision.layer === 'keyPolicy') {
    const evidence = denying.map(({ sid, index }) =>
      fill(words.deniedBy, { statement: sid ?? `Statement[${index}]` }),
    )
    const facts = { ...factsOf(judged), bypass: bypassText(judged) }
    return [{ id: 'lockout/caller-not-covered', verdict: 'fail', facts, evidence }]
  }
  const isSeen = deployment.actor.complete || told === 'lockout'
  const unseen = deployer.policies.unseen.map(reasonOf)
  const evidence = isSeen ? deployment.actor.identity.map(({ name }) => name) : unseen
  const verdict = isSeen ? 'fail' : 'unknown'
  return [{ id: 'lockout/caller-iam-missing', verdict, facts: factsOf(judged), evidence }]
}

/** Spoken of only when somebody else is named who is there and could change the policy. */
function bypassText({ others, bound, deployment, words }: Judged): string {
  const names = new Set(statementsOf(bound).flatMap(principalsNamedBy))
  const administrator = others.find((other) => {
    const actor = actorOf(other)
    if (actor === undefined || !names.has(identityArn(actor.principal))) return false
    return askLockout(bound, { ...deployment, actor }).decision.outcome === 'allow'
  })
  return administrator === undefined
    ? ''
    : fill(words.bypass, { administrator: shortName(administrator.arn) })
}
