// The smallest exemption from a Deny: for this key, and for what was asked about. Pure: a
// statement in, statements out; whether they let the request through is for the engine to say.

import type { Json, JsonObject } from '../../base/json.ts'
import { actionsMatching } from '../../policy/index.ts'

/**
 * A Deny on everything leaves this key out, and a second one denies the rest on this key. Where
 * the Resource cannot be split (a pattern that covers the key), the actions leave the Deny.
 */
export function exemptFromDeny(
  statement: JsonObject,
  keyArn: string,
  actions: readonly string[],
): readonly JsonObject[] {
  const resources = listOf(statement.Resource)
  const onKey = withoutActions({ ...statement, Resource: keyArn }, actions).map(withoutSid)
  if (resources.includes(keyArn) && resources.length > 1) {
    const others = resources.filter((resource) => resource !== keyArn)
    return [{ ...statement, Resource: others }, ...onKey]
  }
  if (resources.includes('*')) {
    const { Resource: _all, ...elements } = statement
    return [{ ...elements, NotResource: keyArn }, ...onKey]
  }
  return withoutActions(statement, actions)
}

/** A Sid is there once. */
const withoutSid = ({ Sid: _taken, ...elements }: JsonObject): JsonObject => elements

/** The Deny of all but these actions; nothing, where nothing is left of it. */
function withoutActions(statement: JsonObject, actions: readonly string[]): readonly JsonObject[] {
  const { Action, NotAction, ...elements } = statement
  if (NotAction !== undefined) {
    return [{ ...elements, NotAction: [...listOf(NotAction), ...actions] }]
  }
  const patterns = listOf(Action)
  if (canBeTurned(patterns, statement)) return [{ ...elements, NotAction: [...actions] }]
  const spared = new Set(actions.map((action) => action.toLowerCase()))
  const left = patterns.flatMap((pattern): readonly Json[] => {
    if (typeof pattern !== 'string' || !covers(pattern, spared)) return [pattern]
    const all = actionsMatching(pattern).map(({ action }) => action)
    return all.filter((action) => !spared.has(action.toLowerCase()))
  })
  return left.length === 0 ? [] : [{ ...elements, Action: left }]
}

/** No list names what AWS adds tomorrow, so "all of them" is kept as "all but these". */
function canBeTurned(patterns: readonly Json[], { Resource }: JsonObject): boolean {
  if (patterns.includes('*')) return true
  const isOfKms = (resource: Json): boolean => /^arn:[a-z-]+:kms:/.test(String(resource))
  return patterns.includes('kms:*') && listOf(Resource).every(isOfKms)
}

const covers = (pattern: string, actions: ReadonlySet<string>): boolean =>
  actionsMatching(pattern).some(({ action }) => actions.has(action.toLowerCase()))

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : ([value].flat() as readonly Json[])
