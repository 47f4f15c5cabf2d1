// What a WHERE clause says of the partition keys, as far as it can be told without reading data.

import { fitsPattern } from '../fits-pattern.ts'
import type { HiveType } from '../types.ts'

/** True for every partition whose rows the query can want; it may be true for more. */
export type PartitionFilter =
  /** Says nothing: whatever we do not understand. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'and' | 'or'; readonly of: readonly PartitionFilter[] }
  | {
      readonly kind: 'compare'
      readonly column: string
      readonly operator: Comparison
      readonly constant: Constant
    }
  | { readonly kind: 'like'; readonly column: string; readonly pattern: string }

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

/** A value of the query's text. */
export interface Constant {
  readonly type: 'varchar' | 'integer' | 'date'
  readonly text: string
}

export const ANYTHING: PartitionFilter = { kind: 'anything' }

/** By partition key: its type. */
export type KeyTypes = Readonly<Record<string, HiveType>>

/** Of a partition, or of the keys of it that are known so far. */
export type KeyValues = Readonly<Record<string, string>>

/** False only when no row of a partition with these values can satisfy the filter. */
export function mayMatch(filter: PartitionFilter, values: KeyValues, types: KeyTypes): boolean {
  switch (filter.kind) {
    case 'anything':
      return true
    case 'and':
      return filter.of.every((part) => mayMatch(part, values, types))
    case 'or':
      return filter.of.some((part) => mayMatch(part, values, types))
    case 'like': {
      const value = values[filter.column]
      if (value === undefined || types[filter.column]?.kind !== 'string') return true
      return isLike(value, filter.pattern)
    }
    case 'compare': {
      const { column, operator, constant } = filter
      const value = values[column]
      const type = types[column]
      if (value === undefined || type === undefined) return true
      const order = orderOf(value, constant, type)
      return order === undefined || holds(operator, order)
    }
  }
}

export function holds(operator: Comparison, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0
    case '<>':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

const INTEGERS: readonly string[] = ['tinyint', 'smallint', 'int', 'bigint']

/**
 * Below, equal to or above 0 as the key's value stands before, at or behind the constant.
 * Undefined when the two cannot be compared: the engine has the word then.
 */
export function orderOf(value: string, constant: Constant, type: HiveType): number | undefined {
  if (type.kind === 'string' || type.kind === 'varchar') {
    return constant.type === 'varchar' ? orderOfTexts(value, constant.text) : undefined
  }
  if (type.kind === 'date') {
    if (constant.type !== 'date' || !isDate(value) || !isDate(constant.text)) return undefined
    return orderOfTexts(value, constant.text)
  }
  if (!INTEGERS.includes(type.kind) || constant.type !== 'integer') return undefined
  if (!isInteger(value) || !isInteger(constant.text)) return undefined
  const [one, other] = [BigInt(value), BigInt(constant.text)]
  if (one === other) return 0
  return one < other ? -1 : 1
}

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)
const isInteger = (text: string): boolean => /^-?\d{1,40}$/.test(text)

/** By code point, as Trino has it; JavaScript's `<` compares halves of surrogate pairs. */
export function orderOfTexts(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}

/** `%` is anything and `_` one character, by code point. */
export const isLike = (text: string, pattern: string): boolean =>
  fitsPattern([...text], [...pattern], { many: '%', one: '_' })
