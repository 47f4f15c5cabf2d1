// As much of JSON Schema as the schema of the diagnosis uses. A member that the schema does not
// know is a misfit here: what is printed is what is promised.

import { isJsonObject, type Json, type JsonObject } from '../../src/base/json.ts'

/** Where the value does not fit, and why; empty when it fits. */
export function misfits(value: Json, schema: JsonObject, place = '$'): readonly string[] {
  if ('const' in schema) return value === schema.const ? [] : [`${place} is not ${schema.const}`]
  const types = [schema.type ?? []].flat()
  if (!types.includes(typeOf(value))) return [`${place} is ${typeOf(value)}, not ${types}`]
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    return [`${place} is ${JSON.stringify(value)}`]
  }
  if (Array.isArray(value)) {
    const { items } = schema
    if (!isJsonObject(items)) return [`${place}: the schema has no items`]
    return value.flatMap((item: Json, index) => misfits(item, items, `${place}[${index}]`))
  }
  return isJsonObject(value) ? membersOf(value, schema, place) : []
}

function membersOf(value: JsonObject, schema: JsonObject, place: string): readonly string[] {
  const { properties, required = [] } = schema
  if (!isJsonObject(properties)) return []
  const names = [required].flat().filter((name) => typeof name === 'string')
  const missing = names.filter((name) => !(name in value))
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const expected = properties[name]
    if (!isJsonObject(expected)) return [`${place}.${name} is not in the schema`]
    return misfits(member, expected, `${place}.${name}`)
  })
  return [...missing.map((name) => `${place}.${name} is missing`), ...wrong]
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}
