// The policy that is to be put: the smallest repair, an earlier version, or a file.

import type { JsonObject } from '../../base/json.ts'
import { isJsonObject, parseJson } from '../../base/json.ts'
import { KiB } from '../../base/sizes.ts'
import { lint, readPolicy, readPolicyJson, validateKeyPolicy } from '../../policy/index.ts'
import type { LintFinding, PolicyDocument, PolicyProblem } from '../../policy/index.ts'
import type { Connection } from '../connection.ts'
import { findingsOf } from '../diagnosis.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { askNamedPrincipals, type NamedPrincipal } from '../evidence/named-principals.ts'
import { statementsOf } from '../examine.ts'
import { principalsNamedIn, shortName } from '../principals.ts'
import { isGone, type PolicyVersion } from '../rebuild.ts'
import { remediesFor } from '../remedies/remedies.ts'
import { changesKeyPolicy } from '../remedies/remedy.ts'
import type { RemedyId } from '../remedies/remedy.ts'
import { withoutPrincipals } from '../remedies/without-principals.ts'
import type { Situation } from '../situation.ts'
import { RecoveryProblem } from './problem.ts'

export interface PolicyFile {
  readonly file: string
  readonly text: string
}

/** Which policy; with neither, the smallest repair. */
export interface Wanted {
  /** Number of a version, id of its event, or a time (ISO 8601, UTC) when it was in force. */
  readonly to?: string
  readonly policy?: PolicyFile
}

export type TargetSource =
  /** Nothing is to be put. */
  | { readonly kind: 'none' }
  | { readonly kind: 'repair'; readonly remedy: RemedyId }
  /** Rebuilt from the event: a name may meanwhile stand for somebody else. */
  | {
      readonly kind: 'version'
      readonly number: number
      readonly eventId: string
      readonly eventTime: string
      readonly eventName: string
    }
  | { readonly kind: 'file'; readonly file: string }

export interface Target {
  readonly source: TargetSource
  readonly policy: JsonObject
  /** Principals that are gone, and whom the policy therefore no longer names. */
  readonly takenOut: readonly string[]
  /** Made again since: the policy means the new ones. */
  readonly madeAgain: readonly string[]
  readonly lint: readonly LintFinding[]
}

/** KMS's quota for a key policy. */
const policyBytesMax = 32 * KiB

export async function targetFor(
  connection: Connection,
  situation: Situation,
  { to, policy }: Wanted,
  as: string,
): Promise<Target> {
  if (policy !== undefined) return targetInFile(connection, situation, policy)
  if (to !== undefined) return earlierVersion(connection, situation, to)
  return smallestRepair(situation, as)
}

/** As it is sent: printed for people, unless that makes it too large. */
export function textOf(policy: JsonObject): string {
  const printed = JSON.stringify(policy, undefined, 2)
  return Buffer.byteLength(printed) > policyBytesMax ? JSON.stringify(policy) : printed
}

function smallestRepair(situation: Situation, as: string): Target {
  const findings = findingsOf(situation)
  const remedies = remediesFor(situation, findings, (name) => name)
  const remedy = remedies.find(changesKeyPolicy)
  const policy = remedy?.change?.after
  if (remedy === undefined || policy === undefined) {
    const says = findings.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : []))
    throw new RecoveryProblem('noChangeHelps', { facts: { findings: says.join(', ') } })
  }
  if (!remedy.by.includes(as)) {
    const lines = remedy.by.map((arn) => `--as ${arn}`)
    throw new RecoveryProblem('mayNotPut', { facts: { as: shortName(as) }, lines })
  }
  const source = { kind: 'repair', remedy: remedy.id } as const
  return { source, policy, ...named(policy, situation.known?.named ?? []), lint: [] }
}

/** Which of the names are no longer in the policy, and which stand for somebody new. */
function named(policy: JsonObject, names: readonly NamedPrincipal[]) {
  const kept = new Set(principalsNamedIn(policy))
  const gone = names.filter(({ fate, value }) => isGone(fate) && !kept.has(value))
  const again = names.filter(({ fate, value }) => fate === 'recreated' && kept.has(value))
  return {
    takenOut: gone.map(({ value }) => value),
    madeAgain: again.map(({ value }) => value),
  }
}

async function earlierVersion(
  connection: Connection,
  { evidence, keyArn }: Situation,
  to: string,
): Promise<Target> {
  const { versions, where } = evidence
  const version = versionNamed(versions, to)
  const { eventId, eventTime, eventName } = version.event
  const names = await askNamedPrincipals(connection, version.json, where.account, {
    putAt: eventTime,
  })
  const gone = names.flatMap(({ value, fate }) => (fate === 'gone' ? [value] : []))
  const policy = withoutPrincipals(version.json, new Set(gone))
  if (policy === undefined) {
    throw new RecoveryProblem('goneInNotPrincipal', { facts: { gone: gone.join(', ') } })
  }
  if (statementsOf(policy).length === 0) {
    throw new RecoveryProblem('namesOnlyTheGone', { facts: { gone: gone.join(', ') } })
  }
  const number = versions.indexOf(version) + 1
  const source = { kind: 'version', number, eventId, eventTime, eventName } as const
  const read = readPolicyJson(policy)
  const problems = 'document' in read ? lintOf(read.document, keyArn, where.account) : []
  return { source, policy, ...named(policy, names), lint: problems }
}

/** Shorter beginnings of ids are taken for numbers, or fit more than one. */
const eventIdCharactersMin = 8

function versionNamed(versions: readonly PolicyVersion[], to: string): PolicyVersion {
  const found = /^#?\d{1,6}$/.test(to)
    ? versions[Number(to.replace('#', '')) - 1]
    : isTime(to)
      ? versions.findLast(({ event }) => event.eventTime <= to)
      : versionOfEvent(versions, to)
  if (found) return found
  const known = versions.map(
    ({ event }, index) => `#${index + 1}  ${event.eventTime}  ${event.eventName}  ${event.eventId}`,
  )
  throw new RecoveryProblem('versionUnknown', { facts: { to }, lines: known })
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT/.test(text)

function versionOfEvent(versions: readonly PolicyVersion[], id: string) {
  if (id.length < eventIdCharactersMin) return undefined
  const [found, ...others] = versions.filter(({ event }) => event.eventId.startsWith(id))
  return others.length === 0 ? found : undefined
}

async function targetInFile(
  connection: Connection,
  { evidence: { where }, keyArn }: Situation,
  { file, text }: PolicyFile,
): Promise<Target> {
  const document = documentIn(file, text)
  const policy = parseJson(text)
  // INVARIANT: a text with a document in it is an object.
  if (!isJsonObject(policy)) throw new Error(`no object in ${file}`)
  const bytes = Buffer.byteLength(textOf(policy))
  if (bytes > policyBytesMax) {
    const facts = { file, bytes: String(bytes), max: String(policyBytesMax) }
    throw new RecoveryProblem('policyTooLarge', { facts })
  }
  const names = await askNamedPrincipals(connection, policy, where.account)
  const gone = names.flatMap(({ value, fate }) => (fate === 'gone' ? [value] : []))
  if (gone.length > 0) {
    throw new RecoveryProblem('policyNamesTheGone', { facts: { file, gone: gone.join(', ') } })
  }
  const found = lintOf(document, keyArn, where.account)
  return { source: { kind: 'file', file }, policy, takenOut: [], madeAgain: [], lint: found }
}

function documentIn(file: string, text: string): PolicyDocument {
  const read = readPolicy(text, { positions: true })
  if ('problems' in read) throw invalid(file, read.problems)
  const problems = validateKeyPolicy(read.document)
  if (problems.length > 0) throw invalid(file, problems)
  return read.document
}

function invalid(file: string, problems: readonly PolicyProblem[]): RecoveryProblem {
  const lines = problems.map(({ line, column, place, says }) => {
    const at = [file, line, column].filter((part) => part !== undefined).join(':')
    return `${at}: ${place === '' ? '' : `${place}: `}${says}`
  })
  return new RecoveryProblem('policyInvalid', { facts: { file }, lines })
}

const lintOf = (document: PolicyDocument, key: string, account: Evidence['where']['account']) =>
  lint(document, { kind: 'keyPolicy', key, account })
