import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { compilePolicy } from '../compile.ts'
import { readPolicy, readPolicyJson } from '../read-policy.ts'
import type { RequestContext } from '../request-context.ts'
import type { NamedPolicy } from '../types.ts'

/** A case that is not understood; the message says which member and why. */
export class CaseFault extends Error {}

export function text(json: JsonObject, member: string): string {
  const value = optionalText(json, member)
  if (value === undefined) throw new CaseFault(`\`${member}\` is missing`)
  return value
}

export function optionalText(json: JsonObject, member: string): string | undefined {
  const value = json[member] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw new CaseFault(`\`${member}\` is not text`)
}

export function flag(json: JsonObject, member: string): boolean {
  const value = json[member] ?? false
  if (typeof value === 'boolean') return value
  throw new CaseFault(`\`${member}\` is neither true nor false`)
}

export function list(json: JsonObject, member: string): readonly Json[] {
  const value = json[member] ?? []
  if (Array.isArray(value)) return value
  throw new CaseFault(`\`${member}\` is not a list`)
}

export function texts(json: JsonObject, member: string): readonly string[] {
  return list(json, member).map((value) => {
    if (typeof value === 'string') return value
    throw new CaseFault(`\`${member}\` holds something that is not text`)
  })
}

export function object(json: JsonObject, member: string): JsonObject {
  const value = json[member]
  if (isJsonObject(value)) return value
  throw new CaseFault(`\`${member}\` is not an object`)
}

export function optionalObject(json: JsonObject, member: string): JsonObject | undefined {
  return json[member] === undefined || json[member] === null ? undefined : object(json, member)
}

/** An object whose members are all text. */
export function pairs(json: JsonObject, member: string): Readonly<Record<string, string>> {
  const entries = Object.entries(optionalObject(json, member) ?? {})
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (typeof value === 'string') return [name, value]
      throw new CaseFault(`\`${member}\` holds something that is not text`)
    }),
  )
}

/** A policy is an object or, to keep positions, a string of JSON. */
export function policy(json: Json, name: string): NamedPolicy {
  const read =
    typeof json === 'string' ? readPolicy(json, { positions: true }) : readPolicyJson(json)
  if ('document' in read) return { name, policy: compilePolicy(read.document) }
  const [problem] = read.problems
  throw new CaseFault(`${name}: ${problem?.place ?? ''}: ${problem?.says ?? 'not a policy'}`)
}

export function optionalPolicy(json: JsonObject, member: string): NamedPolicy | undefined {
  const value = json[member] ?? undefined
  if (value === undefined) return undefined
  // Named like the policies of the lists, or bare.
  if (isJsonObject(value) && value.policy !== undefined) return namedPolicy(value, member)
  return policy(value, member)
}

export function policies(json: JsonObject, member: string): readonly NamedPolicy[] {
  return list(json, member).map((one) => namedPolicy(one, member))
}

export function policyLevels(
  json: JsonObject,
  member: string,
): readonly (readonly NamedPolicy[])[] {
  return list(json, member).map((level) => {
    if (Array.isArray(level)) return level.map((one: Json) => namedPolicy(one, member))
    throw new CaseFault(`\`${member}\` is a list of levels, each a list of policies`)
  })
}

function namedPolicy(json: Json, member: string): NamedPolicy {
  if (!isJsonObject(json)) throw new CaseFault(`\`${member}\` holds no \`{"name","policy"}\``)
  return policy(json.policy ?? '', text(json, 'name'))
}

/** Every value is a list, and a set unless its key is named as single-valued. */
export function requestContext(
  holder: JsonObject,
  singleValued: readonly string[],
  encryptionContext: Readonly<Record<string, string>> = {},
): RequestContext {
  const single = new Set(singleValued.map((key) => key.toLowerCase()))
  const given = optionalObject(holder, 'context') ?? {}
  const context = new Map<string, string | readonly string[]>()
  for (const key of Object.keys(given)) {
    const values = texts(given, key)
    const [value] = values
    const name = key.toLowerCase()
    context.set(name, single.has(name) && value !== undefined ? value : values)
  }
  for (const [key, value] of Object.entries(encryptionContext)) {
    context.set(`kms:encryptioncontext:${key.toLowerCase()}`, value)
  }
  return context
}
