import type { TableDefinition } from '../types.ts'
import type { UsedColumn } from '../trino/table-use.ts'
import type { SourceFile } from './source-files.ts'

/** The rows of a table's files: SQL, whose `filename` tells the file. */
export interface TableRows {
  readonly sql: string
  /** The SQL of a column, or of a field inside it, over those rows. */
  readonly column: (column: UsedColumn) => string
  readonly inside: (column: UsedColumn, path: readonly number[]) => string
}

export interface RowsAsked {
  readonly definition: TableDefinition
  readonly files: readonly SourceFile[]
  /** The columns that are needed, and what of them. */
  readonly columns: readonly UsedColumn[]
  /** Larger than any file's only line. */
  readonly objectBytesMax: number
  /** A table with the records that were found in the files, `record` and `filename`. */
  readonly foundIn?: string | undefined
}

export type TableReader = (asked: RowsAsked) => TableRows
