// From events to the key policy they add up to: the last known one, never "the current".

import { isJsonObject, parseJson, type Json, type JsonObject } from '../base/json.ts'
import { defaultKeyPolicy } from '../policy/index.ts'
import type { PolicyEvent } from './evidence/policy-event.ts'
import type { NamedPrincipal } from './evidence/named-principals.ts'

/** A key policy that was in force from its event on. */
export interface PolicyVersion {
  readonly event: PolicyEvent
  /** As it was sent. */
  readonly text: string
  readonly json: JsonObject
}

/** Oldest first. Attempts that failed changed nothing. */
export function versionsOf(
  events: readonly PolicyEvent[],
  account: string,
): readonly PolicyVersion[] {
  return events.flatMap((event) => {
    const text = event.error === undefined ? policyOf(event, account) : undefined
    const json = text === undefined ? undefined : parseJson(text)
    return text !== undefined && isJsonObject(json) ? [{ event, text, json }] : []
  })
}

function policyOf({ eventName, policy }: PolicyEvent, account: string): string | undefined {
  if (policy !== undefined || eventName !== 'CreateKey') return policy
  return JSON.stringify(defaultKeyPolicy(account), undefined, 2)
}

/** Stands where a principal is gone: KMS keeps its unique id, which nobody carries any more. */
const NOBODY = 'AIDAGONEGONEGONEGONEG'

/**
 * A policy with its names bound as KMS bound them: a principal that is gone, or was made after
 * the policy was put, is not the one that was meant, and matches nothing.
 */
export function bindPrincipals(policy: JsonObject, named: readonly NamedPrincipal[]): JsonObject {
  const gone = new Set(named.flatMap(({ value, fate }) => (isGone(fate) ? [value] : [])))
  return gone.size === 0
    ? policy
    : renamePrincipals(policy, (name) => (gone.has(name) ? NOBODY : name))
}

export const isGone = (fate: NamedPrincipal['fate']): boolean =>
  fate === 'gone' || fate === 'recreated'

/** Every AWS principal through `rename`; undefined takes it out. */
export function renamePrincipals(
  policy: JsonObject,
  rename: (name: string) => string | undefined,
): JsonObject {
  const { Statement } = policy
  const list: readonly Json[] = Array.isArray(Statement) ? Statement : [Statement ?? null]
  return { ...policy, Statement: list.map((statement) => renameIn(statement, rename)) }
}

function renameIn(statement: Json, rename: (name: string) => string | undefined): Json {
  if (!isJsonObject(statement)) return statement
  const clauses = (['Principal', 'NotPrincipal'] as const).flatMap((clause) => {
    const names = statement[clause]
    if (!isJsonObject(names) || names.AWS === undefined) return []
    const { AWS, ...others } = names
    const after = renamed(AWS, rename)
    const isEmpty = Array.isArray(after) && after.length === 0
    return [[clause, isEmpty ? others : { ...names, AWS: after }] as const]
  })
  return { ...statement, ...Object.fromEntries(clauses) }
}

function renamed(names: Json, rename: (name: string) => string | undefined): Json {
  const list: readonly Json[] = Array.isArray(names) ? names : [names]
  const after = list.flatMap((name): readonly Json[] =>
    typeof name === 'string' ? [rename(name) ?? []].flat() : [name],
  )
  const [only] = after
  return Array.isArray(names) || only === undefined ? after : only
}
