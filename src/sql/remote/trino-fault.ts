import { SqlError, type SqlErrorCode } from '../sql-error.ts'

export interface TrinoError {
  readonly message: string
  readonly errorName: string
  readonly errorType?: string
  readonly errorLocation?: { readonly lineNumber: number; readonly columnNumber: number }
}

const CODES: readonly SqlErrorCode[] = [
  'SYNTAX_ERROR',
  'COLUMN_NOT_FOUND',
  'TABLE_NOT_FOUND',
  'SCHEMA_NOT_FOUND',
  'CATALOG_NOT_FOUND',
  'FUNCTION_NOT_FOUND',
  'TYPE_MISMATCH',
  'TYPE_NOT_FOUND',
  'AMBIGUOUS_NAME',
  'MISSING_COLUMN_NAME',
  'MISMATCHED_COLUMN_ALIASES',
  'DUPLICATE_COLUMN_NAME',
  'EXPRESSION_NOT_AGGREGATE',
  'EXPRESSION_NOT_SCALAR',
  'INVALID_ARGUMENTS',
  'INVALID_FUNCTION_ARGUMENT',
  'INVALID_CAST_ARGUMENT',
  'INVALID_LITERAL',
  'INVALID_PARAMETER_USAGE',
  'INVALID_VIEW',
  'VIEW_IS_RECURSIVE',
  'CONSTRAINT_VIOLATION',
  'DIVISION_BY_ZERO',
  'NUMERIC_VALUE_OUT_OF_RANGE',
  'SUBQUERY_MULTIPLE_ROWS',
  'NOT_SUPPORTED',
  'PERMISSION_DENIED',
  'EXCEEDED_TIME_LIMIT',
  'EXCEEDED_LOCAL_MEMORY_LIMIT',
  'HIVE_CURSOR_ERROR',
  'HIVE_BAD_DATA',
  'HIVE_CANNOT_OPEN_SPLIT',
  'HIVE_METASTORE_ERROR',
]

/** Undefined: it is none of those that Athena shows. */
export const knownCode = (name: string): SqlErrorCode | undefined =>
  CODES.find((known) => known === name)

/** Athena shows Trino's own name and sentence; its column-not-found says a little more. */
export function trinoFault({ message, errorName, errorType, errorLocation }: TrinoError): SqlError {
  const code = knownCode(errorName)
  const plain = message.replace(/^line \d+:\d+: /, '')
  const says =
    code === 'COLUMN_NOT_FOUND'
      ? `${plain} or requester is not authorized to access requested resources`
      : plain
  const other = errorType === 'USER_ERROR' ? 'GENERIC_USER_ERROR' : 'GENERIC_INTERNAL_ERROR'
  const position = errorLocation && {
    line: errorLocation.lineNumber,
    column: errorLocation.columnNumber,
  }
  return new SqlError(code ?? other, code ? says : `${errorName}: ${says}`, position)
}
