// As much of JSON Schema as the schemas of the diagnosis and of the seed use. A member that the
// schema does not know is a misfit here: what is printed is what is promised.

import { isJsonObject, type Json, type JsonObject } from '../../src/base/json.ts'

/** Where the value does not fit, and why; empty when it fits. */
export function misfits(value: Json, schema: JsonObject, place = '$'): readonly string[] {
  if ('const' in schema) return value === schema.const ? [] : [`${place} is not ${schema.const}`]
  const types = [schema.type ?? []].flat()
  if (!types.includes(typeOf(value))) return [`${place} is ${typeOf(value)}, not ${types}`]
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    return [`${place} is ${JSON.stringify(value)}`]
  }
  if (typeof value === 'string' && typeof schema.pattern === 'string') {
    return new RegExp(schema.pattern).test(value) ? [] : [`${place} is ${JSON.stringify(value)}`]
  }
  if (
    typeof value === 'number' &&
    (isBelow(value, schema.minimum) || isBelow(schema.maximum, value))
  ) {
    return [`${place} is ${value}`]
  }
  if (Array.isArray(value)) {
    const { items } = schema
    if (!isJsonObject(items)) return [`${place}: the schema has no items`]
    return value.flatMap((item: Json, index) => misfits(item, items, `${place}[${index}]`))
  }
  return isJsonObject(value) ? membersOf(value, schema, place) : []
}

function membersOf(value: JsonObject, schema: JsonObject, place: string): readonly string[] {
  const { properties, required = [], additionalProperties, propertyNames } = schema
  if (isJsonObject(additionalProperties) && isJsonObject(propertyNames)) {
    return Object.entries(value).flatMap(([name, member]) => [
      ...misfits(name, { type: 'string', ...propertyNames }, `the name of ${place}.${name}`),
      ...misfits(member, additionalProperties, `${place}.${name}`),
    ])
  }
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

const isBelow = (value: Json | undefined, bound: Json | undefined): boolean =>
  typeof value === 'number' && typeof bound === 'number' && value < bound

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}
