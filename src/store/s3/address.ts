// Which bucket holds the object files, and where its S3 is.

import { StoreError } from '../store-error.ts'

export interface BucketAddress {
  readonly bucket: string
  /** Empty, or ending in a slash. */
  readonly prefix: string
  /** Absent: AWS, or what the SDK's own settings say. */
  readonly endpoint?: string
  readonly region?: string
  /** For people. */
  readonly name: string
}

export const isBucketUrl = (text: string): boolean => text.startsWith('s3://')

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const KNOWN = ['endpoint', 'region']

/** `s3://bucket/prefix?endpoint=https://s3.example.com&region=eu-central-1` */
export function parseBucketAddress(text: string): BucketAddress {
  const [, bucket = '', path = '', query = ''] =
    /^s3:\/\/([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(text) ?? []
  const settings = new URLSearchParams(query)
  const [endpoint, region] = [settings.get('endpoint'), settings.get('region')]
  const isKnown = [...settings.keys()].every((name) => KNOWN.includes(name))
  if (!BUCKET.test(bucket) || !isKnown || (endpoint !== null && !isWebAddress(endpoint))) {
    throw new StoreError(
      `\`${text}\` does not say where the objects are to lie`,
      'give a folder that all nodes see, or ' +
        '`s3://bucket/prefix?endpoint=https://s3.example.com&region=us-east-1`',
    )
  }
  const prefix = path === '' || path.endsWith('/') ? path : `${path}/`
  return {
    bucket,
    prefix,
    ...(endpoint !== null && { endpoint }),
    ...(region !== null && { region }),
    name: `s3://${bucket}/${prefix}${endpoint === null ? '' : ` at ${endpoint}`}`,
  }
}

const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
