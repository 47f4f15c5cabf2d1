// The evidence of a key or an account in one JSON document: what AWS was asked, and its answers.
// docs/reference/evidence-file.md describes it.

import type { Json, JsonObject } from '../../base/json.ts'
import type { Question } from './question.ts'
import { canonical } from './values.ts'

export interface EvidenceFile {
  readonly format: 'sparekey-evidence'
  readonly version: 1
  /** ISO 8601: when the first question was asked. */
  readonly collectedAt: string
  readonly where: CollectedWhere
  readonly caller: CollectedCaller
  /** What it was collected for; without a key, for the whole account. */
  readonly about: { readonly key?: string; readonly principal?: string }
  /** Names of people and where they came from are hashes. */
  readonly redacted: boolean
  readonly answers: readonly RecordedAnswer[]
}

/** What printed commands must carry to reach the place again; null: not said, or AWS's own. */
export interface CollectedWhere {
  readonly account: string
  readonly region: string
  readonly endpoint: string | null
  readonly profile: string | null
  readonly credentialsFile: string | null
}

export interface CollectedCaller {
  readonly account: string
  readonly arn: string
  readonly userId: string
}

/** One question with either its output or its error. */
export interface RecordedAnswer {
  readonly service: string
  readonly operation: string
  /** Absent: the Region of the collection. */
  readonly region?: string
  /** The session that asked; absent: the caller. */
  readonly as?: string
  readonly input: JsonObject
  /** ISO 8601. */
  readonly at: string
  readonly output?: JsonObject
  readonly error?: RecordedError
}

export interface RecordedError {
  readonly name: string
  readonly message: string
}

/** An answer a line: what two collections differ in can be seen with any tool. */
export function printEvidence({ answers, ...head }: EvidenceFile): string {
  const opening = JSON.stringify(head, undefined, 2).slice(0, -2)
  const lines = answers.map((answer) => `    ${JSON.stringify(answer)}`)
  return `${opening},\n  "answers": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** Two questions with the same text are the same question. */
export function questionText(
  { service, operation, as }: Pick<Question, 'service' | 'operation' | 'as'>,
  region: string | undefined,
  input: Json | undefined,
): string {
  const place = GLOBAL.has(service) ? null : (region ?? null)
  return canonical([service, operation, place, as ?? null, input ?? null])
}

/** Whichever Region their clients are made for, they answer the same. */
const GLOBAL = new Set(['iam', 'sts', 'organizations'])
