import type { Tag } from '../../services/iam/api.ts'

/** Tags as IAM's operations take them. */
export const tagList = (tags: Readonly<Record<string, string>>): readonly Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
