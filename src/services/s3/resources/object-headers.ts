import { KiB } from '../../../base/sizes.ts'
import { InvalidStorageClass, MetadataTooLarge } from '../errors.ts'
import type { ObjectHeaders } from '../tables.ts'

const metadataBytesMax = 2 * KiB

/** The members of a request that an object keeps as they are. */
export interface HeadersInput {
  readonly CacheControl?: string | undefined
  readonly ContentDisposition?: string | undefined
  readonly ContentEncoding?: string | undefined
  readonly ContentLanguage?: string | undefined
  readonly ContentType?: string | undefined
  readonly Expires?: string | undefined
  readonly Metadata?: Readonly<Record<string, string>> | undefined
  readonly WebsiteRedirectLocation?: string | undefined
}

/** The members of an answer that tell them. */
export interface HeadersOutput {
  readonly CacheControl?: string
  readonly ContentDisposition?: string
  readonly ContentEncoding?: string
  readonly ContentLanguage?: string
  readonly ContentType: string
  readonly Expires?: string
  readonly Metadata: Readonly<Record<string, string>>
  readonly WebsiteRedirectLocation?: string
}

/** What S3 says an object is when its owner did not say. */
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream'

export function objectHeaders(input: HeadersInput): ObjectHeaders {
  const { ContentType, CacheControl, ContentDisposition, ContentLanguage, Expires } = input
  const contentEncoding = lastingEncoding(input.ContentEncoding)
  return {
    contentType: ContentType || DEFAULT_CONTENT_TYPE,
    ...(CacheControl && { cacheControl: CacheControl }),
    ...(ContentDisposition && { contentDisposition: ContentDisposition }),
    ...(contentEncoding && { contentEncoding }),
    ...(ContentLanguage && { contentLanguage: ContentLanguage }),
    ...(Expires && { expires: Expires }),
    ...(input.WebsiteRedirectLocation && {
      websiteRedirectLocation: input.WebsiteRedirectLocation,
    }),
    metadata: requireMetadata(input.Metadata ?? {}),
  }
}

export function headersOutput(headers: ObjectHeaders): HeadersOutput {
  const { cacheControl, contentDisposition, contentEncoding, contentLanguage } = headers
  const { expires, websiteRedirectLocation } = headers
  return {
    ContentType: headers.contentType,
    ...(cacheControl && { CacheControl: cacheControl }),
    ...(contentDisposition && { ContentDisposition: contentDisposition }),
    ...(contentEncoding && { ContentEncoding: contentEncoding }),
    ...(contentLanguage && { ContentLanguage: contentLanguage }),
    ...(expires && { Expires: expires }),
    ...(websiteRedirectLocation && { WebsiteRedirectLocation: websiteRedirectLocation }),
    Metadata: headers.metadata,
  }
}

/** The headers of an object, or of one that is to be, and nothing else of it. */
export const keptHeaders = (of: ObjectHeaders): ObjectHeaders => ({
  contentType: of.contentType,
  ...(of.cacheControl && { cacheControl: of.cacheControl }),
  ...(of.contentDisposition && { contentDisposition: of.contentDisposition }),
  ...(of.contentEncoding && { contentEncoding: of.contentEncoding }),
  ...(of.contentLanguage && { contentLanguage: of.contentLanguage }),
  ...(of.expires && { expires: of.expires }),
  ...(of.websiteRedirectLocation && { websiteRedirectLocation: of.websiteRedirectLocation }),
  metadata: of.metadata,
})

/** `aws-chunked` is how a body was sent, and is not kept with the object. */
function lastingEncoding(header: string | undefined): string | undefined {
  const kept = header?.split(',').map((coding) => coding.trim())
  return kept?.filter((coding) => coding !== '' && coding !== 'aws-chunked').join(',')
}

function requireMetadata(
  metadata: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value])
  const size = entries.flat().reduce((bytes, text) => bytes + Buffer.byteLength(text), 0)
  if (size > metadataBytesMax) {
    throw MetadataTooLarge({ Size: String(size), MaxSizeAllowed: String(metadataBytesMax) })
  }
  return Object.fromEntries(entries) as Record<string, string>
}

/** Those in which an object can be read at once; others are answered as unknown ones are. */
const STORAGE_CLASSES: readonly string[] = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
]

/**
 * UNLIKE AWS: a storage class is a word that comes back with the object. Those whose objects must
 * be restored before they can be read (GLACIER, DEEP_ARCHIVE) are refused.
 */
export function requireStorageClass(requested: string | undefined): string {
  const storageClass = requested ?? 'STANDARD'
  if (STORAGE_CLASSES.includes(storageClass)) return storageClass
  throw InvalidStorageClass({ StorageClassRequested: storageClass })
}
