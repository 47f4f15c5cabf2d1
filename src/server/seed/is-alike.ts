import { isJsonObject, parseJson } from '../../base/json.ts'

/**
 * Whether two values of rows mean the same. Policies are kept as their writers sent them: spaces
 * and the order of members make no other document.
 */
export function isAlike(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left === 'string' && typeof right === 'string') return isSameDocument(left, right)
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => isAlike(item, right[at]))
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...names].every((name) => isAlike(left[name], right[name]))
}

/** Of objects only: `1` and `1.0` are two texts. */
function isSameDocument(left: string, right: string): boolean {
  if (!left.startsWith('{') && !right.startsWith('{')) return false
  const documents = [parseJson(left), parseJson(right)]
  return documents.every(isJsonObject) && isAlike(documents[0], documents[1])
}
