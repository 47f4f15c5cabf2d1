import { isJsonObject, type Json } from '../../base/json.ts'

const textsMax = 10_000

/** Every text of a JSON value, in its order; of a very large one the first. No recursion. */
export function textsIn(json: Json): readonly string[] {
  const texts: string[] = []
  const open: Json[] = [json]
  while (open.length > 0 && texts.length < textsMax) {
    const value = open.pop()
    if (typeof value === 'string') texts.push(value)
    else if (Array.isArray(value)) for (const one of value.toReversed()) open.push(one)
    else if (isJsonObject(value))
      for (const one of Object.values(value).toReversed()) open.push(one)
  }
  return texts
}
