import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { arnOf } from '../base/arn.ts'
import { keyNotFound } from './checks/key-found.ts'
import { environmentOf } from './command-line.ts'
import type { Connection } from './connection.ts'
import {
  causesOf,
  findingsOf,
  layersOf,
  outcomeOf,
  policyOf,
  unseenIn,
  unseenPermissions,
  works,
  type Diagnosis,
  type SaidFinding,
  type SaidRemedy,
} from './diagnosis.ts'
import { isAbsent } from './evidence/answer.ts'
import {
  askCallerIdentity,
  CallerUnknown,
  type CredentialsRejected,
} from './evidence/caller-identity.ts'
import { askLayersOfDenial, type DeniedQuestion } from './evidence/layers.ts'
import type { VpcEndpointPolicy } from './evidence/vpc-endpoint.ts'
import {
  collectEvidence,
  whereOf,
  withHistory,
  type Evidence,
  type ToldDenial,
} from './evidence/evidence.ts'
import { pathOf } from './decision-path.ts'
import { documentText } from './document-text.ts'
import { doctorFailure } from './failure.ts'
import type { Finding } from './finding.ts'
import { principalOf } from './principals.ts'
import type { Reach } from './reach.ts'
import type { Remedy } from './remedies/remedy.ts'
import { wordsAlone } from './remedies/advice.ts'
import { remediesFor } from './remedies/remedies.ts'
import { remediesWithoutKey } from './remedies/without-key.ts'
import { SUPPORT_FILE, supportCase } from './report/support-case.ts'
import { unifiedDiff } from './report/unified-diff.ts'
import { fill, wordsFor, type Language, type Words } from './report/words/words.ts'
import { withChains } from './role-chains.ts'
import { seenBeside } from './seen-beside.ts'
import { situationOf, type Situation } from './situation.ts'
import { sayPolicyName } from './policy-names/say-policy-name.ts'

export interface DiagnoseOptions {
  /** Key id, key ARN, alias or alias ARN. */
  readonly key: string
  /** An ARN, `user/NAME` or `role/NAME`; absent: the caller. A role stands for any session. */
  readonly principal?: string
  /** Absent or empty: reading and changing the key policy. */
  readonly actions?: readonly string[]
  /** Context keys of the request, beside those that the principal brings. */
  readonly context?: Readonly<Record<string, string>>
  readonly lang: Language
  /** Where the documents go that commands name; absent: a new temporary folder. */
  readonly out?: string
  /** How far an earlier key policy is looked for; absent: in the event history alone. */
  readonly reach?: Reach
  /** What AWS answered before, as the asker tells it. */
  readonly told?: ToldDenial
  /** `simulate`: a second opinion of IAM's simulator, about the layers that it knows. */
  readonly via?: 'simulate'
  /** The policy of the VPC endpoint in use, where it is at hand. */
  readonly vpcEndpointPolicy?: VpcEndpointPolicy
}

const DEFAULT_ACTIONS = ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'] as const

/**
 * Finds out whether the principal may do each action on the key, and why not; one diagnosis for
 * each action. It reads only: of all actions, GetKeyPolicy alone is tried.
 */
export async function diagnose(
  connection: Connection,
  options: DiagnoseOptions,
): Promise<Diagnosis[]> {
  const actions = options.actions?.length ? options.actions : DEFAULT_ACTIONS
  const words = wordsFor(options.lang)
  const caller = await askCallerIdentity(connection).catch(callerUnknown)
  if ('rejected' in caller || caller instanceof CallerUnknown) {
    const where = await whereUnknown(connection)
    return actions.map((action) => ofNobody(caller, where, action, options, words))
  }
  const evidence = await gather(connection, caller, actions, options)
  const situations = situationsOf(evidence, actions, options)
  const denied = situations.flatMap((one) => (one && !isFine(one) ? [one.request.action] : []))
  const folder = denied.length > 0 ? await documentsFolder(options.out) : ''
  const diagnoses = actions.map((action, index) => {
    const situation = situations[index]
    return situation
      ? ofSituation(situation, { options, words, folder, denied })
      : ofNoKey(evidence, action, options, words)
  })
  // Two actions may need the same document: it is written once.
  const texts = new Map(diagnoses.flatMap((one) => [...one.texts]))
  await Promise.all([...texts].map(writeText))
  return diagnoses.map(({ diagnosis }) => diagnosis)
}

function callerUnknown(thrown: unknown): CallerUnknown {
  if (thrown instanceof CallerUnknown) return thrown
  throw thrown
}

function isFine(situation: Situation): boolean {
  return works({ outcome: outcomeOf(situation), causes: causesOf(findingsOf(situation)) })
}

/** The history costs requests of which AWS allows two a second: only when something is denied. */
export async function gather(
  connection: Connection,
  caller: Parameters<typeof collectEvidence>[1],
  actions: readonly string[],
  options: DiagnoseOptions,
): Promise<Evidence> {
  const { key, principal, told, reach = {}, context = {}, via, vpcEndpointPolicy } = options
  const asked = await collectEvidence(connection, caller, {
    ...{ key, actions, context, reach },
    ...(principal !== undefined && { principal: subjectArn(principal, caller.account) }),
    ...(via && { via }),
    ...(vpcEndpointPolicy && { vpcEndpointPolicy }),
  })
  const evidence = told === undefined ? asked : { ...asked, told }
  requireSubject(evidence)
  const denied = deniedOf(situationsOf(evidence, actions, options))
  if (denied.length === 0) return evidence
  const history = await withChains(connection, await withHistory(connection, evidence, reach))
  // What the history tells of attempts counts as well.
  const layers = await askLayersOfDenial(
    connection,
    history,
    deniedOf(situationsOf(history, actions, options)),
  )
  return { ...history, ...(layers && { layers }) }
}

function deniedOf(situations: readonly (Situation | undefined)[]): readonly DeniedQuestion[] {
  return situations.flatMap((situation) => {
    if (situation === undefined || outcomeOf(situation) === 'allow') return []
    const { answered, request } = situation
    const denial = typeof answered === 'object' ? answered : undefined
    const despiteIdentity = denial?.layer === undefined && isAllowedByEngine(situation)
    return [{ action: request.action, denial, despiteIdentity }]
  })
}

const isAllowedByEngine = ({ decision, answered }: Situation): boolean =>
  answered !== undefined && decision?.outcome === 'allow'

/** An ARN; or `user/NAME` and `role/NAME` of the caller's account. */
export function subjectArn(text: string, account: string): string {
  const arn = /^(user|role)\//.test(text) ? arnOf('iam', '', account, text) : text
  if (principalOf(arn) !== undefined) return arn
  throw doctorFailure(
    'noCaller',
    { principal: text },
    {
      lines: [
        `--principal ${arnOf('iam', '', account, 'user/NAME')}`,
        `--principal ${arnOf('iam', '', account, 'role/NAME')}`,
      ],
    },
  )
}

/** Who asks is there, even where IAM does not know it: an emulator lets anybody ask. */
export function requireSubject({ subject, subjectAsks }: Evidence): void {
  if (!isAbsent(subject.entity) || subjectAsks) return
  const { arn: principal, entity } = subject
  throw doctorFailure('principalNotThere', { principal, reason: entity.absent })
}

function situationsOf(
  evidence: Evidence,
  actions: readonly string[],
  { context = {} }: DiagnoseOptions,
): readonly (Situation | undefined)[] {
  return actions.map((action) => situationOf(evidence, action, context))
}

export async function documentsFolder(out: string | undefined): Promise<string> {
  if (out === undefined) return mkdtemp(join(tmpdir(), 'sparekey-doctor-'))
  await mkdir(out, { recursive: true })
  return resolve(out)
}

/** The documents of remedies as texts, by path. */
export function documentTexts(remedies: readonly Remedy[]): ReadonlyMap<string, string> {
  const documents = remedies.flatMap((remedy) => [...remedy.documents])
  return new Map(documents.map(([path, document]) => [path, documentText(document)]))
}

export async function writeText([path, text]: readonly [string, string]): Promise<void> {
  await writeFile(path, `${text}\n`)
}

export interface Made {
  readonly diagnosis: Diagnosis
  readonly findings: readonly Finding[]
  /** What is to be written, by path. */
  readonly texts: ReadonlyMap<string, string>
}

interface Making {
  readonly options: DiagnoseOptions
  readonly words: Words
  readonly folder: string
  /** The actions that are denied, of all that were asked about. */
  readonly denied: readonly string[]
}

export function ofSituation(
  situation: Situation,
  { options, words, folder, denied }: Making,
): Made {
  const { evidence, request, answered, keyArn } = situation
  const findings = findingsOf(situation)
  const outcome = outcomeOf(situation)
  const causes = causesOf(findings)
  const remedies = works({ outcome, causes })
    ? []
    : remediesFor(situation, findings, (name) => join(folder, name), denied)
  const layers = layersOf(situation)
  const made: Diagnosis = {
    version: 1,
    where: evidence.where,
    request: requestOf(evidence.subject.arn, request.action, keyArn, options),
    outcome,
    ...(typeof answered === 'object' ? { sentence: answered.sentence } : {}),
    keyPolicy: policyOf(evidence),
    layers,
    path: pathOf(situation, layers, outcome),
    ...seenBeside(evidence),
    findings: findings.map((finding) => say(finding, words)),
    causes,
    remedies: remedies.map((remedy) => sayRemedy(remedy, evidence, words)),
    unseen: outcome === 'allow' ? [] : unseenOf(unseenIn(situation), words),
    files: [],
  }
  const cases = remedies.some(({ id }) => id === 'aws-support')
    ? [
        [
          join(folder, SUPPORT_FILE),
          supportCase(made, evidence, { lang: options.lang, denied }),
        ] as const,
      ]
    : []
  const texts = new Map([...documentTexts(remedies), ...cases])
  return { diagnosis: { ...made, files: [...texts.keys()] }, findings, texts }
}

export function ofNoKey(
  evidence: Evidence,
  action: string,
  options: DiagnoseOptions,
  words: Words,
): Made {
  const findings = keyNotFound(evidence, action)
  const remedies = findings.flatMap((finding) =>
    finding.verdict === 'fail' ? remediesWithoutKey(finding, evidence, action) : [],
  )
  const diagnosis: Diagnosis = {
    ...nothingKnown(evidence.where, evidence.subject.arn, action, options),
    findings: findings.map((finding) => say(finding, words)),
    causes: causesOf(findings),
    remedies: remedies.map((remedy) => sayRemedy(remedy, evidence, words)),
    unseen: unseenOf(unseenPermissions(evidence), words),
  }
  return { diagnosis, findings, texts: new Map() }
}

export function ofNobody(
  caller: CredentialsRejected | CallerUnknown,
  where: Diagnosis['where'],
  action: string,
  options: DiagnoseOptions,
  words: Words,
): Diagnosis {
  const nothing = nothingKnown(where, options.principal ?? '', action, options)
  if ('rejected' in caller) return ofRejected(caller, nothing, words)
  const evidence = [caller.reason]
  const facts = { action }
  const finding: Finding = { id: 'evidence/incomplete', verdict: 'unknown', facts, evidence }
  const unseen = unseenOf(['sts:GetCallerIdentity'], words)
  return { ...nothing, findings: [say(finding, words)], unseen }
}

function ofRejected(
  { rejected, code, message }: CredentialsRejected,
  nothing: Diagnosis,
  words: Words,
): Diagnosis {
  const evidence = [`${code}: ${message}`]
  const id = rejected === 'expired' ? 'credentials/expired' : 'credentials/invalid'
  const finding: Finding = {
    id,
    verdict: 'fail',
    facts: { message: message.replace(/\.$/, '') },
    evidence,
  }
  return {
    ...nothing,
    findings: [say(finding, words)],
    causes: [id],
    remedies: [sayRemedy(wordsAlone('renew-credentials', {}), nothing, words)],
  }
}

export function nothingKnown(
  where: Diagnosis['where'],
  principal: string,
  action: string,
  options: DiagnoseOptions,
): Diagnosis {
  return {
    version: 1,
    where,
    request: requestOf(principal, action, options.key, options),
    outcome: 'unknown',
    keyPolicy: { source: 'none' },
    layers: [],
    path: [],
    findings: [],
    causes: [],
    remedies: [],
    unseen: [],
    files: [],
  }
}

function requestOf(principal: string, action: string, key: string, options: DiagnoseOptions) {
  return { principal, action, key, context: options.context ?? {}, asked: options.key }
}

export const whereUnknown = (connection: Connection): Promise<Diagnosis['where']> =>
  whereOf(connection, '-')

export function say(
  { id, verdict, facts, evidence }: Finding,
  { findings, policyNames }: Words,
): SaidFinding {
  const { fail, seen = fail, [verdict]: said = fail } = findings[id]
  const template = verdict === 'fail' && facts.policy !== undefined ? seen : said
  const policy = facts.policy && { policy: sayPolicyName(facts.policy, policyNames) }
  return { id, verdict, says: fill(template, { ...facts, ...policy }), evidence }
}

export function sayRemedy(
  remedy: Remedy,
  { where }: Pick<Evidence, 'where'>,
  words: Words,
): SaidRemedy {
  const { id, by, becoming, commands, atOnce, facts, gains, loses, proved, change } = remedy
  const environment = environmentOf(where)
  return {
    ...{ id, by, becoming, commands, gains, loses, proved },
    ...(atOnce ? { atOnce } : {}),
    ...(Object.keys(environment).length > 0 ? { environment } : {}),
    changes: fill(words.remedies[id], facts),
    ...(change ? { diff: unifiedDiff(change) } : {}),
    files: [...remedy.documents.keys()],
  }
}

export function unseenOf(
  permissions: readonly string[],
  { questions }: Words,
): Diagnosis['unseen'] {
  return permissions.map((permission) => {
    return { question: questions[permission] ?? questions.other, permission }
  })
}

/** 0 access works · 2 denied and explained · 3 denied, cause unknown for lack of evidence. */
export function exitCode(diagnoses: readonly Diagnosis[]): 0 | 2 | 3 {
  const denied = diagnoses.filter((diagnosis) => !works(diagnosis))
  if (denied.length === 0) return 0
  return denied.some(({ causes }) => causes.length > 0) ? 2 : 3
}
