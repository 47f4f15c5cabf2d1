import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import type { PolicyDocument, PrincipalName, Statement } from './document.ts'
import { readPolicyJson } from './read-policy.ts'

/** One principal that a document names, with its statement. */
export interface NamedPrincipal extends PrincipalName {
  readonly statement: Statement
  /** It stands under `NotPrincipal`. */
  readonly negated: boolean
}

/** Every principal that the document names, statement by statement, in its order. */
export function principalsOf(document: PolicyDocument): readonly NamedPrincipal[] {
  return document.statements.flatMap((statement) => {
    const { negated = false, principals = [] } = statement.principal ?? {}
    return principals.map((principal) => ({ ...principal, statement, negated }))
  })
}

/**
 * Rewrites every `AWS` principal, and nothing else: to bind ARNs to unique ids when a policy is
 * stored, and to translate them back when it is read. `"*"` on its own is no `AWS` principal's
 * name and stays.
 */
export function mapPrincipals(
  document: PolicyDocument,
  rename: (principal: string) => string,
): PolicyDocument {
  const read = readPolicyJson(mapPrincipalsJson(document, rename))
  // INVARIANT: only texts were replaced by texts, in a document that could be read.
  if ('problems' in read) throw new Error('a document with renamed principals cannot be read')
  const { positions } = document
  return {
    ...read.document,
    statements: withLines(read.document.statements, document),
    ...(positions && { positions }),
  }
}

/** The same, where nobody needs more than the JSON of it. */
export function mapPrincipalsJson(
  { json }: PolicyDocument,
  rename: (principal: string) => string,
): JsonObject {
  const { Statement: given } = json
  const mapStatement = (statement: Json): Json =>
    isJsonObject(statement) ? mapStatementPrincipals(statement, rename) : statement
  const mapped = Array.isArray(given) ? given.map(mapStatement) : mapStatement(given ?? [])
  return { ...json, Statement: mapped }
}

function mapStatementPrincipals(
  statement: JsonObject,
  rename: (principal: string) => string,
): JsonObject {
  const entries = Object.entries(statement).map(([name, value]): [string, Json] => {
    if (name !== 'Principal' && name !== 'NotPrincipal') return [name, value]
    return [name, mapClause(value, rename)]
  })
  return Object.fromEntries(entries)
}

function mapClause(clause: Json, rename: (principal: string) => string): Json {
  if (!isJsonObject(clause) || clause.AWS === undefined) return clause
  return { ...clause, AWS: mapNames(clause.AWS, rename) }
}

function mapNames(names: Json, rename: (principal: string) => string): Json {
  if (typeof names === 'string') return rename(names)
  return Array.isArray(names) ? names.map((name: Json) => mapNames(name, rename)) : names
}

function withLines(
  statements: readonly Statement[],
  { statements: before }: PolicyDocument,
): readonly Statement[] {
  return statements.map((statement, index) => {
    const line = before[index]?.line
    return line === undefined ? statement : { ...statement, line }
  })
}
