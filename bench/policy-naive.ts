// What most simulators do: parse the documents for each decision and hold every statement against
// the request, with a regular expression for each pattern. Same-account requests only.

import type { AuthorizationRequest } from '../src/policy/index.ts'

interface NaiveStatement {
  readonly Effect: string
  readonly Principal?: { readonly AWS: string | readonly string[] }
  readonly Action: string | readonly string[]
  readonly Resource: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Whether the key policy names or delegates, everything allows, and nothing denies. */
export function naiveDecide(
  request: AuthorizationRequest,
  key: string,
  identities: readonly string[],
): boolean {
  const met = (texts: readonly string[]) =>
    texts.flatMap(statementsOf).filter((statement) => meets(statement, request))
  const byKey = met([key])
  const byIdentity = met(identities)
  if ([...byKey, ...byIdentity].some(({ Effect }) => Effect === 'Deny')) return false
  const named = byKey.some(({ Principal }) =>
    listOf(Principal?.AWS).includes(request.principal.arn),
  )
  return named || (byKey.length > 0 && byIdentity.length > 0)
}

function statementsOf(text: string): readonly NaiveStatement[] {
  return JSON.parse(text).Statement
}

function meets(statement: NaiveStatement, request: AuthorizationRequest): boolean {
  const { Principal, Action, Resource, Condition = {} } = statement
  const names = [request.principal.arn, `arn:aws:iam::${request.principal.account}:root`]
  if (Principal && !listOf(Principal.AWS).some((name) => names.includes(name))) return false
  if (!listOf(Action).some((one) => glob(one.toLowerCase(), request.action.toLowerCase()))) {
    return false
  }
  if (!listOf(Resource).some((one) => glob(one, request.resource))) return false
  return Object.values(Condition).every((keys) =>
    Object.entries(keys).every(([key, value]) => {
      return request.context.get(key.toLowerCase()) === value
    }),
  )
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

function glob(pattern: string, text: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text)
}
