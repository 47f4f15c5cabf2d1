import type { Column, QueryText, StorageFormat } from './types.ts'

/** Everything that Athena executes, read. Names are in lower case. */
export type Statement =
  | SelectStatement
  | ExplainStatement
  | InsertStatement
  | UnloadStatement
  | CreateTableAsStatement
  | CreateTableStatement
  | CreateViewStatement
  | CreateDatabaseStatement
  | DropStatement
  | AlterTableStatement
  | RepairTableStatement
  | ShowStatement
  | DescribeStatement
  | PrepareStatement
  | ExecuteStatement
  | DeallocateStatement

export interface TableName {
  /** Undefined: the database of the query's context. */
  readonly database?: string
  readonly name: string
}

export type Properties = Readonly<Record<string, string>>

/** SELECT, WITH, VALUES, TABLE. */
export interface SelectStatement {
  readonly kind: 'select'
  readonly query: QueryText
}

export interface ExplainStatement {
  readonly kind: 'explain'
  readonly analyze: boolean
  readonly query: QueryText
}

export interface InsertStatement {
  readonly kind: 'insert'
  readonly table: TableName
  /** Empty: all columns of the table, partition keys last. */
  readonly columns: readonly string[]
  readonly query: QueryText
}

export interface UnloadStatement {
  readonly kind: 'unload'
  readonly query: QueryText
  readonly location: string
  readonly properties: TableProperties
}

/** WITH (...) of CTAS and UNLOAD; names are in lower case. */
export type TableProperties = Readonly<
  Record<string, string | number | boolean | readonly string[]>
>

export interface CreateTableAsStatement {
  readonly kind: 'createTableAs'
  readonly table: TableName
  readonly ifNotExists: boolean
  readonly comment?: string
  readonly properties: TableProperties
  readonly query: QueryText
  /** WITH NO DATA. */
  readonly withoutRows: boolean
}

export interface CreateTableStatement {
  readonly kind: 'createTable'
  readonly table: TableName
  readonly ifNotExists: boolean
  readonly columns: readonly Column[]
  readonly partitionKeys: readonly Column[]
  readonly format: StorageFormat
  readonly location: string
  readonly properties: Properties
  readonly comment?: string
}

export interface CreateViewStatement {
  readonly kind: 'createView'
  readonly view: TableName
  readonly orReplace: boolean
  readonly comment?: string
  readonly query: QueryText
}

export interface CreateDatabaseStatement {
  readonly kind: 'createDatabase'
  readonly database: string
  readonly ifNotExists: boolean
  readonly comment?: string
  readonly location?: string
  readonly properties: Properties
}

export type DropStatement =
  | {
      readonly kind: 'dropDatabase'
      readonly database: string
      readonly ifExists: boolean
      readonly cascade: boolean
    }
  | { readonly kind: 'dropTable'; readonly table: TableName; readonly ifExists: boolean }
  | { readonly kind: 'dropView'; readonly view: TableName; readonly ifExists: boolean }

export interface AlterTableStatement {
  readonly kind: 'alterTable'
  readonly table: TableName
  readonly change: TableChange
}

/** Of every partition key its value, as text. */
export type PartitionSpec = Properties

export type TableChange =
  | {
      readonly kind: 'addPartitions'
      readonly ifNotExists: boolean
      readonly partitions: readonly { readonly spec: PartitionSpec; readonly location?: string }[]
    }
  | {
      readonly kind: 'dropPartitions'
      readonly ifExists: boolean
      readonly specs: readonly PartitionSpec[]
    }
  | {
      readonly kind: 'renamePartition'
      readonly from: PartitionSpec
      readonly to: PartitionSpec
    }
  | {
      readonly kind: 'setLocation'
      /** Undefined: of the table itself. */
      readonly partition?: PartitionSpec
      readonly location: string
    }
  | { readonly kind: 'setProperties'; readonly properties: Properties }
  | { readonly kind: 'addColumns' | 'replaceColumns'; readonly columns: readonly Column[] }

export interface RepairTableStatement {
  readonly kind: 'repairTable'
  readonly table: TableName
}

export type ShowStatement =
  /** The pattern is Hive's: `*` for anything, `|` for or. */
  | { readonly kind: 'showDatabases'; readonly pattern?: string }
  | {
      readonly kind: 'showTables' | 'showViews'
      readonly database?: string
      readonly pattern?: string
    }
  | { readonly kind: 'showPartitions'; readonly table: TableName; readonly spec?: PartitionSpec }
  | { readonly kind: 'showColumns' | 'showCreateTable'; readonly table: TableName }
  | { readonly kind: 'showCreateView'; readonly view: TableName }
  | { readonly kind: 'showTableProperties'; readonly table: TableName; readonly property?: string }

export interface DescribeStatement {
  readonly kind: 'describe'
  readonly table: TableName
  readonly detail: 'columns' | 'extended' | 'formatted'
  readonly partition?: PartitionSpec
  /** `useridentity.sessioncontext`, in steps. */
  readonly column?: readonly string[]
}

export interface PrepareStatement {
  readonly kind: 'prepare'
  readonly name: string
  /** A SELECT, INSERT, CTAS or UNLOAD with `?` in it. */
  readonly statement: QueryText
}

export interface ExecuteStatement {
  readonly kind: 'execute'
  readonly name: string
  /** Expressions, in the order of the `?`. */
  readonly parameters: readonly string[]
}

export interface DeallocateStatement {
  readonly kind: 'deallocate'
  readonly name: string
}
