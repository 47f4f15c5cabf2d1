// Conditional requests: what must hold of an object before it is given out or replaced.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html

import { NoSuchKey, NotImplemented, PreconditionFailed } from '../errors.ts'
import type { ObjectRow } from '../tables.ts'
import { wholeSecond } from './whole-second.ts'

/** What conditions look at. */
type Conditioned = Pick<ObjectRow, 'etag' | 'lastModified'>

export interface ReadConditions {
  readonly IfMatch?: string | undefined
  readonly IfNoneMatch?: string | undefined
  readonly IfModifiedSince?: Date | undefined
  readonly IfUnmodifiedSince?: Date | undefined
}

/**
 * Whether a reader wants the object; `notModified`: it has it. Entity tags come before dates: a
 * date counts only where no entity tag speaks of the same thing.
 */
export function judgeRead(object: Conditioned, wanted: ReadConditions): 'wanted' | 'notModified' {
  requireUnchanged(object, wanted)
  const { IfNoneMatch, IfModifiedSince } = wanted
  if (IfNoneMatch !== undefined) {
    return namesTag(IfNoneMatch, object.etag) ? 'notModified' : 'wanted'
  }
  if (IfModifiedSince === undefined) return 'wanted'
  return wholeSecond(object.lastModified) > IfModifiedSince ? 'wanted' : 'notModified'
}

/** A copy is refused where a read would only be told that nothing is new. */
export function requireCopyable(source: Conditioned, wanted: ReadConditions): void {
  if (judgeRead(source, wanted) === 'wanted') return
  const isTag = wanted.IfNoneMatch !== undefined
  throw unmet(isTag ? 'x-amz-copy-source-If-None-Match' : 'x-amz-copy-source-If-Modified-Since')
}

function requireUnchanged(object: Conditioned, wanted: ReadConditions): void {
  const { IfMatch, IfUnmodifiedSince } = wanted
  if (IfMatch !== undefined) {
    if (!namesTag(IfMatch, object.etag)) throw unmet('If-Match')
  } else if (IfUnmodifiedSince && wholeSecond(object.lastModified) > IfUnmodifiedSince) {
    throw unmet('If-Unmodified-Since')
  }
}

export interface WriteConditions {
  readonly IfMatch?: string | undefined
  readonly IfNoneMatch?: string | undefined
}

/** Refuses to replace an object that is not the one the caller knows, or that is there at all. */
export function requireWritable(
  current: Conditioned | undefined,
  key: string,
  { IfMatch, IfNoneMatch }: WriteConditions,
): void {
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    throw NotImplemented({ Header: 'If-None-Match' })
  }
  if (IfNoneMatch !== undefined && current) throw unmet('If-None-Match')
  if (IfMatch === undefined) return
  if (!current) throw NoSuchKey({ Key: key })
  if (!namesTag(IfMatch, current.etag)) throw unmet('If-Match')
}

export interface DeleteConditions {
  readonly IfMatch?: string | undefined
  readonly IfMatchLastModifiedTime?: Date | undefined
  readonly IfMatchSize?: number | undefined
}

/** Refuses to remove an object that is not the one the caller knows; one that is gone is gone. */
export function requireDeletable(
  current: (Conditioned & Pick<ObjectRow, 'size'>) | undefined,
  { IfMatch, IfMatchLastModifiedTime: time, IfMatchSize: size }: DeleteConditions,
): void {
  if (!current) return
  if (IfMatch !== undefined && !namesTag(IfMatch, current.etag)) throw unmet('If-Match')
  if (size !== undefined && size !== current.size) throw unmet('x-amz-if-match-size')
  if (time !== undefined && time.getTime() !== wholeSecond(current.lastModified).getTime()) {
    throw unmet('x-amz-if-match-last-modified-time')
  }
}

/** One entity tag, several behind commas, or `*`; S3 takes them without quotation marks too. */
const namesTag = (header: string, etag: string): boolean =>
  header
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some((tag) => tag === '*' || tag === etag)

const unmet = (Condition: string): Error => PreconditionFailed({ Condition })
