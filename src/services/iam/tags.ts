import { InvalidInput, LimitExceeded } from './errors.ts'
import { limits } from './limits.ts'
import type { Tag } from './tables.ts'

/** A row of what can be tagged: users, roles, managed policies. */
interface Tagged {
  readonly tags: readonly Tag[]
}

/** Refuses a key that is there twice: keys are compared without case. */
export function requireDistinctTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = new Set(tags.map(({ Key }) => Key.toLowerCase()))
  if (keys.size < tags.length) {
    throw InvalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  }
  return tags.map(({ Key, Value }) => ({ Key, Value }))
}

export function withTags<Value extends Tagged>(row: Value, tags: readonly Tag[]): Value {
  const added = requireDistinctTags(tags)
  const keys = added.map(({ Key }) => Key)
  const kept = withoutTags(row, keys).tags
  if (kept.length + added.length > limits.tagsPerEntityMax) throw tooManyTags()
  return { ...row, tags: [...kept, ...added] }
}

export function withoutTags<Value extends Tagged>(row: Value, keys: readonly string[]): Value {
  const gone = new Set(keys.map((key) => key.toLowerCase()))
  return { ...row, tags: row.tags.filter(({ Key }) => !gone.has(Key.toLowerCase())) }
}

const tooManyTags = () =>
  LimitExceeded(`The number of tags has reached the maximum limit of ${limits.tagsPerEntityMax}.`)
