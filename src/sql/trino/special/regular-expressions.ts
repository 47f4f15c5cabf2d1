import { fault, type Context } from '../context.ts'
import { quoteText } from '../quote.ts'
import { BIGINT, BOOLEAN, VARCHAR, arrayOf } from '../sql-type.ts'
import type { Call } from '../syntax.ts'
import type { Typed } from '../typed.ts'
import { argumentsOf, as, constantOf } from './arguments.ts'
import type { SpecialFunction } from './special-functions.ts'

/**
 * Java's syntax in Trino, RE2's in DuckDB: what RE2 would understand otherwise is refused.
 *
 * UNLIKE AWS: of an optional group that took no part in the match regexp_extract gives ''
 * and not NULL.
 */
export const REGULAR_EXPRESSIONS: Readonly<Record<string, SpecialFunction>> = {
  regexp_like: (call, context) => {
    const { text, pattern } = both(call, context, 2)
    return { sql: `regexp_matches(${text}, ${pattern})`, type: BOOLEAN }
  },
  regexp_extract: (call, context) => {
    const { text, pattern, values } = both(call, context, 2, 3)
    const group = values.length === 3 ? groupOf(values, call, context) : 0
    const found = `regexp_extract(${text}, ${pattern}, ${group})`
    return { sql: `CASE WHEN regexp_matches(${text}, ${pattern}) THEN ${found} END`, type: VARCHAR }
  },
  regexp_extract_all: (call, context) => {
    const { text, pattern, values } = both(call, context, 2, 3)
    const group = values.length === 3 ? groupOf(values, call, context) : 0
    const sql = `regexp_extract_all(${text}, ${pattern}, ${group})`
    return { sql, type: arrayOf(VARCHAR) }
  },
  regexp_replace: (call, context) => {
    const { text, pattern, values } = both(call, context, 2, 3)
    const with_ = values.length === 3 ? replacementOf(constantOf(values, 2, call, context)) : ''
    const sql = `regexp_replace(${text}, ${pattern}, ${quoteText(with_)}, 'g')`
    return { sql, type: VARCHAR }
  },
  regexp_split: (call, context) => {
    const { text, pattern } = both(call, context, 2)
    return { sql: `string_split_regex(${text}, ${pattern})`, type: arrayOf(VARCHAR) }
  },
  regexp_count: (call, context) => {
    const { text, pattern } = both(call, context, 2)
    return { sql: `len(regexp_extract_all(${text}, ${pattern}))`, type: BIGINT }
  },
}

function both(call: Call, context: Context, ...counts: readonly number[]) {
  const values = argumentsOf(call, context, ...counts)
  const text = as(VARCHAR, values, 0, call, context)
  const pattern = constantOf(values, 1, call, context)
  const refused = refusedPart(pattern)
  if (refused !== undefined) {
    const says = `'${refused}' in the regular expression '${pattern}' is not supported`
    throw fault(context, 'NOT_SUPPORTED', says, call.at)
  }
  return { text, pattern: quoteText(pattern), values }
}

/**
 * What the two read differently: set operations inside brackets, possessive quantifiers,
 * lookaround and back references, escapes of Java's own.
 */
const DIFFERENT: readonly RegExp[] = [
  /\[(?:[^\]\\]|\\.)*(?:&&|\[(?!:))/,
  /[*+?}]\+/,
  /\(\?(?:[=!>]|<[=!])/,
  /\\(?:[1-9kGZXRhHvVNuUeEcxX])/,
]

function refusedPart(pattern: string): string | undefined {
  for (const different of DIFFERENT) {
    const [found] = different.exec(pattern) ?? []
    if (found !== undefined) return found
  }
  return undefined
}

function groupOf(values: readonly Typed[], call: Call, context: Context): number {
  const constant = constantOf(values, 2, call, context)
  const group = Number(constant)
  if (Number.isInteger(group) && group >= 0) return group
  const says = `Group cannot be negative: ${constant}`
  throw fault(context, 'INVALID_FUNCTION_ARGUMENT', says, call.at)
}

/** `$1` is RE2's `\1`; a backslash takes the meaning from what follows it. */
function replacementOf(text: string): string {
  return text.replaceAll(/\\([^])|\$(\d)|\\/g, (_, plain?: string, group?: string) => {
    if (group !== undefined) return `\\${group}`
    return plain === '\\' || plain === undefined ? '\\\\' : plain
  })
}
