// A key policy that is about to be applied, as a file of whatever kind declares it.

import { isJsonObject, type JsonObject } from '../../base/json.ts'
import type { Position } from '../../base/text-positions.ts'
import { readPolicyJson, type PolicyDocument, type PolicyRead } from '../../policy/index.ts'
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
  /** Undefined: nothing of it is known until it is applied. */
  readonly read: PolicyRead | undefined
  /** As it will be sent, without what is not known. */
  readonly bytes: number
  /** Statements of the document of which it is open whether they will be there. */
  readonly maybe: ReadonlySet<object>
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

/** Reads a policy whose members stand where the offsets say, or all at one place. */
export function readPlaced(
  policy: JsonObject,
  { positionAt }: Pick<SourceText, 'positionAt'>,
  places: { readonly offsets: Offsets; readonly start: number },
): PolicyRead {
  const read = readPolicyJson(policy)
  const { offsets, start } = places
  const placeOf = (path: readonly (string | number)[]): Position => {
    const offset = offsetOf(policy, path, offsets)
    return positionAt(offset === undefined || offset === 0 ? start : offset)
  }
  if ('problems' in read) {
    const problems = read.problems.map((problem) => ({
      ...problem,
      ...placeOf(stepsOf(problem.place)),
    }))
    return { problems }
  }
  return { document: withPositions(read.document, placeOf) }
}

function withPositions(
  document: PolicyDocument,
  placeOf: (path: readonly (string | number)[]) => Position,
): PolicyDocument {
  const isList = Array.isArray(document.json.Statement)
  const pathTo = (statement: number) => (isList ? ['Statement', statement] : ['Statement'])
  const startOf = (statement: number, path: readonly (string | number)[]) =>
    placeOf([...pathTo(statement), ...path])
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
const stepsOf = (place: string): readonly (string | number)[] =>
  [...place.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name = '']) =>
    index === undefined ? name : Number(index),
  )
