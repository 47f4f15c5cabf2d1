import type { TextPosition } from './types.ts'

/** The names that Athena's engine version 3 puts before a sentence. */
export type SqlErrorCode =
  | 'SYNTAX_ERROR'
  | 'COLUMN_NOT_FOUND'
  | 'TABLE_NOT_FOUND'
  | 'SCHEMA_NOT_FOUND'
  | 'CATALOG_NOT_FOUND'
  | 'FUNCTION_NOT_FOUND'
  | 'TYPE_MISMATCH'
  | 'TYPE_NOT_FOUND'
  | 'AMBIGUOUS_NAME'
  | 'MISSING_COLUMN_NAME'
  | 'MISMATCHED_COLUMN_ALIASES'
  | 'DUPLICATE_COLUMN_NAME'
  | 'EXPRESSION_NOT_AGGREGATE'
  | 'EXPRESSION_NOT_SCALAR'
  | 'INVALID_ARGUMENTS'
  | 'INVALID_FUNCTION_ARGUMENT'
  | 'INVALID_CAST_ARGUMENT'
  | 'INVALID_LITERAL'
  | 'INVALID_PARAMETER_USAGE'
  | 'INVALID_TABLE_PROPERTY'
  | 'INVALID_VIEW'
  | 'VIEW_IS_RECURSIVE'
  | 'CONSTRAINT_VIOLATION'
  | 'DIVISION_BY_ZERO'
  | 'NUMERIC_VALUE_OUT_OF_RANGE'
  | 'SUBQUERY_MULTIPLE_ROWS'
  | 'NOT_SUPPORTED'
  | 'PERMISSION_DENIED'
  | 'EXCEEDED_TIME_LIMIT'
  | 'EXCEEDED_LOCAL_MEMORY_LIMIT'
  | 'EXCEEDED_RESULT_LIMIT'
  | 'HIVE_CURSOR_ERROR'
  | 'HIVE_BAD_DATA'
  | 'HIVE_CANNOT_OPEN_SPLIT'
  | 'HIVE_INVALID_METADATA'
  | 'HIVE_INVALID_PARTITION_VALUE'
  | 'HIVE_METASTORE_ERROR'
  | 'HIVE_UNSUPPORTED_FORMAT'
  | 'HIVE_EXCEEDED_PARTITION_LIMIT'
  | 'HIVE_TOO_MANY_OPEN_PARTITIONS'
  | 'HIVE_COLUMN_ORDER_MISMATCH'
  | 'HIVE_PATH_ALREADY_EXISTS'
  | 'TABLE_ALREADY_EXISTS'
  | 'GENERIC_USER_ERROR'
  | 'GENERIC_INTERNAL_ERROR'
  /** The text could not be read: StartQueryExecution itself refuses it, without this word. */
  | 'MALFORMED_QUERY'
  /** DDL is Hive's: its sentences have another beginning, `FAILED: SemanticException`. */
  | 'SEMANTIC_EXCEPTION'
  /** DDL that can be read, and not be done. */
  | 'DDL_TASK'

/** What is wrong with a query, for the one who wrote it. */
export class SqlError extends Error {
  readonly code: SqlErrorCode
  readonly position: TextPosition | undefined

  constructor(code: SqlErrorCode, says: string, position?: TextPosition) {
    super(`${prefixOf(code)}${placeOf(position)}${says}`)
    this.name = 'SqlError'
    this.code = code
    this.position = position
  }
}

function prefixOf(code: SqlErrorCode): string {
  if (code === 'MALFORMED_QUERY') return ''
  if (code === 'DDL_TASK') {
    return 'FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. '
  }
  return code === 'SEMANTIC_EXCEPTION' ? 'FAILED: SemanticException ' : `${code}: `
}

function placeOf(position: TextPosition | undefined): string {
  return position ? `line ${position.line}:${position.column}: ` : ''
}
