import { SqlError, type SqlErrorCode } from '../sql-error.ts'
import type { QueryTable, TableDefinition } from '../types.ts'
import type { PlaceOf } from './place.ts'
import type { Field, Scope } from './scope.ts'
import type { Expression, Query } from './syntax.ts'
import type { TableUse } from './table-use.ts'
import type { Typed } from './typed.ts'

/** A query, translated. */
export interface TypedQuery {
  readonly sql: string
  readonly fields: readonly Field[]
}

/** What is the same for a whole request. */
export interface Environment {
  readonly tables: readonly QueryTable[]
  readonly views: readonly TableDefinition[]
  readonly database: string
  readonly now: Date
  readonly parameters: readonly Expression[]
  /** The tables that were named so far, each as often as it was. */
  readonly uses: TableUse[]
  /** A name that nothing else in the SQL has. */
  readonly fresh: (prefix: string) => string
  readonly expression: (expression: Expression, context: Context) => Typed
  readonly query: (query: Query, context: Context) => TypedQuery
}

/** What an expression or a query is translated in. */
export interface Context {
  readonly environment: Environment
  readonly placeOf: PlaceOf
  readonly scope: Scope
  /** The tables of WITH, by name in lower case. */
  readonly shared: ReadonlyMap<string, TypedQuery>
  /** Set where aggregates stand: the SQL of what is grouped by. */
  readonly grouped?: ReadonlySet<string>
  /** Whether an aggregate may stand here, and what the place is called when not. */
  readonly aggregates: 'allowed' | 'inside an aggregate' | 'WHERE clause' | 'GROUP BY clause'
  /** Views that are being expanded. */
  readonly depth: number
}

export function fault(context: Context, code: SqlErrorCode, says: string, at: number): SqlError {
  return new SqlError(code, says, context.placeOf(at))
}
