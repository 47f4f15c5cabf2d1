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
  unseenPermissions,
  works,
  type Diagnosis,
  type SaidFinding,
  type SaidRemedy,
} from './diagnosis.ts'
import { isAbsent } from './evidence/answer.ts'
import { askCallerIdentity, type CredentialsRejected } from './evidence/caller-identity.ts'
import {
  collectEvidence,
  whereOf,
  withHistory,
  type Evidence,
  type ToldDenial,
} from './evidence/evidence.ts'
import { DoctorFailure } from './failure.ts'
import type { Finding } from './finding.ts'
import { principalOf } from './principals.ts'
import type { Reach } from './reach.ts'
import type { Remedy } from './remedies/remedy.ts'
import { remediesFor } from './remedies/remedies.ts'
import { fill, wordsFor, type Language, type Words } from './report/words/words.ts'
import { situationOf, type Situation } from './situation.ts'

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
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) {
    const where = await whereUnknown(connection)
    return actions.map((action) => ofRejected(caller, where, action, options, words))
  }
  const evidence = await gather(connection, caller, actions, options)
  const situations = situationsOf(evidence, actions, options)
  const folder = situations.some((one) => one && outcomeOf(one) !== 'allow')
    ? await documentsFolder(options.out)
    : ''
  const diagnoses = actions.map((action, index) => {
    const situation = situations[index]
    return situation
      ? ofSituation(situation, { options, words, folder })
      : ofNoKey(evidence, action, options, words)
  })
  await Promise.all(diagnoses.flatMap(({ documents }) => [...documents].map(writeDocument)))
  return diagnoses.map(({ diagnosis }) => diagnosis)
}

/** The history costs requests of which AWS allows two a second: only when something is denied. */
export async function gather(
  connection: Connection,
  caller: Parameters<typeof collectEvidence>[1],
  actions: readonly string[],
  options: DiagnoseOptions,
): Promise<Evidence> {
  const { key, principal, told, reach = {} } = options
  const about = principal === undefined ? {} : { principal: subjectArn(principal, caller.account) }
  const asked = await collectEvidence(connection, caller, { key, ...about, reach })
  const evidence = told === undefined ? asked : { ...asked, told }
  requireSubject(evidence)
  const situations = situationsOf(evidence, actions, options)
  const isDenied = situations.some((one) => one && outcomeOf(one) !== 'allow')
  return isDenied ? withHistory(connection, evidence, reach) : evidence
}

/** An ARN; or `user/NAME` and `role/NAME` of the caller's account. */
export function subjectArn(text: string, account: string): string {
  const arn = /^(user|role)\//.test(text) ? arnOf('iam', '', account, text) : text
  if (principalOf(arn) !== undefined) return arn
  throw new DoctorFailure(`\`${text}\` is no principal that can call`, [
    `--principal ${arnOf('iam', '', account, 'user/NAME')}`,
    `--principal ${arnOf('iam', '', account, 'role/NAME')}`,
  ])
}

export function requireSubject({ subject }: Evidence): void {
  if (!isAbsent(subject.entity)) return
  throw new DoctorFailure(`there is no \`${subject.arn}\`: ${subject.entity.absent}`)
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

export async function writeDocument([path, document]: readonly [string, unknown]): Promise<void> {
  await writeFile(path, `${JSON.stringify(document, undefined, 2)}\n`)
}

export interface Made {
  readonly diagnosis: Diagnosis
  readonly findings: readonly Finding[]
  readonly documents: Remedy['documents']
}

export function ofSituation(
  situation: Situation,
  { options, words, folder }: { options: DiagnoseOptions; words: Words; folder: string },
): Made {
  const { evidence, request, answered, keyArn } = situation
  const findings = findingsOf(situation)
  const outcome = outcomeOf(situation)
  const remedies =
    outcome === 'allow' ? [] : remediesFor(situation, findings, (name) => join(folder, name))
  const documents = new Map(remedies.flatMap((remedy) => [...remedy.documents]))
  const diagnosis: Diagnosis = {
    version: 1,
    where: evidence.where,
    request: requestOf(evidence.subject.arn, request.action, keyArn, options),
    outcome,
    ...(typeof answered === 'object' ? { sentence: answered.sentence } : {}),
    keyPolicy: policyOf(evidence),
    layers: layersOf(situation),
    findings: findings.map((finding) => say(finding, words)),
    causes: causesOf(findings),
    remedies: remedies.map((remedy) => sayRemedy(remedy, evidence, words)),
    unseen: outcome === 'allow' ? [] : unseenOf(unseenPermissions(evidence), words),
    files: [...documents.keys()],
  }
  return { diagnosis, findings, documents }
}

export function ofNoKey(
  evidence: Evidence,
  action: string,
  options: DiagnoseOptions,
  words: Words,
): Made {
  const finding = keyNotFound(evidence, action)
  const diagnosis: Diagnosis = {
    ...nothingKnown(evidence.where, evidence.subject.arn, action, options),
    findings: [say(finding, words)],
    causes: causesOf([finding]),
    unseen: unseenOf(unseenPermissions(evidence), words),
  }
  return { diagnosis, findings: [finding], documents: new Map() }
}

export function ofRejected(
  { rejected, code, message }: CredentialsRejected,
  where: Diagnosis['where'],
  action: string,
  options: DiagnoseOptions,
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
    ...nothingKnown(where, options.principal ?? '', action, options),
    findings: [say(finding, words)],
    causes: [id],
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

export function say({ id, verdict, facts, evidence }: Finding, { findings }: Words): SaidFinding {
  const { fail, [verdict]: template = fail } = findings[id]
  return { id, verdict, says: fill(template, facts), evidence }
}

export function sayRemedy(remedy: Remedy, { where }: Evidence, words: Words): SaidRemedy {
  const { id, by, becoming, commands, atOnce, facts, lines, gains, loses, proved } = remedy
  const environment = environmentOf(where)
  return {
    ...{ id, by, becoming, commands, gains, loses, proved },
    ...(atOnce ? { atOnce } : {}),
    ...(Object.keys(environment).length > 0 ? { environment } : {}),
    changes: fill(words.remedies[id], facts),
    ...(lines && lines.length > 0 ? { lines } : {}),
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
