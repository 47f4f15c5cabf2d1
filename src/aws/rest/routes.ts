// What the URIs of a REST model say, made ready for looking up.

import { shapeOf } from '../model.ts'
import type { Member, MemberLocation, OperationModel, ServiceModel } from '../shapes.ts'

/** What a request is for, in the words of S3's MethodNotAllowed. */
export type RestLevel = 'SERVICE' | 'BUCKET' | 'OBJECT'

export interface Route {
  readonly operation: string
  readonly method: string
  readonly level: RestLevel
  /** Query parameters that must be there; with a value, it must be that value. */
  readonly query: ReadonlyMap<string, string | undefined>
  /** Headers that must be there. */
  readonly headers: readonly string[]
  /** Every query parameter that it reads or is recognised by. */
  readonly reads: ReadonlySet<string>
}

export interface RouteTable {
  readonly routes: readonly Route[]
  /** Query parameters of which a request can have one at most, such as `acl` and `policy`. */
  readonly subresources: ReadonlySet<string>
  /** Query parameters that no operation may overlook: without them it would mean another one. */
  readonly selectors: ReadonlySet<string>
}

const tables = new WeakMap<ServiceModel, RouteTable>()

export function routeTable(model: ServiceModel): RouteTable {
  const known = tables.get(model)
  if (known) return known
  const made = tableOf(model)
  tables.set(model, made)
  return made
}

function tableOf(model: ServiceModel): RouteTable {
  const routes = Object.entries(model.operations).flatMap(([name, operation]) =>
    routeOf(model, name, operation),
  )
  const subresources = new Set(
    Object.values(model.operations).flatMap(({ http }) =>
      literalsOf(http?.uri ?? '').flatMap(([name, value]) => (value === undefined ? name : [])),
    ),
  )
  const plain = routes.filter(({ query }) => ![...query.keys()].some((q) => subresources.has(q)))
  const selectors = new Set([...subresources, ...plain.flatMap(({ query }) => [...query.keys()])])
  return { routes, subresources, selectors }
}

function routeOf(model: ServiceModel, name: string, operation: OperationModel): readonly Route[] {
  if (!operation.http) return []
  const { method, uri } = operation.http
  const literals = literalsOf(uri)
  const required = requiredMembers(model, operation)
  // A sub-resource says enough: a header that is missing is for the operation to miss.
  const headers = literals.length > 0 ? [] : wireNames(required, 'header')
  const query = new Map([
    ...literals,
    ...wireNames(required, 'querystring').map((name) => [name, undefined] as const),
  ])
  const reads = new Set([...query.keys(), ...wireNames(membersOf(model, operation), 'querystring')])
  return [{ operation: name, method, level: levelOf(uri), query, headers, reads }]
}

function levelOf(uri: string): RestLevel {
  const [path = ''] = uri.split('?')
  if (path === '/') return 'SERVICE'
  return path === '/{Bucket}' ? 'BUCKET' : 'OBJECT'
}

/** `acl` of `/{Bucket}?acl`, `list-type` and `2` of `/{Bucket}?list-type=2`. */
function literalsOf(uri: string): readonly (readonly [string, string | undefined])[] {
  const [, query = ''] = uri.split('?')
  const pairs = query.split('&').filter((pair) => pair !== '')
  return pairs.map((pair) => {
    const [name = '', value] = pair.split('=')
    return [name, value]
  })
}

function membersOf(model: ServiceModel, { input }: OperationModel): readonly [string, Member][] {
  const shape = input === undefined ? undefined : shapeOf(model, input)
  return shape?.type === 'structure' ? Object.entries(shape.members) : []
}

function requiredMembers(model: ServiceModel, operation: OperationModel) {
  const shape = operation.input === undefined ? undefined : shapeOf(model, operation.input)
  const required = shape?.type === 'structure' ? (shape.required ?? []) : []
  return membersOf(model, operation).filter(([name]) => required.includes(name))
}

function wireNames(members: readonly [string, Member][], location: MemberLocation) {
  return members.flatMap(([, member]) =>
    typeof member !== 'string' && member.location === location ? [member.wireName] : [],
  )
}
