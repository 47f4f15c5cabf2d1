// The tags of an object. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html

import { BadRequest, InvalidArgument, InvalidTag } from '../errors.ts'
import type { Tag } from '../model.ts'

export const tagsPerObjectMax = 10
const keyCharactersMax = 128
const valueCharactersMax = 256
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/** The tags in the header `x-amz-tagging`: written as the query of a URL. */
export function parseTagsHeader(header: string | undefined): readonly Tag[] {
  if (header === undefined || header === '') return []
  const pairs = header.split('&').map((pair) => {
    const equals = pair.indexOf('=')
    const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    return { Key: decoded(name, header), Value: decoded(value, header) }
  })
  return requireObjectTags(pairs)
}

export function requireObjectTags(tags: readonly Tag[]): readonly Tag[] {
  if (tags.length > tagsPerObjectMax) {
    throw BadRequest({}, `Object tags cannot be greater than ${tagsPerObjectMax}`)
  }
  for (const { Key, Value } of tags) requireTag(Key, Value)
  const names = tags.map(({ Key }) => Key)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw InvalidTag({ TagKey: twice }, 'Cannot provide multiple Tags with the same key')
  }
  return tags.map(({ Key, Value }) => ({ Key, Value }))
}

function requireTag(key: string, value: string): void {
  if (key === '' || key.length > keyCharactersMax || !ALLOWED.test(key)) {
    throw InvalidTag({ TagKey: key }, 'The TagKey you have provided is invalid')
  }
  if (value.length > valueCharactersMax || !ALLOWED.test(value)) {
    throw InvalidTag({ TagKey: key, TagValue: value }, 'The TagValue you have provided is invalid')
  }
  if (key.startsWith('aws:')) {
    throw InvalidTag({ TagKey: key }, 'System tags cannot be added/updated by requester')
  }
}

function decoded(text: string, header: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw InvalidArgument(
      { ArgumentName: 'x-amz-tagging', ArgumentValue: header },
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters " +
        'without tag name duplicates.',
    )
  }
}
