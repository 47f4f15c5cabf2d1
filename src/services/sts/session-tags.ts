// Session tags and the source identity, and what of them a session hands on to the next one.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html

import type { ContextValue } from '../../policy/index.ts'
import { InvalidParameterValue } from './errors.ts'
import type { AssumeRoleInput, Tag } from './model.ts'
import type { StsScope } from './scope.ts'
import { sessions } from './tables.ts'

export interface SessionTags {
  readonly tags: Readonly<Record<string, string>>
  readonly transitiveTagKeys: readonly string[]
}

/** The transitive tags of the caller's own session. */
export function inheritedTags({ store, caller }: StsScope): Readonly<Record<string, string>> {
  const { session: used, accessKeyId } = caller
  const session = used && accessKeyId && store.get(sessions, accessKeyId)?.value
  const { tags = {}, transitiveTagKeys = [] } = session || {}
  const inherited = Object.entries(tags).filter(([key]) => transitiveTagKeys.includes(key))
  return Object.fromEntries(inherited)
}

/** The tags that the new session gets. */
export function requireSessionTags(input: AssumeRoleInput, scope: StsScope): SessionTags {
  const { Tags = [], TransitiveTagKeys = [] } = input
  const inherited = inheritedTags(scope)
  const keys = requireOwnTags(Tags)
  if (!TransitiveTagKeys.every((key) => keys.includes(key.toLowerCase()))) {
    throw InvalidParameterValue(NOT_AMONG_TAGS)
  }
  if (Object.keys(inherited).some((key) => keys.includes(key.toLowerCase()))) {
    throw InvalidParameterValue(INHERITED)
  }
  const transitive = new Set(TransitiveTagKeys.map((key) => key.toLowerCase()))
  const own = tagRecord(Tags)
  const handedOn = Object.keys(own).filter((key) => transitive.has(key.toLowerCase()))
  return {
    tags: { ...inherited, ...own },
    transitiveTagKeys: [...Object.keys(inherited), ...handedOn],
  }
}

/** Their keys in lower case, no two of them alike. */
export function requireOwnTags(tags: readonly Tag[]): readonly string[] {
  const keys = tags.map(({ Key }) => Key.toLowerCase())
  if (new Set(keys).size < keys.length) throw InvalidParameterValue(DUPLICATE)
  return keys
}

type TagRecord = Readonly<Record<string, string>>

export const tagRecord = (tags: readonly Tag[]): TagRecord =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))

/** What policies can ask about the tags that a session is to get. */
export function requestTagContext(tags: TagRecord): Record<string, ContextValue> {
  const keys = Object.keys(tags)
  return { ...prefixed('aws:RequestTag/', tags), ...(keys.length > 0 && { 'aws:TagKeys': keys }) }
}

export const prefixed = (prefix: string, tags: TagRecord): TagRecord =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [prefix + key, value]))

/** Once set, it stays through every session that is begun from this one. */
export function sourceIdentityOf(
  { SourceIdentity }: AssumeRoleInput,
  { caller }: StsScope,
): string | undefined {
  return SourceIdentity ?? caller.session?.sourceIdentity
}

const DUPLICATE = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'
const NOT_AMONG_TAGS = 'The specified transitive tag key must be included in the requested tags.'
const INHERITED =
  "One of the specified transitive tag keys can't be set because it conflicts with a transitive " +
  'tag key from the calling session.'
