import type { Caller } from '../../base/caller.ts'
import type { Region } from '../../base/region.ts'
import type { QueryEngine } from '../../sql/types.ts'
import type { House } from '../exchange.ts'
import type { Catalog } from './catalog/catalog.ts'

/** What a statement sees while it runs. */
export interface QueryScope {
  readonly house: House
  /** Who started it, in whose name Athena asks S3 and Glue for everything. */
  readonly caller: Caller
  readonly region: Region
  /** Of the execution's context; a name without one is looked up in it. */
  readonly database: string
  readonly catalog: Catalog
  readonly engine: QueryEngine
  /** For `?`, in their order: SQL expressions. */
  readonly parameters: readonly string[]
  /** One time for the whole query: NOW of projections, `current_timestamp`. */
  readonly now: Date
  readonly signal: AbortSignal
}
