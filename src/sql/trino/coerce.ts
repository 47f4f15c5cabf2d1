import { duckDbType, type SqlType } from './sql-type.ts'
import type { Typed } from './typed.ts'

/** The same value, of a type that it becomes without the user's CAST. */
export function coerce(value: Typed, type: SqlType): Typed {
  const [before, after] = [duckDbType(value.type), duckDbType(type)]
  const constant = value.constant === undefined ? {} : { constant: value.constant }
  if (value.type.kind === 'unknown') return { sql: `CAST(NULL AS ${after})`, type }
  if (before === after) return { ...value, type }
  // A row's fields have the same numbers on both sides, so that a cast by name keeps their order.
  return { sql: `CAST(${value.sql} AS ${after})`, type, ...constant }
}
