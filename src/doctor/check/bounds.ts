// What a policy with unknown values can come to. Nobody knows what they will be, so that two
// policies stand for it: one that allows all it may, and one that allows only what it must. What
// the engine says of both is sure.

import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts'
import { hasUnknown, knownPartOf, mayBecome } from '../declared/unknown.ts'
import { unknownTextsOf } from '../declared/declared-key-policy.ts'

export type Bound = 'allowsAllItMay' | 'allowsOnlyWhatItMust'

export interface BoundOptions {
  readonly bound: Bound
  /** Whom a principal that is not known may turn out to be. */
  readonly candidates: readonly string[]
  /** Somebody else stands in for an unknown principal that can be none of the candidates. */
  readonly standIns?: boolean
  readonly maybe: ReadonlyMap<object, string>
}

export function boundedPolicy(policy: JsonObject, options: BoundOptions): JsonObject {
  const { Statement = [], Version, ...rest } = policy
  const version = typeof Version === 'string' && !hasUnknown(Version) ? { Version } : {}
  const list: readonly Json[] = Array.isArray(Statement) ? Statement : [Statement]
  return { ...version, ...rest, Statement: list.flatMap((one) => boundedStatement(one, options)) }
}

function boundedStatement(statement: Json, options: BoundOptions): readonly JsonObject[] {
  const { bound, maybe } = options
  if (!isJsonObject(statement)) return [anything(bound)]
  const Effect = effectOf(statement, bound)
  const known = { ...statement, Effect }
  const isWide = (Effect === 'Allow') === (bound === 'allowsAllItMay')
  if (isWide) return [widest(known, options)]
  const isSure = !maybe.has(statement) && !hasUnknown(String(statement.Effect))
  const narrow = isSure ? narrowest(known) : undefined
  return narrow ? [narrow] : []
}

/** A statement of which nothing is known. */
const anything = (bound: Bound): JsonObject => ({
  Effect: bound === 'allowsAllItMay' ? 'Allow' : 'Deny',
  Principal: '*',
  Action: '*',
  Resource: '*',
})

function effectOf({ Effect = '' }: JsonObject, bound: Bound): Json {
  if (!hasUnknown(String(Effect))) return Effect
  return bound === 'allowsAllItMay' ? 'Allow' : 'Deny'
}

/** As many requests as it may match. */
function widest(statement: JsonObject, options: BoundOptions): JsonObject {
  const members = Object.entries(statement).flatMap(([name, value]): readonly [string, Json][] => {
    const isKnown = unknownTextsOf(value).length === 0
    if (isKnown || name === 'Sid') return [[name, value]]
    switch (name) {
      case 'Principal':
        return [[name, principalsThatMayBe(value, options)]]
      case 'Condition':
        return [[name, withoutUnknown(value)]]
      case 'Action':
      case 'Resource':
        return [[name, '*']]
      // Whoever or whatever is left out may be anything: nothing is left out for sure.
      case 'NotPrincipal':
        return [['Principal', '*']]
      case 'NotAction':
        return [['Action', '*']]
      case 'NotResource':
        return [['Resource', '*']]
      default:
        return []
    }
  })
  return Object.fromEntries(members)
}

function principalsThatMayBe(clause: Json, { candidates, standIns }: BoundOptions): Json {
  if (!isJsonObject(clause)) return { AWS: [...candidates] }
  const types = Object.entries(clause).map(([type, names]): [string, Json] => {
    const list = [names].flat()
    if (type !== 'AWS') return [type, list.filter((name) => !isUnknown(name))]
    const possible = list.flatMap((name) => {
      if (!isUnknown(name)) return [name]
      const matching = candidates.filter((candidate) => mayBecome(String(name), candidate))
      return matching.length === 0 && standIns ? [standIn(String(name))] : matching
    })
    return [type, possible]
  })
  return Object.fromEntries(types)
}

const standIn = (name: string): string => `${knownPartOf(name)}unknown`

function withoutUnknown(condition: Json): Json {
  if (!isJsonObject(condition)) return {}
  const operators = Object.entries(condition).map(([operator, keys]): [string, Json] => {
    if (!isJsonObject(keys)) return [operator, {}]
    const known = Object.entries(keys).filter((entry) => unknownTextsOf(entry).length === 0)
    return [operator, Object.fromEntries(known)]
  })
  return Object.fromEntries(operators.filter(([operator]) => !hasUnknown(operator)))
}

/** As few requests as it must match; undefined: perhaps none. */
function narrowest(statement: JsonObject): JsonObject | undefined {
  const members: [string, Json][] = []
  for (const [name, value] of Object.entries(statement)) {
    const known =
      unknownTextsOf(value).length === 0 || name === 'Sid' ? value : narrowed(name, value)
    if (known === undefined) return undefined
    members.push([name, known])
  }
  return Object.fromEntries(members)
}

/** Of a list, what is known of it. */
function narrowed(name: string, value: Json): Json | undefined {
  if (name === 'Principal' && isJsonObject(value)) {
    const types = Object.entries(value).flatMap(([type, names]): readonly [string, Json][] => {
      const known = [names].flat().filter((one) => !isUnknown(one))
      return known.length === 0 ? [] : [[type, known]]
    })
    return types.length === 0 ? undefined : Object.fromEntries(types)
  }
  if (name !== 'Action' && name !== 'Resource') return undefined
  const known = [value].flat().filter((one) => !isUnknown(one))
  return known.length === 0 ? undefined : known
}

const isUnknown = (value: Json): boolean => unknownTextsOf(value).length > 0
