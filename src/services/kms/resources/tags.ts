import { TagException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Tag } from '../model.ts'

/** The tags of a request; throws for what the model lets pass and KMS does not. */
export function requireTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = tags.map((tag) => tag.TagKey)
  if (new Set(keys).size < keys.length) throw TagException('Duplicate tag keys')
  if (keys.length > limits.tagsPerKeyMax) throw tooManyTags()
  // As bytes, half of a surrogate pair would be another text. The sentence is ours.
  if (!tags.every(({ TagKey, TagValue }) => `${TagKey}\n${TagValue}`.isWellFormed())) {
    throw TagException('Tags hold halves of surrogate pairs')
  }
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw TagException('Tags beginning with aws: are reserved')
  }
  return tags
}

/** The tags with others set: a key that is there keeps its place, a new one is put last. */
export function withTags(tags: readonly Tag[], set: readonly Tag[]): readonly Tag[] {
  const byKey = new Map([...tags, ...set].map((tag) => [tag.TagKey, tag]))
  if (byKey.size > limits.tagsPerKeyMax) throw tooManyTags()
  return [...byKey.values()]
}

const tooManyTags = () => TagException('Too many tags')
