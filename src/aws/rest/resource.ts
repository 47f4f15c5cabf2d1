// The bucket and the key that a request names, in either of S3's two styles.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html

import { exception } from '../errors.ts'
import { headerOf, type RequestHead } from '../wire-request.ts'
import { bucketOfHost } from './s3-host.ts'

const InvalidURI = exception('InvalidURI')

export interface RestResource {
  /** Undefined: the request is for the service itself. */
  readonly bucket: string | undefined
  /** Undefined: the request is for the bucket. */
  readonly key: string | undefined
}

/**
 * Decoded once and never normalised: `../../etc/passwd`, `//` and `.` are keys like any other, and
 * whoever turns a key into the name of a file must not take it as it is.
 */
export function resourceOf(head: Pick<RequestHead, 'path' | 'headers'>): RestResource {
  const path = head.path.replace(/^\//, '')
  const bucketOfName = bucketOfHost(headerOf(head, 'host') ?? '')
  if (bucketOfName !== undefined) return { bucket: bucketOfName, key: keyOf(path) }
  if (path === '') return { bucket: undefined, key: undefined }
  const slash = path.indexOf('/')
  const bucket = decodeLabel(slash < 0 ? path : path.slice(0, slash))
  if (bucket === '') throw InvalidURI("Couldn't parse the specified URI.")
  return { bucket, key: slash < 0 ? undefined : keyOf(path.slice(slash + 1)) }
}

const keyOf = (encoded: string): string | undefined =>
  encoded === '' ? undefined : decodeLabel(encoded)

/** As UTF-8. A `+` stands for itself in a path. */
function decodeLabel(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    throw InvalidURI("Couldn't parse the specified URI.")
  }
}
