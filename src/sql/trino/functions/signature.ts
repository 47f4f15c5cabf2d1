import { VARCHAR, decimal, zoned, type SqlType } from '../sql-type.ts'
import type { FunctionRow } from './function-row.ts'

/** A type of a signature: one of Trino's, a variable, or a function. */
export type Pattern =
  | { readonly kind: 'exact'; readonly type: SqlType }
  | { readonly kind: 'zoned' | 'anyDecimal' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'array'; readonly element: Pattern }
  | { readonly kind: 'map'; readonly key: Pattern; readonly value: Pattern }
  | { readonly kind: 'row'; readonly fields: readonly Pattern[] }
  | { readonly kind: 'function'; readonly parameters: readonly Pattern[]; readonly result: Pattern }

export interface Signature {
  readonly name: string
  readonly parameters: readonly Pattern[]
  /** The last parameter may be given more than once. */
  readonly isVariadic: boolean
  readonly result: Pattern
  readonly template: string
}

export function signatureOf([text, template]: FunctionRow): Signature {
  const open = text.indexOf('(')
  const close = closing(text, open)
  const given = text.slice(open + 1, close)
  const isVariadic = given.endsWith('...')
  return {
    name: text.slice(0, open),
    parameters: split(isVariadic ? given.slice(0, -3) : given).map((part) => patternOf(part)),
    isVariadic,
    result: patternOf(text.slice(close + 1).trim()),
    template,
  }
}

function patternOf(text: string): Pattern {
  const open = text.indexOf('(')
  if (open < 0) return simplePattern(text)
  const inner = split(text.slice(open + 1, closing(text, open))).map((part) => patternOf(part))
  const [first, second] = inner
  const name = text.slice(0, open)
  if (name === 'array' && first) return { kind: 'array', element: first }
  if (name === 'map' && first && second) return { kind: 'map', key: first, value: second }
  if (name === 'row') return { kind: 'row', fields: inner }
  const result = inner.at(-1)
  if (name !== 'function' || !result) throw new Error(`a signature has no type ${text}`)
  return { kind: 'function', parameters: inner.slice(0, -1), result }
}

function simplePattern(text: string): Pattern {
  if (/^[A-Z]$/.test(text)) return { kind: 'variable', name: text }
  if (text === 'zoned') return { kind: 'zoned' }
  if (text === 'decimal') return { kind: 'anyDecimal' }
  return { kind: 'exact', type: text === 'varchar' ? VARCHAR : named(text) }
}

/** The tables of functions are ours: a name that is no type is a mistake that a test finds. */
function named(text: string): SqlType {
  switch (text) {
    case 'unknown':
    case 'boolean':
    case 'integer':
    case 'bigint':
    case 'real':
    case 'double':
    case 'varbinary':
    case 'date':
    case 'timestamp':
    case 'json':
    case 'ipaddress':
    case 'interval day to second':
      return { kind: text }
    default:
      throw new Error(`a signature has no type ${text}`)
  }
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === '(') depth += 1
    if (text[index] === ')') depth -= 1
    if (depth === 0) return index
  }
  throw new Error(`a signature is not closed: ${text}`)
}

function split(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '(') depth += 1
    if (text[index] === ')') depth -= 1
    if (text[index] !== ',' || depth > 0) continue
    parts.push(text.slice(start, index).trim())
    start = index + 1
  }
  const last = text.slice(start).trim()
  return last === '' ? parts : [...parts, last]
}

/** The type of a pattern all of whose variables are bound. */
export function bound(pattern: Pattern, bindings: ReadonlyMap<string, SqlType>): SqlType {
  switch (pattern.kind) {
    case 'exact':
      return pattern.type
    case 'zoned':
      return bindings.get('zoned') ?? zoned('UTC')
    case 'anyDecimal':
      return bindings.get('decimal') ?? decimal(38, 0)
    case 'variable':
      return bindings.get(pattern.name) ?? { kind: 'unknown' }
    case 'array':
      return { kind: 'array', element: bound(pattern.element, bindings) }
    case 'map': {
      const [key, value] = [bound(pattern.key, bindings), bound(pattern.value, bindings)]
      return { kind: 'map', key, value }
    }
    case 'row': {
      const fields = pattern.fields.map((field) => ({ type: bound(field, bindings) }))
      return { kind: 'row', fields }
    }
    case 'function':
      throw new Error('a function is no value')
  }
}
