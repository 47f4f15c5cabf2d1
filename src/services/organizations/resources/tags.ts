import { ConstraintViolationException, InvalidInputException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Tag } from '../model.ts'

// The sentences are ours: AWS's are not known.

/** The tags of a request; throws for what the model lets pass and Organizations does not. */
export function requireTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = tags.map(({ Key }) => Key)
  if (new Set(keys).size < keys.length) {
    throw InvalidInputException('DUPLICATE_TAG_KEY', 'A tag key is there more than once.')
  }
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw InvalidInputException(
      'INVALID_SYSTEM_TAGS_PARAMETER',
      'Tag keys that begin with aws: are reserved.',
    )
  }
  return requireFew(tags)
}

/** A key that is there keeps its place, a new one is put last. */
export function withTags(tags: readonly Tag[], set: readonly Tag[]): readonly Tag[] {
  const byKey = new Map([...tags, ...requireTags(set)].map((tag) => [tag.Key, tag]))
  return requireFew([...byKey.values()])
}

export const withoutTags = (tags: readonly Tag[], keys: readonly string[]): readonly Tag[] =>
  tags.filter(({ Key }) => !keys.includes(Key))

function requireFew(tags: readonly Tag[]): readonly Tag[] {
  if (tags.length <= limits.tagsMax) return tags
  const sentence = `A resource has at most ${limits.tagsMax} tags.`
  throw ConstraintViolationException('MAX_TAG_LIMIT_EXCEEDED', sentence)
}
