// The condition keys of S3, as requests set them.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html

import type { ContextValue } from '../../policy/index.ts'
import type { RequestScope } from '../operation.ts'
import type { Tag } from './model.ts'

export type Context = Readonly<Record<string, ContextValue>>

/** What every request to S3 tells; a service that calls in somebody's name signs nothing. */
export function signatureContext({ wire, now }: RequestScope): Context {
  if (!wire) return {}
  return {
    's3:authType': wire.isPresigned ? 'REST-QUERY-STRING' : 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:signatureAge': String(Math.max(0, now.getTime() - wire.signedAt.getTime())),
    ...present('s3:x-amz-content-sha256', wire.contentSha256),
    ...present('s3:TlsVersion', wire.tlsVersion),
  }
}

interface Listing {
  readonly Prefix?: string | undefined
  readonly Delimiter?: string | undefined
  readonly MaxKeys?: number | undefined
}

export const listContext = ({ Prefix, Delimiter, MaxKeys }: Listing): Context => ({
  ...present('s3:prefix', Prefix),
  ...present('s3:delimiter', Delimiter),
  ...present('s3:max-keys', MaxKeys === undefined ? undefined : String(MaxKeys)),
})

/** What a request says of an ACL, in whichever way. */
export interface AclRequest {
  readonly ACL?: string | undefined
  readonly GrantFullControl?: string | undefined
  readonly GrantRead?: string | undefined
  readonly GrantReadACP?: string | undefined
  readonly GrantWrite?: string | undefined
  readonly GrantWriteACP?: string | undefined
}

export const aclContext = (request: AclRequest): Context => ({
  ...present('s3:x-amz-acl', request.ACL),
  ...present('s3:x-amz-grant-full-control', request.GrantFullControl),
  ...present('s3:x-amz-grant-read', request.GrantRead),
  ...present('s3:x-amz-grant-read-acp', request.GrantReadACP),
  ...present('s3:x-amz-grant-write', request.GrantWrite),
  ...present('s3:x-amz-grant-write-acp', request.GrantWriteACP),
})

interface WriteRequest extends AclRequest {
  readonly ServerSideEncryption?: string | undefined
  readonly SSEKMSKeyId?: string | undefined
  readonly StorageClass?: string | undefined
  readonly CopySource?: string | undefined
  readonly MetadataDirective?: string | undefined
  readonly WebsiteRedirectLocation?: string | undefined
}

/**
 * What a request that writes an object says of it. Only what is said counts: the encryption that
 * the bucket adds by default is not in the context, as AWS documents.
 */
export const writeContext = (request: WriteRequest): Context => ({
  ...aclContext(request),
  ...present('s3:x-amz-server-side-encryption', request.ServerSideEncryption),
  ...present('s3:x-amz-server-side-encryption-aws-kms-key-id', request.SSEKMSKeyId),
  ...present('s3:x-amz-storage-class', request.StorageClass),
  ...present('s3:x-amz-copy-source', request.CopySource),
  ...present('s3:x-amz-metadata-directive', request.MetadataDirective),
  ...present('s3:x-amz-website-redirect-location', request.WebsiteRedirectLocation),
})

/** The tags that the object has when it is asked for. */
export const existingTagContext = (tags: readonly Tag[]): Context =>
  tagContext('s3:ExistingObjectTag', tags)

/** The tags that a request gives an object. */
export function requestObjectTagContext(tags: readonly Tag[]): Context {
  if (tags.length === 0) return {}
  const keys = tags.map(({ Key }) => Key)
  return { ...tagContext('s3:RequestObjectTag', tags), 's3:RequestObjectTagKeys': keys }
}

/** The tags that a request gives a bucket. */
export function requestTagContext(tags: readonly Tag[]): Context {
  if (tags.length === 0) return {}
  return { ...tagContext('aws:RequestTag', tags), 'aws:TagKeys': tags.map(({ Key }) => Key) }
}

const tagContext = (family: string, tags: readonly Tag[]): Context =>
  Object.fromEntries(tags.map(({ Key, Value }) => [`${family}/${Key}`, Value]))

const present = (key: string, value: string | undefined): Context =>
  value === undefined ? {} : { [key]: value }
