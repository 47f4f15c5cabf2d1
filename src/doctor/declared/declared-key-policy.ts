// A key policy that is about to be applied, as a file of whatever kind declares it.

import { isJsonObject, type JsonObject } from '../../base/json.ts'
import type { Position } from '../../base/text-positions.ts'
import {
  readPolicyJson,
  validateKeyPolicy,
  type PolicyDocument,
  type PolicyProblem,
} from '../../policy/index.ts'
import { offsetOf, type Offsets } from '../../policy/read-json.ts'
import type { SourceText } from './source-text.ts'
import { hasUnknown, unknownsIn } from './unknown.ts'

export interface DeclaredKeyPolicy {
  readonly source: 'keyPolicy' | 'terraform' | 'cloudFormation'
  readonly file: string
  /** Of the resource: `aws_kms_key.payroll`, or its logical id. */
  readonly address?: string
  /** Where the policy begins in the file. */
  readonly position: Position
  /** With the unknown values in it. Undefined: nothing of it is known until it is applied. */
  readonly policy: JsonObject | undefined
  /** What is wrong with what is known. */
  readonly problems: readonly PolicyProblem[]
  /** Undefined when it cannot be read, or not yet. */
  readonly document: PolicyDocument | undefined
  /** As it will be sent, without what is not known. */
  readonly bytes: number
  /** Statements of which it is open whether they will be there, and what that depends on. */
  readonly maybe: ReadonlyMap<object, string>
  /** Names of the values that are known only once it is applied. */
  readonly unknowns: readonly string[]
  /** None is declared: KMS gives the key the default one. */
  readonly isDefault: boolean
  /** The lockout safety check is bypassed. */
  readonly bypass: boolean
  /** What the file tells of the key that is there already. */
  readonly key?: string
  /** The policy that the file says is in force. */
  readonly before?: JsonObject
  readonly account?: string
  readonly region?: string
  /** ARNs of users and roles that the same file makes, unknown parts included. */
  readonly makes: readonly string[]
}

export const NOT_KNOWN = { policy: undefined, problems: [], document: undefined } as const

/** Every text of a value that holds something unknown. */
export function unknownTextsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return hasUnknown(value) ? [value] : []
  if (Array.isArray(value)) return value.flatMap(unknownTextsOf)
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    ...unknownTextsOf(name),
    ...unknownTextsOf(inner),
  ])
}

export const unknownNamesOf = (value: unknown): readonly string[] => [
  ...new Set(unknownTextsOf(value).flatMap(unknownsIn)),
]

type PlacedPolicy = Pick<DeclaredKeyPolicy, 'policy' | 'problems' | 'document'>

/** Reads a policy whose members stand where the offsets say, or all at one place. */
export function readPlaced(
  policy: JsonObject,
  { positionAt }: Pick<SourceText, 'positionAt'>,
  places: { readonly offsets: Offsets; readonly start: number },
): PlacedPolicy {
  const read = readPolicyJson(policy)
  const { offsets, start } = places
  const placeOf = (path: Path): Position => {
    const offset = offsetOf(policy, path, offsets)
    return positionAt(offset === undefined || offset === 0 ? start : offset)
  }
  if ('document' in read) {
    const document = withPositions(read.document, placeOf)
    const problems = validateKeyPolicy(document).filter(({ says }) => !hasUnknown(says))
    return { policy, problems, document }
  }
  const problems = read.problems
    .map((problem) => ({ problem, path: stepsOf(problem.place) }))
    // What is not known yet is no fault.
    .filter(({ path }) => unknownTextsOf(valueAt(policy, path)).length === 0)
    .map(({ problem, path }) => ({ ...problem, ...placeOf(path) }))
  return { policy, problems, document: undefined }
}

type Path = readonly (string | number)[]

function valueAt(root: JsonObject, path: Path): unknown {
  let value: unknown = root
  for (const step of path) {
    const isContainer = typeof value === 'object' && value !== null
    value = isContainer ? (value as Readonly<Record<string, unknown>>)[step] : undefined
  }
  return value
}

function withPositions(
  document: PolicyDocument,
  placeOf: (path: Path) => Position,
): PolicyDocument {
  const isList = Array.isArray(document.json.Statement)
  const pathTo = (statement: number) => (isList ? ['Statement', statement] : ['Statement'])
  const startOf = (statement: number, path: Path) => placeOf([...pathTo(statement), ...path])
  return {
    ...document,
    statements: document.statements.map((statement) => {
      return { ...statement, line: startOf(statement.index, []).line }
    }),
    positions: {
      startOf,
      extentOf: (statement) => {
        const start = startOf(statement, [])
        return { start, end: start }
      },
    },
  }
}

/** `Statement[2].Condition.StringEquals` taken apart. */
const stepsOf = (place: string): Path =>
  [...place.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name = '']) =>
    index === undefined ? name : Number(index),
  )
