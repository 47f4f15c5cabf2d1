// A REST-XML answer: what goes into the headers, what into the body.

import { memberShape, operationOf, shapeOf, wireName } from '../model.ts'
import type { Member, ServiceModel, Shape, StructureShape, WireMember } from '../shapes.ts'
import type { EncodedAnswer, Members } from './protocol.ts'
import { writeText } from './rest-scalar.ts'
import { element, escapeXml } from './xml.ts'

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

/**
 * The status is the model's, with one exception that the output itself shows: an answer with a
 * ContentRange is a part, 206.
 */
export function encodeRestXml(
  model: ServiceModel,
  operation: string,
  output: Members = {},
): EncodedAnswer {
  const { http, output: shapeName } = operationOf(model, operation)
  const status = http?.status ?? 200
  const shape = shapeName === undefined ? undefined : shapeOf(model, shapeName)
  if (shape?.type !== 'structure') return { status, headers: {}, body: '' }
  const headers = placedHeaders(model, shape, output)
  const isPart = headers['content-range'] !== undefined
  return {
    status: isPart ? 206 : status,
    ...bodyOf(model, operation, shape, output, headers),
  }
}

function bodyOf(
  model: ServiceModel,
  operation: string,
  structure: StructureShape,
  output: Members,
  headers: Readonly<Record<string, string>>,
): Pick<EncodedAnswer, 'headers' | 'body'> {
  const { http, resultWrapper } = operationOf(model, operation)
  if (structure.streams || http?.method === 'HEAD') return { headers, body: undefined }
  const { payload } = structure
  if (payload !== undefined) return payloadOf(model, structure, payload, output, headers)
  if (resultWrapper === undefined) return { headers, body: '' }
  // The one answer that is a text with nothing around it but the root; empty for us-east-1.
  const content =
    operation === 'GetBucketLocation'
      ? escapeXml(String(output['LocationConstraint'] ?? ''))
      : membersXml(model, structure, output)
  return xmlAnswer(headers, element(resultWrapper, content, namespaceOf(model)))
}

function payloadOf(
  model: ServiceModel,
  structure: StructureShape,
  payload: string,
  output: Members,
  headers: Readonly<Record<string, string>>,
): Pick<EncodedAnswer, 'headers' | 'body'> {
  const member = structure.members[payload]
  const value = output[payload]
  if (member === undefined || value === undefined) return { headers, body: '' }
  const shape = shapeOf(model, memberShape(member))
  // A bucket policy: the only body of S3's that is a text and no document of its own.
  if (shape.type === 'string') {
    return { headers: { 'content-type': 'application/json', ...headers }, body: String(value) }
  }
  const root = elementOf(model, member, wireName(payload, member), value, namespaceOf(model))
  return xmlAnswer(headers, root)
}

const xmlAnswer = (headers: Readonly<Record<string, string>>, root: string) => ({
  headers: { 'content-type': 'application/xml', ...headers },
  body: XML_HEAD + root,
})

function namespaceOf({ xmlNamespace }: ServiceModel): string {
  return xmlNamespace === undefined ? '' : ` xmlns="${xmlNamespace}"`
}

function placedHeaders(
  model: ServiceModel,
  structure: StructureShape,
  output: Members,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(structure.members).flatMap(([name, member]) => {
      const value = output[name]
      if (typeof member === 'string' || value === undefined) return []
      return headersOf(shapeOf(model, member.shape), member, value)
    }),
  )
}

function headersOf(shape: Shape, { wireName, location }: WireMember, value: unknown) {
  if (location === 'headers') {
    const entries = Object.entries(value as Readonly<Record<string, string>>)
    return entries.map(([name, held]) => [`${wireName}${name}`.toLowerCase(), held] as const)
  }
  if (location !== 'header') return []
  const text = Array.isArray(value) ? value.join(',') : writeText(shape, value, 'rfc822')
  return [[wireName.toLowerCase(), text] as const]
}

/** The content of the element that stands for the value. */
function contentOf(model: ServiceModel, shape: Shape, value: unknown): string {
  switch (shape.type) {
    case 'structure':
      return membersXml(model, shape, value as Members)
    case 'list':
      return (value as readonly unknown[])
        .map((item) => elementOf(model, shape.member, shape.memberName ?? 'member', item))
        .join('')
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    default:
      return escapeXml(writeText(shape, value, 'iso8601'))
  }
}

function membersXml(model: ServiceModel, structure: StructureShape, members: Members): string {
  return Object.entries(structure.members)
    .filter(([name, member]) => members[name] !== undefined && isElement(member))
    .map(([name, member]) => elementOf(model, member, wireName(name, member), members[name]))
    .join('')
}

const isElement = (member: Member): boolean =>
  typeof member === 'string' || (member.location === undefined && !member.attribute)

/** A flattened list repeats the member's element instead of nesting in it. */
function elementOf(
  model: ServiceModel,
  member: Member,
  name: string,
  value: unknown,
  attributes = '',
): string {
  const shape = shapeOf(model, memberShape(member))
  const isFlattened = typeof member !== 'string' && member.flattened === true
  if (shape.type === 'list' && (shape.flattened || isFlattened)) {
    return (value as readonly unknown[])
      .map((item) => elementOf(model, shape.member, name, item))
      .join('')
  }
  const own = shape.type === 'structure' ? attributesOf(shape, value as Members) : ''
  return element(name, contentOf(model, shape, value), attributes + own)
}

/** `xmlns:xsi="…" xsi:type="CanonicalUser"`, which only a grantee has. */
function attributesOf({ members, xmlNamespace }: StructureShape, values: Members): string {
  const written = Object.entries(members).flatMap(([name, member]) => {
    const isAttribute = typeof member !== 'string' && member.attribute === true
    if (!isAttribute || values[name] === undefined) return []
    return ` ${member.wireName}="${escapeXml(String(values[name]))}"`
  })
  if (!xmlNamespace || written.length === 0) return written.join('')
  return ` xmlns:${xmlNamespace.prefix}="${xmlNamespace.uri}"${written.join('')}`
}
