import { isSensitive, memberShape, operationOf, shapeOf } from '../../aws/model.ts'
import type { Member, ShapeName, StructureShape, WireMember } from '../../aws/shapes.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import { parseJson } from '../../base/json.ts'
import type { FinishedCall } from '../operation.ts'
import { model } from './model.ts'

/** What a request was, by the names that it used on the wire: the model knows them. */
export function requestParameters({ operation, input, host }: FinishedCall): Json {
  const { http, input: shapeName } = operationOf(model, operation)
  const shape = shapeName === undefined ? undefined : shapeOf(model, shapeName)
  const members = shape?.type === 'structure' ? shape : undefined
  const given = (input ?? {}) as Readonly<Record<string, unknown>>
  return {
    ...(typeof given['Bucket'] === 'string' && { bucketName: given['Bucket'] }),
    ...(host !== undefined && { Host: host }),
    ...(typeof given['Key'] === 'string' && { key: given['Key'] }),
    ...subresource(http?.uri ?? ''),
    ...(members && parameters(members, given)),
    ...(members && body(members, given)),
  }
}

/** `?policy` and `?list-type=2` are parameters as well. */
function subresource(uri: string): JsonObject {
  const [, query = ''] = uri.split('?')
  return Object.fromEntries(new URLSearchParams(query))
}

function parameters(
  { members }: StructureShape,
  given: Readonly<Record<string, unknown>>,
): JsonObject {
  const shown = Object.entries(members).flatMap(([name, member]) => {
    const value = given[name]
    if (value === undefined || !isShown(member)) return []
    return [[member.wireName, textOf(value)] as const]
  })
  return Object.fromEntries(shown)
}

/** Parameters, and the headers that are S3's own. No key that a customer provides. */
function isShown(member: Member): member is WireMember {
  if (typeof member === 'string' || isSecret(member.shape)) return false
  if (member.location === 'querystring') return true
  return member.location === 'header' && /^x-amz-(?!sdk-)/i.test(member.wireName)
}

const textOf = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : String(value)

/** The document that was sent; of a bucket policy, as JSON. */
function body(
  { members, payload }: StructureShape,
  given: Readonly<Record<string, unknown>>,
): JsonObject {
  const member = payload === undefined ? undefined : members[payload]
  const value = payload === undefined ? undefined : given[payload]
  if (payload === undefined || member === undefined || value === undefined) return {}
  const shapeName = memberShape(member)
  if (shapeName === 'Policy') return { bucketPolicy: parseJson(String(value)) ?? String(value) }
  if (NOT_RECORDED.has(shapeName)) return {}
  const name = typeof member === 'string' ? payload : member.wireName
  const document = elements(shapeName, value)
  return { [name]: { xmlns: model.xmlNamespace ?? '', ...(document as JsonObject) } }
}

/** Long lists, whose objects and parts have events or names of their own. */
const NOT_RECORDED: ReadonlySet<ShapeName> = new Set(['CompletedMultipartUpload', 'Delete'])

/** An element that is there once is not a list. */
function elements(shapeName: ShapeName, value: unknown, isFlattened = false): Json {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure':
      return children(shape, value as Readonly<Record<string, unknown>>)
    case 'list': {
      const items = (value as readonly unknown[]).map((item) => elements(shape.member, item))
      const [only] = items
      const held = items.length === 1 && only !== undefined ? only : items
      const name = isFlattened || shape.flattened ? undefined : shape.memberName
      return name === undefined ? held : { [name]: held }
    }
    case 'timestamp':
      return textOf(value)
    default:
      return value as Json
  }
}

function children({ members }: StructureShape, given: Readonly<Record<string, unknown>>): Json {
  const shown = Object.entries(members).flatMap(([name, member]) => {
    const shapeName = memberShape(member)
    if (given[name] === undefined || isSecret(shapeName)) return []
    if (typeof member === 'string') return [[name, elements(shapeName, given[name])] as const]
    return [[member.wireName, elements(shapeName, given[name], member.flattened)] as const]
  })
  return Object.fromEntries(shown)
}

/** The model hides the ids of KMS keys; S3's events show them. */
const isSecret = (shapeName: ShapeName): boolean =>
  shapeName !== 'SSEKMSKeyId' && isSensitive(shapeOf(model, shapeName))
