// Evidence from a file, which may be from anybody: it is believed only as far as it is well formed.

import { parseAccountId } from '../../base/account-id.ts'
import { parseArn } from '../../base/arn.ts'
import { isJsonObject, parseJson, type Json, type JsonObject } from '../../base/json.ts'
import { MiB } from '../../base/sizes.ts'
import { doctorFailure, type DoctorFailure } from '../failure.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { memberProblem } from './member-problem.ts'
import { UNPRINTABLE } from './values.ts'

export const evidenceLimits = {
  /** The inventory of an account of 10,000 roles has about 60 MiB. */
  fileBytesMax: 256 * MiB,
  nestingLevelsMax: 64,
  answersMax: 1_000_000,
} as const

/** `name` is the file's, for the sentence that says what is wrong. */
export function readEvidence(text: string, name: string): EvidenceFile {
  const { fileBytesMax } = evidenceLimits
  if (text.length > fileBytesMax) {
    throw doctorFailure('evidenceTooLarge', { name, mebibytes: String(fileBytesMax / MiB) })
  }
  const file = parseJson(text)
  const problem = problemOf(name, text, file)
  if (problem !== undefined) throw problem
  // INVARIANT: every member has been found to be what its type says.
  return file as unknown as EvidenceFile
}

function problemOf(name: string, text: string, file: Json | undefined): DoctorFailure | undefined {
  if (!isJsonObject(file) || file.format !== 'sparekey-evidence') {
    return doctorFailure('evidenceForeign', { name })
  }
  if (file.version !== 1) {
    return doctorFailure('evidenceVersion', { name, version: JSON.stringify(file.version) })
  }
  const { nestingLevelsMax } = evidenceLimits
  const problem = memberProblem(text, nestingLevelsMax)
  if (problem === 'nested') {
    return doctorFailure('evidenceNested', { name, levels: String(nestingLevelsMax) })
  }
  if (problem) return doctorFailure('evidenceTwice', { name, member: problem.twice })
  return shapeProblem(name, file)
}

function shapeProblem(name: string, file: JsonObject): DoctorFailure | undefined {
  const { answers } = file
  const wrong = Object.keys(MEMBERS).find((member) => !MEMBERS[member]?.(file[member]))
  if (wrong !== undefined) return doctorFailure('evidenceMember', { name, member: wrong })
  if (!Array.isArray(answers)) return doctorFailure('evidenceAnswers', { name })
  const { answersMax } = evidenceLimits
  if (answers.length > answersMax) {
    return doctorFailure('evidenceTooMany', { name, count: String(answersMax) })
  }
  const at = answers.findIndex((answer: Json) => !isAnswer(answer))
  return at < 0 ? undefined : doctorFailure('evidenceAnswer', { name, at: String(at) })
}

type Test = (value: Json | undefined) => boolean

const isText: Test = (value) => typeof value === 'string' && value.search(UNPRINTABLE) < 0
const isTextOrNull: Test = (value) => value === null || isText(value)
const isTextOrAbsent: Test = (value) => value === undefined || isText(value)
const isTime: Test = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) &&
  !Number.isNaN(Date.parse(value))

/** A command to be pasted carries it: nothing but an address of the web. */
const isEndpoint: Test = (value) =>
  value === null ||
  (isText(value) && URL.canParse(String(value)) && /^https?:\/\/[^\s]+$/.test(String(value)))

const isWhere: Test = (value) =>
  isJsonObject(value) &&
  parseAccountId(String(value.account)) !== undefined &&
  // Regions are younger than this program, too: by its form.
  /^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/.test(String(value.region)) &&
  isEndpoint(value.endpoint) &&
  isTextOrNull(value.profile) &&
  isTextOrNull(value.credentialsFile)

const isCaller: Test = (value) =>
  isJsonObject(value) &&
  parseAccountId(String(value.account)) !== undefined &&
  parseArn(String(value.arn)) !== undefined &&
  isText(value.userId)

const MEMBERS: Readonly<Record<string, Test>> = {
  collectedAt: isTime,
  where: isWhere,
  caller: isCaller,
  about: (value) =>
    isJsonObject(value) && isTextOrAbsent(value.key) && isTextOrAbsent(value.principal),
  redacted: (value) => typeof value === 'boolean',
}

const isAnswer: Test = (value) =>
  isJsonObject(value) &&
  /^[a-z0-9]{1,32}$/.test(String(value.service)) &&
  /^[A-Z]\w{0,127}$/.test(String(value.operation)) &&
  isTextOrAbsent(value.region) &&
  isTextOrAbsent(value.as) &&
  isJsonObject(value.input) &&
  isTime(value.at) &&
  (isJsonObject(value.output) ? value.error === undefined : isError(value.error)) &&
  isPrintable(value)

const isError: Test = (value) =>
  isJsonObject(value) && typeof value.name === 'string' && typeof value.message === 'string'

/** Nothing that would steer the terminal. */
function isPrintable(value: Json): boolean {
  if (typeof value === 'string') return value.search(UNPRINTABLE) < 0
  if (Array.isArray(value)) return value.every(isPrintable)
  if (!isJsonObject(value)) return true
  return Object.entries(value).every(([name, member]) => isPrintable(name) && isPrintable(member))
}
