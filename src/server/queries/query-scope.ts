import type { Caller } from '../../base/caller.ts'
import type { Region } from '../../base/region.ts'
import type { QueryExecutionRow } from '../../services/athena/api.ts'
import type { Statement } from '../../sql/statement.ts'
import type { QueryEngine, QueryTable } from '../../sql/types.ts'
import type { House } from '../exchange.ts'
import type { Catalog } from './catalog/catalog.ts'

/** What a statement sees while it runs. */
export interface QueryScope {
  readonly house: House
  readonly execution: QueryExecutionRow
  /** Who started it, in whose name Athena asks S3 and Glue for everything. */
  readonly caller: Caller
  readonly region: Region
  /** Of the execution's context; a name without one is looked up in it. */
  readonly database: string
  readonly catalog: Catalog
  readonly engine: QueryEngine
  /** A folder that nobody else reads, for what must not lie in memory. */
  readonly scratchDirectory: string
  /** To be told of the tables that the engine is about to read. */
  readonly offer: (table: QueryTable) => void
  /** For `?`, in their order: SQL expressions. */
  readonly parameters: readonly string[]
  /** One time for the whole query: NOW of projections, `current_timestamp`. */
  readonly now: Date
  readonly signal: AbortSignal
  /** Tells what EXECUTE turned out to execute. */
  readonly typedAs: (statement: Statement) => Promise<void>
}
