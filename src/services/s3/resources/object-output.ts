// What GetObject and HeadObject tell of an object besides its content.

import type { ByteRange } from '../../../base/byte-range.ts'
import { InvalidArgument, InvalidPartNumber, InvalidRequest } from '../errors.ts'
import type { HeadObjectInput, HeadObjectOutput, StorageClass } from '../model.ts'
import type { ObjectRow } from '../tables.ts'
import { typedChecksumOutput } from './object-checksums.ts'
import { encryptionOutput } from './object-encryption.ts'
import { headersOutput } from './object-headers.ts'
import { contentRange, requestedRange } from './requested-range.ts'
import { wholeSecond } from './whole-second.ts'

/** The part of the object that a request asks for; undefined: all of it. */
export function requestedPart(
  object: ObjectRow,
  { Range, PartNumber }: Pick<HeadObjectInput, 'Range' | 'PartNumber'>,
): ByteRange | undefined {
  if (PartNumber === undefined) return requestedRange(Range, object.size)
  if (Range !== undefined) {
    throw InvalidRequest({}, 'Cannot specify both Range header and partNumber query parameter')
  }
  const { size, parts = [{ number: 1, size }] } = object
  const part = parts[PartNumber - 1]
  if (!part) {
    const ActualPartCount = String(parts.length)
    throw InvalidPartNumber({ PartNumberRequested: String(PartNumber), ActualPartCount })
  }
  if (size === 0) return undefined
  const start = parts.slice(0, PartNumber - 1).reduce((bytes, before) => bytes + before.size, 0)
  return { start, end: start + part.size }
}

/** The headers of an answer, as the request wants them. */
export function objectOutput(
  object: ObjectRow,
  input: HeadObjectInput,
  range: ByteRange | undefined,
): HeadObjectOutput {
  return {
    ...headersOutput(object),
    ...responseHeaders(input),
    ...encryptionOutput(object.encryption),
    ...validatorsOutput(object),
    AcceptRanges: 'bytes',
    ContentLength: range ? range.end - range.start : object.size,
    ...(range && { ContentRange: contentRange(range, object.size) }),
    // Of a part, the checksum of the whole says nothing.
    ...(input.ChecksumMode === 'ENABLED' && !range && typedChecksumOutput(object.checksum)),
    // STANDARD is what is meant when nothing is said.
    ...(object.storageClass !== 'STANDARD' && {
      StorageClass: object.storageClass as StorageClass,
    }),
    ...(object.tags.length > 0 && { TagCount: object.tags.length }),
    ...(input.PartNumber !== undefined && object.parts && { PartsCount: object.parts.length }),
  }
}

/** What a client needs to know that it has this very object. */
export const validatorsOutput = ({ etag, lastModified }: ObjectRow) => ({
  ETag: `"${etag}"`,
  LastModified: wholeSecond(lastModified),
})

/** Headers that the request wants in place of the object's own: only signed requests come here. */
function responseHeaders(input: HeadObjectInput) {
  const wanted = {
    CacheControl: asked('response-cache-control', input.ResponseCacheControl),
    ContentDisposition: asked('response-content-disposition', input.ResponseContentDisposition),
    ContentEncoding: asked('response-content-encoding', input.ResponseContentEncoding),
    ContentLanguage: asked('response-content-language', input.ResponseContentLanguage),
    ContentType: asked('response-content-type', input.ResponseContentType),
    Expires: input.ResponseExpires?.toUTCString(),
  }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value))
}

/** What a header can hold: Latin-1 without control characters. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

function asked(ArgumentName: string, value: string | undefined): string | undefined {
  if (value === undefined || HEADER_VALUE.test(value)) return value
  // AWS's sentence: guardian/grid#1716. That it is said of control characters too is a guess.
  const sentence = 'Header value cannot be represented using ISO-8859-1.'
  throw InvalidArgument({ ArgumentName, ArgumentValue: value }, sentence)
}
