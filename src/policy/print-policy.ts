import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'

/**
 * The text that GetKeyPolicy answers: Jackson's default pretty printer, `"Version" : "2012-10-17"`,
 * recorded from AWS (aws-cli#9456, 2025-04). Lists stay on one line, objects do not.
 */
export function printPolicy(json: JsonObject): string {
  return print(json, '')
}

function print(value: Json, indent: string): string {
  if (Array.isArray(value)) return printList(value, indent)
  return isJsonObject(value) ? printObject(value, indent) : JSON.stringify(value)
}

/** An object in a list is indented as if it stood in the list's place. */
function printList(items: readonly Json[], indent: string): string {
  if (items.length === 0) return '[ ]'
  return `[ ${items.map((item) => print(item, indent)).join(', ')} ]`
}

function printObject(object: JsonObject, indent: string): string {
  const inner = `${indent}  `
  const members = Object.entries(object).map(
    ([name, value]) => `${inner}${JSON.stringify(name)} : ${print(value, inner)}`,
  )
  return members.length === 0 ? '{ }' : `{\n${members.join(',\n')}\n${indent}}`
}
