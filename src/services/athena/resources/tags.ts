import { InvalidRequestException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Tag } from '../model.ts'

// The sentences are ours: AWS's are not known.

/** The tags of a request; throws for what the model lets pass and Athena does not. */
export function requireTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = tags.map(({ Key = '' }) => Key)
  if (keys.some((key) => key === '')) throw InvalidRequestException('A tag has no key.')
  if (new Set(keys).size < keys.length) {
    throw InvalidRequestException('A tag key is there more than once.')
  }
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw InvalidRequestException('Tag keys that begin with aws: are reserved.')
  }
  if (keys.length > limits.tagsPerResourceMax) throw tooManyTags()
  return tags
}

/** The tags with others set: a key that is there keeps its place, a new one is put last. */
export function withTags(tags: readonly Tag[], set: readonly Tag[]): readonly Tag[] {
  const byKey = new Map([...tags, ...set].map((tag) => [tag.Key, tag]))
  if (byKey.size > limits.tagsPerResourceMax) throw tooManyTags()
  return [...byKey.values()]
}

const tooManyTags = () =>
  InvalidRequestException(`A resource has at most ${limits.tagsPerResourceMax} tags.`)
