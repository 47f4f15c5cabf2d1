import { resultColumn } from '../../../sql/hive-type/result-column.ts'
import type { ResultColumn } from '../../../sql/types.ts'
import type { ColumnInfo, GetQueryResultsOutput, ResultSetMetadata } from '../model.ts'
import type { QueryExecutionRow } from '../tables.ts'

/** Statements that write tell their number of rows under a column that no row is of. */
export function resultSetMetadata(execution: QueryExecutionRow): ResultSetMetadata {
  const { columns, updateCount: written } = execution
  const counted = written === undefined ? [] : [resultColumn('rows', 'bigint')]
  return { ColumnInfo: (columns ?? counted).map(columnInfo) }
}

/** What has columns has an update count of 0; DDL has none. */
export function updateCount(
  execution: QueryExecutionRow,
): Pick<GetQueryResultsOutput, 'UpdateCount'> {
  const count = execution.updateCount ?? (execution.columns && 0)
  return count === undefined ? {} : { UpdateCount: count }
}

/** Names of catalogs, schemas and tables are never those of the query. */
const columnInfo = (column: ResultColumn): ColumnInfo => ({
  CatalogName: 'hive',
  SchemaName: '',
  TableName: '',
  Name: column.name,
  Label: column.label,
  Type: column.type,
  Precision: column.precision,
  Scale: column.scale,
  Nullable: column.nullable,
  CaseSensitive: column.caseSensitive,
})
