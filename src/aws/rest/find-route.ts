// Which of S3's operations a request is for. Method, resource, query and one header tell.

import { AwsError } from '../errors.ts'
import type { ServiceModel } from '../shapes.ts'
import { headerOf, type RequestHead } from '../wire-request.ts'
import { withHoistedHeaders } from './hoisted-headers.ts'
import { parseRestQuery } from './parse-rest-query.ts'
import { resourceOf, type RestResource } from './resource.ts'
import { routeTable, type RestLevel, type Route, type RouteTable } from './routes.ts'

/** The name of the operation, or the AwsError that S3 answers. */
export function findRoute(model: ServiceModel, sent: RequestHead): string {
  const head = withHoistedHeaders(sent)
  const table = routeTable(model)
  const level = levelOf(resourceOf(head))
  const query = parseRestQuery(head.query)
  refuseConflict(table, query)
  const route = mostSpecific(
    table.routes.filter((one) => one.level === level && matches(one, head, query)),
  )
  // INVARIANT: `DELETE /bucket?policyStatus` must not delete the bucket, nor `PUT ?uploadId=…` put
  // an object: what would select another operation is never passed over.
  const overlooks = [...query.keys()].some(
    (name) => table.selectors.has(name) && route?.reads.has(name) !== true,
  )
  if (!route || overlooks) throw methodNotAllowed(head.method, level)
  return route.operation
}

function levelOf({ bucket, key }: RestResource): RestLevel {
  if (bucket === undefined) return 'SERVICE'
  return key === undefined ? 'BUCKET' : 'OBJECT'
}

function matches(route: Route, head: RequestHead, query: ReadonlyMap<string, string>): boolean {
  if (route.method !== head.method) return false
  const hasQuery = [...route.query].every(([name, value]) =>
    value === undefined ? query.has(name) : query.get(name) === value,
  )
  return hasQuery && route.headers.every((name) => headerOf(head, name) !== undefined)
}

/** Of two that ask for as much, the first of the table. */
function mostSpecific(routes: readonly Route[]): Route | undefined {
  const asked = ({ query, headers }: Route) => query.size + headers.length
  const most = Math.max(...routes.map(asked))
  return routes.find((route) => asked(route) === most)
}

function refuseConflict({ subresources }: RouteTable, query: ReadonlyMap<string, string>): void {
  const named = [...query.keys()].filter((name) => subresources.has(name)).toSorted()
  if (named.length < 2) return
  const message = `Conflicting query string parameters: ${named.join(', ')}`
  const details = { ArgumentName: 'ResourceType', ArgumentValue: named[0] ?? '' }
  throw new AwsError('InvalidArgument', 400, message, { details })
}

function methodNotAllowed(method: string, level: RestLevel): AwsError {
  const message = 'The specified method is not allowed against this resource.'
  const details = { Method: method, ResourceType: level }
  return new AwsError('MethodNotAllowed', 405, message, { details })
}
