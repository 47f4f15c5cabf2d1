// The query protocol: IAM and STS. A form comes in, XML goes out.

import type { AwsError } from '../errors.ts'
import { memberShape, operationOf, shapeOf, wireName } from '../model.ts'
import type { ServiceModel, ShapeName, StructureShape } from '../shapes.ts'
import { formTree, parseForm } from './form.ts'
import type { WireRequest } from '../wire-request.ts'
import type { EncodedAnswer, Members, Protocol } from './protocol.ts'
import { readForm } from './query-reader.ts'
import { element, escapeXml } from './xml.ts'

export const query: Protocol = {
  decode: decodeQuery,
  encode: (model, operation, output, { requestId }) =>
    xmlAnswer(200, encodeQuery(model, operation, output, requestId)),
  encodeError: (model, error, { requestId }) =>
    xmlAnswer(error.status, encodeQueryError(model, error, requestId)),
}

const xmlAnswer = (status: number, body: string): EncodedAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
})

/** What the parameters are in. */
type RequestText = Pick<WireRequest, 'query' | 'body'>

/**
 * Shapes whose text goes out URL-encoded (RFC 3986). IAM documents it for every operation that
 * answers with a policy document; SDKs hand the text on as it is, and their users decode it.
 */
const URL_ENCODED: Readonly<Record<string, ShapeName>> = { iam: 'policyDocumentType' }

/** The namespace of errors that belong to no service. */
const FAULT_NAMESPACE = 'http://webservices.amazon.com/AWSFault/2005-15-09'

/** The parameters of the body, and of the URL where the body does not name them. */
export function queryParameters(request: RequestText): ReadonlyMap<string, string> {
  const body = parseForm(Buffer.from(request.body).toString('utf8'))
  return request.query === '' ? body : new Map([...parseForm(request.query), ...body])
}

export function decodeQuery(model: ServiceModel, operation: string, request: RequestText): Members {
  const { input } = operationOf(model, operation)
  if (input === undefined) return {}
  return readForm(model, input, formTree(queryParameters(request))) as Members
}

export function encodeQuery(
  model: ServiceModel,
  operation: string,
  output: Members | undefined,
  requestId: string,
): string {
  const { output: shapeName, resultWrapper } = operationOf(model, operation)
  const content = shapeName === undefined ? '' : xmlOf(model, shapeName, output ?? {})
  const result = resultWrapper === undefined ? content : element(resultWrapper, content)
  const metadata = element('ResponseMetadata', element('RequestId', escapeXml(requestId)))
  return element(`${operation}Response`, result + metadata, namespace(model.xmlNamespace))
}

export function encodeQueryError(
  model: ServiceModel | undefined,
  error: AwsError,
  requestId: string,
): string {
  const parts = [
    element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
    element('Code', escapeXml(error.code)),
    element('Message', escapeXml(error.message)),
  ]
  const content = element('Error', parts.join('')) + element('RequestId', escapeXml(requestId))
  return element('ErrorResponse', content, namespace(model?.xmlNamespace ?? FAULT_NAMESPACE))
}

function namespace(uri: string | undefined): string {
  return uri === undefined ? '' : ` xmlns="${uri}"`
}

/** The content of the element that stands for the value. */
function xmlOf(model: ServiceModel, shapeName: ShapeName, value: unknown): string {
  const shape = shapeOf(model, shapeName)
  switch (shape.type) {
    case 'structure':
      return structureXml(model, shape, value as Members)
    case 'list':
      return (value as readonly unknown[])
        .map((item) => element('member', xmlOf(model, shape.member, item)))
        .join('')
    case 'map':
      return Object.entries(value as Members)
        .map(([key, held]) => element('entry', entryXml(key, xmlOf(model, shape.value, held))))
        .join('')
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64')
    case 'timestamp':
      return timestampText(value as Date)
    default: {
      const text = String(value)
      return escapeXml(URL_ENCODED[model.signingName] === shapeName ? urlEncoded(text) : text)
    }
  }
}

function structureXml(model: ServiceModel, structure: StructureShape, members: Members): string {
  return Object.entries(structure.members)
    .filter(([name]) => members[name] !== undefined)
    .map(([name, member]) =>
      memberXml(model, wireName(name, member), memberShape(member), members[name]),
    )
    .join('')
}

/** A flattened list or map repeats the member's element instead of nesting in it. */
function memberXml(model: ServiceModel, name: string, shapeName: ShapeName, value: unknown) {
  const shape = shapeOf(model, shapeName)
  if (shape.type === 'list' && shape.flattened) {
    const items = value as readonly unknown[]
    return items.map((item) => element(name, xmlOf(model, shape.member, item))).join('')
  }
  if (shape.type === 'map' && shape.flattened) {
    const entries = Object.entries(value as Members)
    return entries
      .map(([key, held]) => element(name, entryXml(key, xmlOf(model, shape.value, held))))
      .join('')
  }
  return element(name, xmlOf(model, shapeName, value))
}

function entryXml(key: string, value: string): string {
  return element('key', escapeXml(key)) + element('value', value)
}

/** `2026-11-23T01:02:03Z`: query services answer whole seconds. */
function timestampText(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** All but the unreserved characters of RFC 3986 percent-encoded. */
export function urlEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
