import { TagException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Tag } from '../model.ts'

/** The tags of a request; throws for what the model lets pass and KMS does not. */
export function requireTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = tags.map((tag) => tag.TagKey)
  if (new Set(keys).size < keys.length) throw TagException('Duplicate tag keys')
  if (keys.length > limits.tagsPerKeyMax) throw TagException('Too many tags')
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw TagException('Tags beginning with aws: are reserved')
  }
  return tags
}
