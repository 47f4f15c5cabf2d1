// Whether KMS takes a key policy that is to be put, or to make a key with, and what the smallest
// one is that it takes.

import { join } from 'node:path'
import { arnOf, parseArn } from '../../base/arn.ts'
import type { Connection } from '../connection.ts'
import {
  causesOf,
  outcomeOf,
  policyOf,
  unseenPermissions,
  type Diagnosis,
  type SaidRemedy,
} from '../diagnosis.ts'
import {
  documentsFolder,
  documentTexts,
  gather,
  nothingKnown,
  ofNoKey,
  ofNobody,
  ofSituation,
  say,
  sayRemedy,
  subjectArn,
  unseenOf,
  whereUnknown,
  writeText,
  type DiagnoseOptions,
} from '../diagnose.ts'
import { askCallerIdentity, type CallerIdentity } from '../evidence/caller-identity.ts'
import { entityNameOf, isSameIdentity } from '../evidence/entity.ts'
import { askIdentity, whereOf, type Evidence, type Identity } from '../evidence/evidence.ts'
import { askNamedPrincipals, type NamedPrincipal } from '../evidence/named-principals.ts'
import { doctorFailure } from '../failure.ts'
import { identityArnOf } from '../principals.ts'
import { bindPrincipals } from '../rebuild.ts'
import { PUT_KEY_POLICY } from '../rescuers.ts'
import type { Remedy } from '../remedies/remedy.ts'
import { fill, wordsFor } from '../report/words/words.ts'
import { actorOf, situationOf } from '../situation.ts'
import { principalFaults } from './principal-fault.ts'
import { judgeProposed, type Judged, type Judgement } from './proposed-findings.ts'
import { readProposed, type ProposedPolicy, type ReadProposal } from './proposed-policy.ts'
import { proposedRemedies } from './proposed-remedies.ts'
import { proposedWordsFor } from './words/words.ts'

export interface ProposedOptions extends Omit<DiagnoseOptions, 'key' | 'actions'> {
  /** Absent: the policy is to make a key with. */
  readonly key?: string
  readonly proposed: ProposedPolicy
  /** AWS refused it already, as the asker tells. */
  readonly refusal?: Judged['told']
  /** Options of CreateKey beside the policy. */
  readonly keyOptions?: readonly string[]
}

/** Changes nothing, and tries nothing: the engine is asked, and IAM about the names. */
export async function diagnoseProposed(
  connection: Connection,
  options: ProposedOptions,
): Promise<Diagnosis[]> {
  const proposal = readProposed(options.proposed)
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) {
    const action = options.key === undefined ? 'kms:CreateKey' : PUT_KEY_POLICY
    const where = await whereUnknown(connection)
    const asked = { ...options, key: options.key ?? '' }
    return [ofNobody(caller, where, action, asked, wordsFor(options.lang))]
  }
  const evidence = await evidenceFor(connection, caller, options)
  const { where, key } = evidence
  if (options.key !== undefined && key.arn === undefined) {
    const words = wordsFor(options.lang)
    return [ofNoKey(evidence, PUT_KEY_POLICY, { ...options, key: options.key }, words).diagnosis]
  }
  const keyArn = key.arn ?? arnOf('kms', where.region, where.account, `key/${NEW_KEY}`)
  const named = await askNamedPrincipals(connection, proposal.json, where.account)
  const judged = await judgedFor(connection, { evidence, proposal, named, keyArn }, options)
  return [await diagnosisOf(judged, { evidence, proposal, options })]
}

/** Stands for the id that a new key will have. */
const NEW_KEY = '00000000-0000-0000-0000-000000000000'

function evidenceFor(
  connection: Connection,
  caller: CallerIdentity,
  options: ProposedOptions,
): Promise<Evidence> {
  const { key } = options
  if (key === undefined) return withoutKey(connection, caller, options)
  return gather(connection, caller, [PUT_KEY_POLICY], { ...options, key })
}

async function withoutKey(
  connection: Connection,
  caller: CallerIdentity,
  { principal }: ProposedOptions,
): Promise<Evidence> {
  const where = await whereOf(connection, caller.account)
  const asked = principal === undefined ? caller.arn : subjectArn(principal, caller.account)
  const absent = { absent: 'there is no key yet' }
  return {
    ...{ where, caller, subject: await askIdentity(connection, asked, where.account) },
    subjectAsks: asked === caller.arn || isSameIdentity(identityArnOf(caller.arn), asked),
    key: { asked: '', arn: undefined, description: absent, aliases: undefined },
    ...{ keyPolicy: undefined, known: undefined, events: undefined, versions: [], candidates: [] },
  }
}

interface Gathered {
  readonly evidence: Evidence
  readonly proposal: ReadProposal
  readonly named: readonly NamedPrincipal[]
  readonly keyArn: string
}

async function judgedFor(
  connection: Connection,
  { evidence, proposal, named, keyArn }: Gathered,
  { context = {}, lang, refusal, key }: ProposedOptions,
): Promise<Judged> {
  const { subject, subjectAsks, caller, where } = evidence
  const actor = actorOf(subject, subjectAsks ? caller.userId.split(':')[0] : undefined)
  if (actor === undefined) throw doctorFailure('putsNoPolicies', { principal: subject.arn })
  return {
    deployment: { actor, keyArn, context },
    bound: bindPrincipals(proposal.json, named),
    name: proposal.name,
    named,
    faults: principalFaults(proposal.document, named, parseArn(caller.arn)?.partition ?? 'aws'),
    isNew: key === undefined,
    deployer: subject,
    others: await othersNamed(connection, named, where.account),
    told: refusal,
    words: proposedWordsFor(lang),
  }
}

/** As many as a person would name administrators. */
const othersMax = 10

/** Users and roles that the policy names and that are there. */
function othersNamed(
  connection: Connection,
  named: readonly NamedPrincipal[],
  account: string,
): Promise<readonly Identity[]> {
  const there = named.filter(({ fate, value }) => fate === 'exists' && entityNameOf(value))
  return Promise.all(
    there
      .slice(0, othersMax)
      .map(({ value, entity }) => askIdentity(connection, value, account, entity)),
  )
}

interface Report {
  readonly evidence: Evidence
  readonly proposal: ReadProposal
  readonly options: ProposedOptions
}

async function diagnosisOf(judged: Judged, report: Report): Promise<Diagnosis> {
  const { evidence, options } = report
  const words = wordsFor(options.lang)
  const judgement = judgeProposed(judged)
  const folder = await documentsFolder(options.out)
  const denied = deniedNow(report, folder)
  // Whoever may not put any policy is told of that first.
  const remedies = denied ? [] : remediesOf(judged, judgement, report, folder)
  const texts = new Map([...(denied?.texts ?? []), ...documentTexts(remedies)])
  await Promise.all([...texts].map(writeText))
  const findings = [...(denied?.findings ?? []), ...judgement.findings]
  return {
    ...(denied?.diagnosis ?? plainDiagnosis(report, judged)),
    proposed: options.proposed.name,
    ...(denied ? {} : { outcome: judgement.lockout.decision.outcome }),
    findings: findings.map((finding) => say(finding, words)),
    causes: causesOf(findings),
    remedies: [
      ...(denied?.diagnosis.remedies ?? []),
      ...remedies.map((remedy) => sayProposed(remedy, judged, report)),
    ],
    unseen: findings.length === 0 ? [] : unseenOf(unseenPermissions(evidence), words),
    files: [...texts.keys()],
  }
}

function sayProposed(remedy: Remedy, { words }: Judged, { evidence, options }: Report): SaidRemedy {
  const said = sayRemedy(remedy, evidence, wordsFor(options.lang))
  if (remedy.id !== 'allow-in-iam') return said
  return { ...said, changes: fill(words.allowInIam, remedy.facts) }
}

/** Before the new policy is looked at, the one in force must let the deployer put it. */
function deniedNow({ evidence, options }: Report, folder: string) {
  const { key, lang, context } = options
  const situation = situationOf(evidence, PUT_KEY_POLICY, context)
  if (key === undefined || situation === undefined) return undefined
  const outcome = outcomeOf(situation)
  if (outcome === 'allow' || outcome === 'unknown') return undefined
  return ofSituation(situation, {
    options: { ...options, key },
    words: wordsFor(lang),
    folder,
    denied: [PUT_KEY_POLICY],
  })
}

function plainDiagnosis({ evidence, options }: Report, { deployment, isNew }: Judged): Diagnosis {
  const { where, subject } = evidence
  const asked = { ...options, key: options.key ?? proposedWordsFor(options.lang).newKey }
  const action = isNew ? 'kms:CreateKey' : PUT_KEY_POLICY
  const made = nothingKnown(where, subject.arn, action, asked)
  const keyPolicy = isNew ? made.keyPolicy : policyOf(evidence)
  return { ...made, keyPolicy, request: { ...made.request, key: isNew ? null : deployment.keyArn } }
}

function remediesOf(
  { deployment, named, faults, isNew }: Judged,
  { missing, findings }: Judgement,
  { evidence, proposal, options }: Report,
  folder: string,
) {
  if (!findings.some(({ verdict }) => verdict === 'fail')) return []
  return proposedRemedies({
    ...{ deployment, faults, isNew, missing },
    policy: proposal.json,
    bind: (policy) => bindPrincipals(policy, named),
    keyOptions: options.keyOptions ?? [],
    where: evidence.where,
    asks: evidence.subjectAsks,
    pathOf: (name) => join(folder, name),
  })
}
