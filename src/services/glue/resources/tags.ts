import { InvalidInputException } from '../errors.ts'
import { limits } from '../limits.ts'

type Tags = Readonly<Record<string, string>>

/** Throws for what the model lets pass and Glue does not. The sentences are ours. */
export function requireTags(tags: Tags = {}): Tags {
  const keys = Object.keys(tags)
  if (keys.some((key) => key.toLowerCase().startsWith('aws:'))) {
    throw InvalidInputException('Tag keys that begin with aws: are reserved.')
  }
  if (keys.length > limits.tagsPerDatabaseMax) {
    throw InvalidInputException(`A database has at most ${limits.tagsPerDatabaseMax} tags.`)
  }
  return tags
}
