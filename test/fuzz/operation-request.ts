// The request that a client would send for an operation, whatever the input is worth.

import type { Member, ServiceModel, WireMember } from '../../src/aws/shapes.ts'
import { memberShape, operationOf, shapeOf, wireName } from '../../src/aws/model.ts'
import { registry } from '../../src/server/registry.ts'
import { formCall, jsonCall, type Unsigned } from '../fixtures/wire-request.ts'

export interface Operation {
  readonly model: ServiceModel
  readonly name: string
}

/** All that the stack answers. */
export const operations: readonly Operation[] = [
  ...registry({ lookupEventsPerSecond: undefined }).values(),
].flatMap(({ model, operations: built }) => Object.keys(built).map((name) => ({ model, name })))

export function requestOf({ model, name }: Operation, input: unknown): Unsigned {
  const service = model.signingName
  if (model.protocol === 'restXml') return restRequest(model, name, input)
  if (model.protocol === 'awsJson1_1') {
    return jsonCall(service, `${model.targetPrefix}.${name}`, JSON.stringify(input) ?? '')
  }
  const form = new URLSearchParams({ Action: name, Version: model.apiVersion })
  formOf(input, '', form)
  return formCall(service, form.toString())
}

/** Nested values as a query service reads them. */
function formOf(value: unknown, name: string, form: URLSearchParams): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) formOf(item, `${name}.member.${index + 1}`, form)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      formOf(item, name === '' ? key : `${name}.${key}`, form)
    }
  } else form.append(name, String(value))
}

/** Members go where the table places them; what they hold need not fit there. */
function restRequest(model: ServiceModel, name: string, input: unknown): Unsigned {
  const { http, input: inputShape = '' } = operationOf(model, name)
  const [path = '/', literals = ''] = (http?.uri ?? '/').split('?')
  const given = (typeof input === 'object' && input ? input : {}) as Record<string, unknown>
  const parts = {
    labels: new Map<string, string>(),
    query: Object.fromEntries(new URLSearchParams(literals)) as Record<string, string>,
    headers: {} as Record<string, string>,
  }
  const shape = inputShape === '' ? undefined : shapeOf(model, inputShape)
  const members = shape?.type === 'structure' ? shape.members : {}
  for (const [member, value] of Object.entries(given)) {
    const placed = Object.hasOwn(members, member) ? members[member] : undefined
    if (placed && typeof placed !== 'string') place(placed, value, parts)
  }
  const payload = shape?.type === 'structure' ? shape.payload : undefined
  const body = payload === undefined ? '' : bodyOf(model, payload, members[payload], given[payload])
  const filled = path.replaceAll(/\{(\w+)\+?\}/g, (_, label: string) =>
    // Without a bucket it would be a request for another service.
    encodeURIComponent((parts.labels.get(label) || 'none').toWellFormed()),
  )
  const { query, headers } = parts
  return { service: 's3', method: http?.method ?? 'GET', path: filled, query, headers, body }
}

function place(
  { location, wireName: name }: WireMember,
  value: unknown,
  {
    labels,
    query,
    headers,
  }: {
    labels: Map<string, string>
    query: Record<string, string>
    headers: Record<string, string>
  },
): void {
  const text = Array.isArray(value) ? value.map(textOf).join(',') : textOf(value)
  if (location === 'uri') labels.set(name, text.slice(0, 2000))
  if (location === 'querystring') query[name] = text.toWellFormed().slice(0, 2000)
  if (location === 'header' && !/^content-(length|md5)$/i.test(name)) {
    headers[name.toLowerCase()] = headerValue(text)
  }
  if (location === 'headers' && typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value).slice(0, 20)) {
      const tail = key.replaceAll(/[^a-z0-9-]/gi, '').toLowerCase()
      if (tail !== '') headers[`${name}${tail}`.toLowerCase()] = headerValue(textOf(item))
    }
  }
}

/** An object may have a `toString` that is none. */
const textOf = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value)

/** Node sends nothing else in a header. */
const headerValue = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 2000)

function bodyOf(
  model: ServiceModel,
  payload: string,
  member: Member | undefined,
  value: unknown,
): string {
  if (value === undefined || !member) return ''
  const shape = shapeOf(model, memberShape(member))
  if (shape.type === 'string' || shape.type === 'blob') return textOf(value)
  return elementOf(model, memberShape(member), wireName(payload, member), value)
}

function elementOf(model: ServiceModel, name: string, tag: string, value: unknown): string {
  const shape = shapeOf(model, name)
  if (shape.type === 'structure' && typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).map(([key, item]) => {
      const member = Object.hasOwn(shape.members, key) ? shape.members[key] : undefined
      if (member === undefined || item === undefined) return ''
      const tags = wireName(key, member)
      const list = shapeOf(model, memberShape(member))
      if (list.type === 'list' && list.flattened && Array.isArray(item)) {
        return item.map((one) => elementOf(model, list.member, tags, one)).join('')
      }
      return elementOf(model, memberShape(member), tags, item)
    })
    return `<${tag}>${inner.join('')}</${tag}>`
  }
  if (shape.type === 'list' && Array.isArray(value)) {
    const items = value.map((one) =>
      elementOf(model, shape.member, shape.memberName ?? 'member', one),
    )
    return `<${tag}>${items.join('')}</${tag}>`
  }
  const text = textOf(value)
  return `<${tag}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${tag}>`
}
