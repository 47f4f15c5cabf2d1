import { InvalidTagParameterException, TagsLimitExceededException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Tag } from '../model.ts'

// The sentences are ours: AWS's are not known.

/** The tags of a request; throws for what the model lets pass and CloudTrail does not. */
export function requireTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = tags.map(({ Key }) => Key)
  if (new Set(keys).size < keys.length) {
    throw InvalidTagParameterException('A tag key is there more than once.')
  }
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw InvalidTagParameterException('Tag keys that begin with aws: are reserved.')
  }
  if (keys.length > limits.tagsPerTrailMax) throw tooManyTags()
  return tags
}

/** The tags with others set: a key that is there keeps its place, a new one is put last. */
export function withTags(tags: readonly Tag[], set: readonly Tag[]): readonly Tag[] {
  const byKey = new Map([...tags, ...set].map((tag) => [tag.Key, tag]))
  if (byKey.size > limits.tagsPerTrailMax) throw tooManyTags()
  return [...byKey.values()]
}

/** Without the keys that are given; a tag that has another value than the one given is kept. */
export function withoutTags(tags: readonly Tag[], gone: readonly Tag[]): readonly Tag[] {
  return tags.filter(
    (tag) =>
      !gone.some(({ Key, Value }) => Key === tag.Key && (!Value || Value === (tag.Value ?? ''))),
  )
}

const tooManyTags = () =>
  TagsLimitExceededException(`A trail has at most ${limits.tagsPerTrailMax} tags.`)
