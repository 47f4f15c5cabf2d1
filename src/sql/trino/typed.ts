import type { SqlType } from './sql-type.ts'

/** An expression, translated: DuckDB's SQL, and the type that Trino gives it. */
export interface Typed {
  readonly sql: string
  readonly type: SqlType
  /** The text or the number of a literal, for functions that must know it beforehand. */
  readonly constant?: string
}
