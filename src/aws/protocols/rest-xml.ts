// REST-XML: S3.

import type { AwsError } from '../errors.ts'
import { hostId } from '../host-id.ts'
import type { AnsweredRequest, EncodedAnswer, Protocol } from './protocol.ts'
import { decodeRestXml } from './rest-input.ts'
import { encodeRestXml, XML_HEAD } from './rest-output.ts'
import { element, escapeXml } from './xml.ts'

export const restXml: Protocol = {
  decode: decodeRestXml,
  encode: (model, operation, output, request) => {
    const { status, headers, body } = encodeRestXml(model, operation, output)
    return { status, headers: { ...requestIdHeaders(request), ...headers }, body }
  },
  encodeError: (_model, error, request) => encodeRestXmlError(error, request),
}

const NOT_MODIFIED = 304

/** Nothing but headers for HEAD, and for a condition that is not met. */
export function encodeRestXmlError(error: AwsError, request: AnsweredRequest): EncodedAnswer {
  const headers = { ...requestIdHeaders(request), ...error.headers }
  const { status } = error
  if (request.method === 'HEAD' || status === NOT_MODIFIED) return { status, headers, body: '' }
  const elements = [
    ['Code', error.code],
    ['Message', error.message],
    ...Object.entries(error.details),
    ['RequestId', request.requestId],
    ['HostId', hostId(request.requestId)],
  ] as const
  const content = elements.map(([name, text]) => element(name, escapeXml(text))).join('')
  return {
    status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: XML_HEAD + element('Error', content),
  }
}

/** SDKs take S3's request id from here, and not from `x-amzn-RequestId`. */
function requestIdHeaders({ requestId }: AnsweredRequest): Readonly<Record<string, string>> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) }
}
