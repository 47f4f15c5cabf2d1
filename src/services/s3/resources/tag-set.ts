import { BadRequest, InvalidTag, MalformedXML } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Tag } from '../model.ts'

const PERMITTED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-managing.html */
export function requireTagSet(
  tags: readonly Tag[],
  { max, tooMany }: { readonly max: number; readonly tooMany: string },
): readonly Tag[] {
  if (tags.length > max) throw BadRequest({}, tooMany)
  const keys = new Set<string>()
  for (const { Key, Value } of tags) {
    requireKey(Key)
    requireValue(Key, Value)
    if (keys.has(Key)) {
      throw InvalidTag({ TagKey: Key }, 'Cannot provide multiple Tags with the same key')
    }
    keys.add(Key)
  }
  return tags
}

export const requireBucketTags = (tags: readonly Tag[]): readonly Tag[] =>
  requireTagSet(tags, {
    max: limits.bucketTagsMax,
    tooMany: `Bucket tag count cannot be greater than ${limits.bucketTagsMax}`,
  })

function requireKey(key: string | undefined): void {
  if (key === undefined) throw MalformedXML()
  if (key.length < 1 || key.length > limits.tagKeyCharsMax || !PERMITTED.test(key)) {
    throw InvalidTag({ TagKey: key })
  }
  if (/^aws:/i.test(key)) {
    throw InvalidTag({ TagKey: key }, 'System tags cannot be added/updated by requester')
  }
}

function requireValue(key: string, value: string | undefined): void {
  if (value === undefined) throw MalformedXML()
  if (value.length <= limits.tagValueCharsMax && PERMITTED.test(value)) return
  throw InvalidTag({ TagKey: key, TagValue: value }, 'The TagValue you have provided is invalid')
}
