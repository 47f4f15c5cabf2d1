import { isJsonObject, type Json, type JsonObject } from '../base/json.ts'
import { isConditionOperator } from './condition/operator.ts'
import {
  type Condition,
  type Effect,
  type PatternClause,
  PRINCIPAL_TYPES,
  type PrincipalClause,
  type PrincipalName,
  type PrincipalType,
  type Statement,
} from './document.ts'
import type { Path, Report } from './problem.ts'

interface Place {
  readonly index: number
  readonly path: Path
  readonly report: Report
  readonly line?: number
}

/** No statement when it is beyond reading; its faults are reported. */
export function readStatement(json: Json, place: Place): readonly Statement[] {
  const { index, path, report, line } = place
  if (!isJsonObject(json)) {
    report('wrongType', 'a statement is a JSON object', path)
    return []
  }
  for (const name of Object.keys(json)) {
    if (ELEMENTS.has(name)) continue
    report('unknownElement', `a statement has no element \`${name}\``, [...path, name])
  }
  const sid = readSid(json, place)
  const effect = readEffect(json, place)
  const principal = readPrincipalClause(json, place)
  const action = readPatternClause(json, 'Action', place)
  const resource = readPatternClause(json, 'Resource', place)
  const conditions = readConditions(json, place)
  if (effect === undefined) return []
  const statement: Statement = {
    index,
    ...(sid !== undefined && { sid }),
    effect,
    ...(principal && { principal }),
    ...(action && { action }),
    ...(resource && { resource }),
    conditions,
    ...(line !== undefined && { line }),
  }
  return [statement]
}

const ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
])

function readSid({ Sid }: JsonObject, { path, report }: Place): string | undefined {
  if (Sid === undefined || typeof Sid === 'string') return Sid
  report('wrongType', '`Sid` is text', [...path, 'Sid'])
  return undefined
}

function readEffect({ Effect }: JsonObject, { path, report }: Place): Effect | undefined {
  if (Effect === 'Allow' || Effect === 'Deny') return Effect
  if (Effect === undefined)
    report('missingElement', 'a statement needs `Effect`', [...path, 'Effect'])
  else report('badValue', '`Effect` is `Allow` or `Deny`', [...path, 'Effect'])
  return undefined
}

/** The element, or its `Not` form, with the name under which it stands. */
function either(json: JsonObject, name: string, { path, report }: Place) {
  const negatedName = `Not${name}`
  const value = json[name]
  const negatedValue = json[negatedName]
  if (value !== undefined && negatedValue !== undefined) {
    report('misplacedElement', `\`${name}\` and \`${negatedName}\` exclude each other`, path)
  }
  if (value !== undefined) return { value, negated: false, at: [...path, name] }
  if (negatedValue === undefined) return undefined
  return { value: negatedValue, negated: true, at: [...path, negatedName] }
}

function readPatternClause(
  json: JsonObject,
  name: 'Action' | 'Resource',
  place: Place,
): PatternClause | undefined {
  const found = either(json, name, place)
  if (!found) return undefined
  const patterns = readTexts(found.value, found.at, place.report)
  return { negated: found.negated, patterns }
}

function readPrincipalClause(json: JsonObject, place: Place): PrincipalClause | undefined {
  const found = either(json, 'Principal', place)
  if (!found) return undefined
  const { value, negated, at } = found
  if (value === '*') return { negated, principals: [{ type: 'AWS', value: '*' }] }
  if (!isJsonObject(value)) {
    place.report('wrongType', 'a principal is `"*"` or an object such as `{"AWS": ...}`', at)
    return undefined
  }
  const principals = Object.entries(value).flatMap(([type, names]) =>
    readPrincipalNames(type, names, [...at, type], place.report),
  )
  return { negated, principals }
}

function readPrincipalNames(
  type: string,
  names: Json,
  at: Path,
  report: Report,
): readonly PrincipalName[] {
  if (!isPrincipalType(type)) {
    report('unknownElement', `there is no principal type \`${type}\``, at)
    return []
  }
  return readTexts(names, at, report).map((value) => ({ type, value }))
}

function isPrincipalType(text: string): text is PrincipalType {
  return (PRINCIPAL_TYPES as readonly string[]).includes(text)
}

/** One text or a list of them. */
function readTexts(value: Json, at: Path, report: Report): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) {
    const texts: string[] = []
    for (const [index, item] of value.entries()) {
      if (typeof item === 'string') texts.push(item)
      else report('wrongType', 'text expected', [...at, index])
    }
    return texts
  }
  report('wrongType', 'text or a list of texts expected', at)
  return []
}

function readConditions({ Condition: block }: JsonObject, place: Place): readonly Condition[] {
  if (block === undefined) return []
  const { path, report } = place
  if (!isJsonObject(block)) {
    report('wrongType', '`Condition` is a JSON object', [...path, 'Condition'])
    return []
  }
  return Object.entries(block).flatMap(([operator, keys]) =>
    readOperator(operator, keys, [...path, 'Condition', operator], report),
  )
}

function readOperator(
  operator: string,
  keys: Json,
  at: Path,
  report: Report,
): readonly Condition[] {
  if (!isConditionOperator(operator)) {
    report('unknownOperator', `there is no condition operator \`${operator}\``, at)
    return []
  }
  if (!isJsonObject(keys)) {
    report('wrongType', 'a condition operator holds an object of context keys', at)
    return []
  }
  return Object.entries(keys).map(([key, values]) => ({
    operator,
    key,
    values: readConditionValues(values, [...at, key], report),
  }))
}

function readConditionValues(values: Json, at: Path, report: Report): readonly string[] {
  const list: readonly Json[] = Array.isArray(values) ? values : [values as Json]
  const texts: string[] = []
  for (const value of list) {
    if (typeof value === 'string') texts.push(value)
    else if (typeof value === 'number' || typeof value === 'boolean') texts.push(String(value))
    else report('wrongType', 'a condition value is text, a number or a boolean', at)
  }
  return texts
}
