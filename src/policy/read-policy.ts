import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { DocumentPositions, PolicyDocument, PolicyVersion, Statement } from './document.ts'
import { policyLimits } from './limits.ts'
import { type Path, placeOf, type PolicyProblem, type Report } from './problem.ts'
import { type Extents, type Offsets, offsetOf, readJson } from './read-json.ts'
import { readStatement } from './read-statement.ts'
import { type Position, TextPositions } from '../base/text-positions.ts'

/** A document, or everything that is wrong with the text. */
export type PolicyRead =
  { readonly document: PolicyDocument } | { readonly problems: readonly PolicyProblem[] }

/**
 * Reads the text of a policy document, with everything that AWS leaves to the writer: single
 * values for lists, either version, a single statement. What a kind of policy demands beyond
 * that is for `validateKeyPolicy` and its sisters.
 */
export function readPolicy(
  text: string,
  options: { readonly positions?: boolean } = {},
): PolicyRead {
  const read = readJson(text, options.positions)
  if ('problem' in read) return { problems: [read.problem] }
  const { value, offsets, extents } = read
  if (!offsets) return readDocument(value, undefined)
  const places = new TextPositions(text)
  const found = readDocument(value, (path) => places.at(offsetOf(value, path, offsets) ?? 0))
  if ('problems' in found) return found
  const positions = documentPositions(found.document, places, { offsets, extents })
  return { document: { ...found.document, positions } }
}

function documentPositions(
  { json }: PolicyDocument,
  places: TextPositions,
  { offsets, extents }: { readonly offsets: Offsets; readonly extents: Extents },
): DocumentPositions {
  const { Statement: given } = json
  const pathTo = (statement: number): Path =>
    Array.isArray(given) ? ['Statement', statement] : ['Statement']
  const valueOf = (statement: number): unknown => (Array.isArray(given) ? given[statement] : given)
  return {
    startOf: (statement, path) =>
      places.at(offsetOf(json, [...pathTo(statement), ...path], offsets) ?? 0),
    extentOf: (statement) => {
      const [start, end] = extents.get(Object(valueOf(statement))) ?? [0, 0]
      return { start: places.at(start), end: places.at(end) }
    },
  }
}

/** Like `readPolicy`, for a document that is JSON already. */
export function readPolicyJson(json: Json): PolicyRead {
  return readDocument(json, undefined)
}

type Locate = (path: Path) => Position

function readDocument(json: Json, locate: Locate | undefined): PolicyRead {
  const problems: PolicyProblem[] = []
  const report: Report = (kind, says, path) => {
    if (problems.length >= policyLimits.problemsMax) return
    problems.push({ kind, says, place: placeOf(path), ...locate?.(path) })
  }
  if (!isJsonObject(json)) {
    report('wrongType', 'a policy document is a JSON object', [])
    return { problems }
  }
  for (const name of Object.keys(json)) {
    if (ELEMENTS.has(name)) continue
    report('unknownElement', `a policy document has no element \`${name}\``, [name])
  }
  const version = readVersion(json, report)
  const id = readId(json, report)
  const statements = readStatements(json, report, locate)
  if (problems.length > 0) return { problems }
  return { document: { version, ...(id !== undefined && { id }), statements, json } }
}

const ELEMENTS = new Set(['Version', 'Id', 'Statement'])

function readVersion(json: JsonObject, report: Report): PolicyVersion {
  const { Version = '2008-10-17' } = json
  if (Version === '2008-10-17' || Version === '2012-10-17') return Version
  report('badValue', '`Version` is `2012-10-17` or `2008-10-17`', ['Version'])
  return '2012-10-17'
}

function readId(json: JsonObject, report: Report): string | undefined {
  const { Id } = json
  if (Id === undefined || typeof Id === 'string') return Id
  report('wrongType', '`Id` is text', ['Id'])
  return undefined
}

function readStatements(
  json: JsonObject,
  report: Report,
  locate: Locate | undefined,
): readonly Statement[] {
  const { Statement: given } = json
  if (given === undefined) {
    report('missingElement', 'a policy document needs `Statement`', ['Statement'])
    return []
  }
  const isList = Array.isArray(given)
  const list: readonly Json[] = isList ? given : [given as Json]
  if (list.length > policyLimits.statementsMax) {
    report('tooLarge', `more than ${policyLimits.statementsMax} statements`, ['Statement'])
    return []
  }
  return list.flatMap((statement, index) => {
    const path = isList ? ['Statement', index] : ['Statement']
    const line = locate?.(path).line
    return readStatement(statement, { index, path, report, ...(line !== undefined && { line }) })
  })
}
