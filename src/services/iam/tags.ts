// Tags of users, roles and policies, and what policies can ask about them.

import { InvalidInput } from './errors.ts'
import type { Tag } from './tables.ts'

/** Refuses a key that is there twice: keys are compared without case. */
export function requireDistinctTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = new Set(tags.map(({ Key }) => Key.toLowerCase()))
  if (keys.size < tags.length) {
    throw InvalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  }
  return tags.map(({ Key, Value }) => ({ Key, Value }))
}

/** IAM offers the tags of its own resources under two names. */
export function resourceTagContext(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(
    tags.flatMap(({ Key, Value }) => [
      [`aws:ResourceTag/${Key}`, Value],
      [`iam:ResourceTag/${Key}`, Value],
    ]),
  )
}

export function requestTagContext(
  tags: readonly Tag[] = [],
): Record<string, string | readonly string[]> {
  if (tags.length === 0) return {}
  const values = tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value] as const)
  return { ...Object.fromEntries(values), 'aws:TagKeys': tags.map(({ Key }) => Key) }
}
