import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '../../base/json.ts'
import { readPolicyJson } from '../../policy/index.ts'
import { changeLines } from '../policy-change.ts'
import { isUniqueId } from '../principals.ts'
import { renamePrincipals } from '../rebuild.ts'

/**
 * Whether two key policies mean the same. KMS prints them anew, and shows the unique id of a
 * principal that is gone where the event still has its name: `gone` lists such names.
 */
export function isSamePolicy(
  one: JsonObject,
  other: JsonObject,
  gone: readonly string[] = [],
): boolean {
  const [left, right] = [one, other].map((policy) => withoutNamesOf(gone, policy))
  if (left === undefined || right === undefined) return false
  if (isDeepStrictEqual(left, right)) return true
  const areRead = [left, right].every((policy) => 'document' in readPolicyJson(policy))
  return areRead && changeLines(left, right).length === 0
}

function withoutNamesOf(gone: readonly string[], policy: JsonObject): JsonObject {
  if (gone.length === 0) return policy
  return renamePrincipals(policy, (name) =>
    isUniqueId(name) || gone.includes(name) ? 'AIDAGONEGONEGONEGONEG' : name,
  )
}
