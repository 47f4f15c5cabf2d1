// What GetQueryExecution tells of a query that went wrong.
// https://docs.aws.amazon.com/athena/latest/ug/error-reference.html

import { AwsError } from '../../aws/errors.ts'
import type { QueryFailure } from '../../services/athena/api.ts'
import type { SqlErrorCode } from '../../sql/sql-error.ts'
import { SqlError } from '../../sql/sql-error.ts'

/** The numbers of Athena's error catalog that we can tell apart. */
const TYPES = {
  resources: 0,
  internal: 100,
  catalog: 204,
  timeout: 206,
  user: 1000,
  data: 1001,
  ddl: 1003,
  syntax: 1006,
} as const

const [SYSTEM, USER] = [1, 2]

const TYPE_OF_CODE: Readonly<Partial<Record<SqlErrorCode, number>>> = {
  SYNTAX_ERROR: TYPES.syntax,
  MALFORMED_QUERY: TYPES.syntax,
  SEMANTIC_EXCEPTION: TYPES.ddl,
  DDL_TASK: TYPES.ddl,
  HIVE_BAD_DATA: TYPES.data,
  HIVE_CURSOR_ERROR: TYPES.data,
  HIVE_CANNOT_OPEN_SPLIT: TYPES.data,
  HIVE_METASTORE_ERROR: TYPES.catalog,
  EXCEEDED_TIME_LIMIT: TYPES.timeout,
  EXCEEDED_LOCAL_MEMORY_LIMIT: TYPES.resources,
}

/** Undefined: the fault is ours, and for the log. */
export function queryFailure(fault: unknown, isDdl: boolean): QueryFailure | undefined {
  if (fault instanceof SqlError) return failureOf(fault)
  if (fault instanceof AwsError && fault.status < 500) return refusedByCatalog(fault, isDdl)
  return undefined
}

export const INTERNAL_FAILURE: QueryFailure = failure(
  'GENERIC_INTERNAL_ERROR: The query failed because of an internal error. Run the query again',
  { category: SYSTEM, type: TYPES.internal, retryable: true },
)

/** Of queries that were running when the stack ended. */
export const INTERRUPTED: QueryFailure = failure(
  'The query was interrupted because Sparekey was stopped. Run the query again',
  { category: SYSTEM, type: TYPES.internal, retryable: true },
)

function failureOf({ code, message }: SqlError): QueryFailure {
  const isOurs = code === 'GENERIC_INTERNAL_ERROR'
  const isShort = code === 'EXCEEDED_LOCAL_MEMORY_LIMIT' || code === 'EXCEEDED_TIME_LIMIT'
  return failure(message, {
    category: isOurs || isShort ? SYSTEM : USER,
    type: isOurs ? TYPES.internal : (TYPE_OF_CODE[code] ?? TYPES.user),
    retryable: isOurs || isShort,
  })
}

/** Hive wraps what Glue says in words of its own; Trino hands it on. */
function refusedByCatalog({ code, message, status }: AwsError, isDdl: boolean): QueryFailure {
  const tail = `(Service: AWSGlue; Status Code: ${status}; Error Code: ${code})`
  const type = { category: USER, type: isDdl ? TYPES.ddl : TYPES.user, retryable: false }
  if (code === 'AccessDeniedException') {
    return failure(`Insufficient permissions to execute the query. ${message} ${tail}`, type)
  }
  const hive = new SqlError('DDL_TASK', `${code}(message:${message})`).message
  return failure(isDdl ? hive : `HIVE_METASTORE_ERROR: ${message} ${tail}`, type)
}

function failure(
  reason: string,
  { category, type, retryable }: { category: number; type: number; retryable: boolean },
): QueryFailure {
  return {
    reason,
    error: {
      ErrorCategory: category,
      ErrorType: type,
      Retryable: retryable,
      ErrorMessage: reason,
    },
  }
}
