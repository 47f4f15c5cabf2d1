// The input of a REST-XML operation, gathered from path, query, headers and body.

import { AwsError } from '../errors.ts'
import { payloadErrors } from '../payload/payload-errors.ts'
import { memberShape, operationOf, shapeOf, wireName } from '../model.ts'
import { withHoistedHeaders } from '../rest/hoisted-headers.ts'
import { parseRestQuery } from '../rest/parse-rest-query.ts'
import { resourceOf } from '../rest/resource.ts'
import type { ServiceModel, Shape, StructureShape, WireMember } from '../shapes.ts'
import { headerOf, type RequestHead, type WireRequest } from '../wire-request.ts'
import type { Members } from './protocol.ts'
import { readText } from './rest-scalar.ts'
import { readElement } from './rest-xml-reader.ts'
import { malformedXml, readXml } from './xml-reader.ts'

export function decodeRestXml(
  model: ServiceModel,
  operation: string,
  request: WireRequest,
): Members {
  const { input } = operationOf(model, operation)
  const shape = input === undefined ? undefined : shapeOf(model, input)
  if (shape?.type !== 'structure') return {}
  if (!shape.streams) refuseStreamed(request)
  const placed = readPlaced(model, shape, withHoistedHeaders(request))
  const payload = shape.streams ? undefined : readPayload(model, shape, request.body)
  return { ...placed, ...payload }
}

/** Recorded from S3, 2025-10-25, for PutBucketTagging: versity/versitygw, issue 1601. */
function refuseStreamed(head: RequestHead): void {
  const declared = headerOf(head, 'x-amz-content-sha256')
  if (!declared?.startsWith('STREAMING-')) return
  throw payloadErrors.invalidForm()
}

/** Every member that stands outside of the body. */
function readPlaced(model: ServiceModel, structure: StructureShape, head: RequestHead): Members {
  const { bucket, key } = resourceOf(head)
  const labels = new Map(Object.entries({ Bucket: bucket, Key: key }))
  const query = parseRestQuery(head.query)
  const members: [string, unknown][] = []
  for (const [name, member] of Object.entries(structure.members)) {
    if (typeof member === 'string' || member.location === undefined) continue
    const value = readPlace(model, member, head, { labels, query })
    if (value !== undefined) members.push([name, value])
  }
  return Object.fromEntries(members)
}

interface Places {
  readonly labels: ReadonlyMap<string, string | undefined>
  readonly query: ReadonlyMap<string, string>
}

function readPlace(
  model: ServiceModel,
  member: WireMember,
  head: RequestHead,
  { labels, query }: Places,
): unknown {
  const { wireName, location } = member
  const shape = shapeOf(model, member.shape)
  switch (location) {
    case 'uri':
      return labels.get(wireName)
    case 'querystring':
      return readArgument(shape, wireName, query.get(wireName), 'iso8601')
    case 'headers':
      return prefixedHeaders(head, wireName.toLowerCase())
    default:
      return readHeader(model, shape, wireName, head)
  }
}

function readHeader(model: ServiceModel, shape: Shape, name: string, head: RequestHead): unknown {
  const text = headerOf(head, name.toLowerCase())
  if (text === undefined) return undefined
  if (shape.type === 'list') {
    const items = text.split(',').map((item) => item.trim())
    return items.map((item) => readArgument(shapeOf(model, shape.member), name, item, 'rfc822'))
  }
  if (name === 'Content-Encoding') return storedEncoding(text)
  // RFC 9110, 13.1.3: a condition whose date is none is ignored.
  if (shape.type === 'timestamp' && !shape.format) return readText(shape, text, 'rfc822')
  return readArgument(shape, name, text, 'rfc822')
}

/** `aws-chunked` says how the body is sent; only what stands beside it belongs to the object. */
function storedEncoding(text: string): string | undefined {
  const codings = text.split(',').map((coding) => coding.trim())
  const stored = codings.filter((coding) => coding !== 'aws-chunked')
  return stored.length === codings.length ? text : stored.join(',') || undefined
}

function prefixedHeaders(
  head: RequestHead,
  prefix: string,
): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(head.headers).filter(([name]) => name.startsWith(prefix))
  if (entries.length === 0) return undefined
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length), value]))
}

/** A number that is not there, `max-keys=`, is one that was not given. */
function readArgument(
  shape: Shape,
  name: string,
  text: string | undefined,
  format: 'iso8601' | 'rfc822',
): unknown {
  if (text === undefined || (text === '' && shape.type !== 'string')) return undefined
  const value = readText(shape, text, format)
  if (value !== undefined) return value
  const isInteger = shape.type === 'integer' || shape.type === 'long'
  const message = isInteger
    ? `Provided ${name} not an integer or within integer range`
    : `Provided ${name} is not valid`
  const details = { ArgumentName: name, ArgumentValue: text }
  throw new AwsError('InvalidArgument', 400, message, { details })
}

/** No payload when the body is empty: whether it may be missing is for validation to say. */
function readPayload(model: ServiceModel, structure: StructureShape, body: Uint8Array): Members {
  const { payload } = structure
  const member = payload === undefined ? undefined : structure.members[payload]
  if (payload === undefined || member === undefined || body.length === 0) return {}
  const name = memberShape(member)
  const shape = shapeOf(model, name)
  if (shape.type === 'string') return { [payload]: decodeString(body) }
  if (shape.type === 'blob') return { [payload]: body }
  const root = readXml(body)
  if (root.name !== wireName(payload, member)) throw malformedXml()
  return { [payload]: readElement(model, name, root) }
}

/** Bytes that are no UTF-8 become U+FFFD, which no policy document may hold. */
const decodeString = (body: Uint8Array): string => new TextDecoder().decode(body)
