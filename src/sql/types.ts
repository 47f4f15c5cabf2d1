// The values that Athena's SQL is made of: what a table is, what a query is given, what it returns.
// All of them are plain data, so that the catalog stores them and a child process receives them.

/** A type of Hive's, as DDL and the Glue catalog write it; names of fields are in lower case. */
export type HiveType =
  | { readonly kind: HivePrimitive }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'char' | 'varchar'; readonly length: number }
  | { readonly kind: 'array'; readonly element: HiveType }
  | { readonly kind: 'map'; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: 'struct'; readonly fields: readonly HiveField[] }

export type HivePrimitive =
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'float'
  | 'double'
  | 'string'
  | 'binary'
  | 'date'
  | 'timestamp'

export interface HiveField {
  readonly name: string
  readonly type: HiveType
  readonly comment?: string
}

export interface Column extends HiveField {
  /** In lower case, as everything in the catalog. */
  readonly name: string
}

/** Close to Glue's Table: `columns`, `format` and `location` are its StorageDescriptor. */
export interface TableDefinition {
  /** In lower case. */
  readonly database: string
  readonly name: string
  readonly kind: 'EXTERNAL_TABLE' | 'VIRTUAL_VIEW'
  readonly columns: readonly Column[]
  readonly partitionKeys: readonly Column[]
  /** `s3://bucket/prefix/`; undefined for a view. */
  readonly location?: string
  readonly format: StorageFormat
  /** TBLPROPERTIES, Glue's Parameters: `projection.enabled`, `classification`, ... */
  readonly properties: Readonly<Record<string, string>>
  readonly comment?: string
  /** The SELECT behind a view, in Trino's SQL. */
  readonly viewText?: string
}

/** Class names, as Hive knows them. */
export interface StorageFormat {
  readonly serde: string
  readonly serdeProperties: Readonly<Record<string, string>>
  readonly inputFormat: string
  readonly outputFormat: string
}

/** From 1, in the text that the user wrote; a tab is one column. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** A piece of the user's text, and where it begins: errors tell places in the whole. */
export interface QueryText {
  readonly text: string
  readonly start: TextPosition
}

/** What one object of S3 holds for a query. */
export interface DataSource {
  /** `s3://bucket/key`: the hidden column `"$path"`. */
  readonly uri: string
  readonly content: DataContent
  /** Of the object as stored; they add up to DataScannedInBytes. */
  readonly bytes: number
  /** With `uri`, names the content: a compacted copy is known by both. */
  readonly etag: string
  /** By partition key, as text. The sources of one partition share one value. */
  readonly partition: Readonly<Record<string, string>>
}

export type DataContent =
  /** A file of this machine that holds the object as it was put, compressed or not. */
  | { readonly path: string }
  /** For objects that lie sealed on the disk. */
  | { readonly read: () => Promise<Uint8Array> }

export interface QueryTable {
  readonly definition: TableDefinition
  /** Exactly the objects that the caller may read, in the order of their keys. */
  readonly sources: readonly DataSource[]
}

export interface QueryLimits {
  readonly elapsedMsMax: number
  readonly memoryBytesMax: number
  readonly resultRowsMax: number
  readonly resultBytesMax: number
}

/** A SELECT (or VALUES, TABLE, WITH) to run. */
export interface QueryRequest {
  readonly sql: QueryText
  /** What a table's name without a database is looked up in. */
  readonly database: string
  /** Every table that the query names, directly or through a view. */
  readonly tables: readonly QueryTable[]
  /** The views it names, each after the views that it names itself. */
  readonly views: readonly TableDefinition[]
  /** For `?`, in their order: each a SQL expression, such as `'text'` or `DATE '2026-11-23'`. */
  readonly parameters: readonly string[]
  /** `current_timestamp`: the stack's clock, not the machine's. */
  readonly now: Date
  readonly limits: QueryLimits
  readonly signal: AbortSignal
}

/** Athena's ColumnInfo. */
export interface ResultColumn {
  readonly name: string
  readonly label: string
  /** Trino's name without arguments: `varchar`, `bigint`, `row`, `array`, `decimal`, ... */
  readonly type: string
  readonly precision: number
  readonly scale: number
  readonly nullable: 'UNKNOWN' | 'NULLABLE' | 'NOT_NULL'
  readonly caseSensitive: boolean
}

/** Values as Athena prints them; null is NULL. */
export type ResultRow = readonly (string | null)[]

export interface QueryResult {
  readonly columns: readonly ResultColumn[]
  /** In batches. Throws a SqlError where the query fails while it runs. */
  readonly rows: AsyncIterable<readonly ResultRow[]>
  /** Complete when the last row was taken. */
  readonly scannedBytes: () => number
}

/** Files that a query's rows are to become. */
export interface WriteTarget {
  /** A folder of ours, empty: the files come into `rows` in it, or `key=value` folders below. */
  readonly directory: string
  readonly format: 'parquet' | 'json' | 'text'
  readonly compression: 'none' | 'gzip' | 'snappy' | 'zstd'
  /** Between the fields of a text. */
  readonly delimiter: string
  /** In the order of the files' columns; partition keys last. */
  readonly columns: readonly WrittenColumn[]
  /** How many of the last columns name folders. */
  readonly partitionKeys: number
}

export interface WrittenColumn extends Column {
  /** The column of the query, from 0; undefined: it is NULL in every row. */
  readonly from: number | undefined
}

export interface WrittenRows {
  readonly rowCount: number
  readonly scannedBytes: number
}

/** DuckDB in a child process, or a Trino server. Both pass test/sql/conformance.ts. */
export interface QueryEngine {
  /** It reads tables of its own, and not those that a request hands over. */
  readonly hasOwnTables?: true
  /** Throws a SqlError for what the user can mend; any other error is a fault of ours. */
  readonly run: (request: QueryRequest) => Promise<QueryResult>
  /** As `run`, into files; absent: this engine writes none. */
  readonly write?: (request: QueryRequest, target: WriteTarget) => Promise<WrittenRows>
  readonly close: () => Promise<void>
}
