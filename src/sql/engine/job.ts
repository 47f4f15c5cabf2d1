import type { SqlType } from '../trino/sql-type.ts'
import type { Search } from './search.ts'
import type { ResultRow } from '../types.ts'

/** What the child process is to run, in a database that is made for it alone. */
export interface Job {
  /** Run before the database is locked; none of it is the user's. */
  readonly setup: readonly string[]
  readonly sql: string
  /** Run before `setup`, whose views name their tables. */
  readonly searches: readonly Search[]
  readonly types: readonly SqlType[]
  /** The only files that can be read, and folders that can be written. */
  readonly paths: readonly string[]
  readonly directories: readonly string[]
  readonly threads: number
  readonly memoryBytesMax: number
  /** Where DuckDB puts what does not fit into memory. */
  readonly spillDirectory: string
  readonly spillBytesMax: number
}

export type ToChild =
  | { readonly kind: 'run'; readonly job: Job }
  /** Asks for one more batch of rows. */
  | { readonly kind: 'next' }
  | { readonly kind: 'cancel' }

export type FromChild =
  | { readonly kind: 'started' }
  | { readonly kind: 'rows'; readonly rows: readonly ResultRow[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly message: string }
