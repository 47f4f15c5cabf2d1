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
import {
  askCallerIdentity,
  CallerUnknown,
  type CredentialsRejected,
} from './evidence/caller-identity.ts'
import { collectEvidence, whereOf, withHistory, type Evidence } from './evidence/evidence.ts'
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
  const folder = situations.some((one) => one && outcomeOf(one) !== 'allow')
    ? await folderFor(options.out)
    : ''
  const diagnoses = actions.map((action, index) => {
    const situation = situations[index]
    return situation
      ? ofSituation(situation, { options, words, folder })
      : ofNoKey(evidence, action, options, words)
  })
  await Promise.all(diagnoses.flatMap(({ documents }) => [...documents].map(write)))
  return diagnoses.map(({ diagnosis }) => diagnosis)
}

function callerUnknown(thrown: unknown): CallerUnknown {
  if (thrown instanceof CallerUnknown) return thrown
  throw thrown
}

/** The history costs requests of which AWS allows two a second: only when something is denied. */
async function gather(
  connection: Connection,
  caller: Parameters<typeof collectEvidence>[1],
  actions: readonly string[],
  options: DiagnoseOptions,
): Promise<Evidence> {
  const { key, principal, reach = {} } = options
  const about = principal === undefined ? {} : { principal: subjectArn(principal, caller.account) }
  const evidence = await collectEvidence(connection, caller, { key, ...about, reach })
  requireSubject(evidence)
  const situations = situationsOf(evidence, actions, options)
  const isDenied = situations.some((one) => one && outcomeOf(one) !== 'allow')
  return isDenied ? withHistory(connection, evidence, reach) : evidence
}

/** An ARN; or `user/NAME` and `role/NAME` of the caller's account. */
function subjectArn(text: string, account: string): string {
  const arn = /^(user|role)\//.test(text) ? arnOf('iam', '', account, text) : text
  if (principalOf(arn) !== undefined) return arn
  throw new DoctorFailure(`\`${text}\` is no principal that can call`, [
    `--principal ${arnOf('iam', '', account, 'user/NAME')}`,
    `--principal ${arnOf('iam', '', account, 'role/NAME')}`,
  ])
}

/** Who asks is there, even where IAM does not know it: an emulator lets anybody ask. */
function requireSubject({ subject, subjectAsks }: Evidence): void {
  if (!isAbsent(subject.entity) || subjectAsks) return
  throw new DoctorFailure(`there is no \`${subject.arn}\`: ${subject.entity.absent}`)
}

function situationsOf(
  evidence: Evidence,
  actions: readonly string[],
  { context = {} }: DiagnoseOptions,
): readonly (Situation | undefined)[] {
  return actions.map((action) => situationOf(evidence, action, context))
}

async function folderFor(out: string | undefined): Promise<string> {
  if (out === undefined) return mkdtemp(join(tmpdir(), 'sparekey-doctor-'))
  await mkdir(out, { recursive: true })
  return resolve(out)
}

async function write([path, document]: readonly [string, unknown]): Promise<void> {
  await writeFile(path, `${JSON.stringify(document, undefined, 2)}\n`)
}

interface Made {
  readonly diagnosis: Diagnosis
  readonly documents: Remedy['documents']
}

function ofSituation(
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
  return { diagnosis, documents }
}

function ofNoKey(evidence: Evidence, action: string, options: DiagnoseOptions, words: Words): Made {
  const finding = keyNotFound(evidence, action)
  const diagnosis: Diagnosis = {
    ...nothingKnown(evidence.where, evidence.subject.arn, action, options),
    findings: [say(finding, words)],
    causes: causesOf([finding]),
    unseen: unseenOf(unseenPermissions(evidence), words),
  }
  return { diagnosis, documents: new Map() }
}

function ofNobody(
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
  return { ...nothing, findings: [say(finding, words)], causes: [id] }
}

function nothingKnown(
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

const whereUnknown = (connection: Connection): Promise<Diagnosis['where']> =>
  whereOf(connection, '-')

function say({ id, verdict, facts, evidence }: Finding, { findings }: Words): SaidFinding {
  const { fail, [verdict]: template = fail } = findings[id]
  return { id, verdict, says: fill(template, facts), evidence }
}

function sayRemedy(remedy: Remedy, { where }: Evidence, words: Words): SaidRemedy {
  const { id, by, becoming, commands, atOnce, facts, gains, loses, proved } = remedy
  const environment = environmentOf(where)
  return {
    ...{ id, by, becoming, commands, gains, loses, proved },
    ...(atOnce ? { atOnce } : {}),
    ...(Object.keys(environment).length > 0 ? { environment } : {}),
    changes: fill(words.remedies[id], facts),
  }
}

function unseenOf(permissions: readonly string[], { questions }: Words): Diagnosis['unseen'] {
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
