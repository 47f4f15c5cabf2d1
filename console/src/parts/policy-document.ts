// A policy document as somebody wrote it: read with no trust in its shape.

export interface StatementView {
  readonly sid: string | undefined
  readonly effect: string
  /** `AWS: arn:…`, as the document has them; negated ones begin with `not `. */
  readonly principals: readonly string[]
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  /** `StringEquals aws:PrincipalOrgID = o-1`. */
  readonly conditions: readonly string[]
}

/** Undefined for what is no policy document. */
export function statementsIn(text: string): readonly StatementView[] | undefined {
  const document = parse(text)
  if (!isObject(document)) return undefined
  return listOf(document.Statement).filter(isObject).map(statementView)
}

/** The document with two spaces a level; what cannot be parsed stays as it is. */
export function readable(text: string): string {
  const document = parse(text)
  return document === undefined ? text : JSON.stringify(document, undefined, 2)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]

/** No `String`: an object brings along what would turn it into one. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

function statementView(statement: Json): StatementView {
  const both = (member: string): readonly string[] => [
    ...listOf(statement[member]).map(textOf),
    ...listOf(statement[`Not${member}`]).map((one) => `not ${textOf(one)}`),
  ]
  return {
    sid: typeof statement.Sid === 'string' ? statement.Sid : undefined,
    effect: textOf(statement.Effect ?? ''),
    principals: [
      ...principalsIn(statement.Principal),
      ...principalsIn(statement.NotPrincipal).map((one) => `not ${one}`),
    ],
    actions: both('Action'),
    resources: both('Resource'),
    conditions: conditionsIn(statement.Condition),
  }
}

function principalsIn(clause: unknown): readonly string[] {
  if (!isObject(clause)) return listOf(clause).map(textOf)
  return Object.entries(clause).flatMap(([type, names]) =>
    listOf(names).map((name) => (type === 'AWS' ? textOf(name) : `${type}: ${textOf(name)}`)),
  )
}

function conditionsIn(clause: unknown): readonly string[] {
  if (!isObject(clause)) return []
  return Object.entries(clause).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(
      ([key, values]) => `${operator} ${key} = ${listOf(values).map(textOf).join(' | ')}`,
    ),
  )
}
