// What Athena says of an object or a bucket that the caller may not read.

import { AwsError } from '../../../aws/errors.ts'
import { SqlError } from '../../../sql/sql-error.ts'

/**
 * Runs it, and has what S3 refuses be the query's failure. Athena's engine version 3 puts
 * `PERMISSION_DENIED` before S3's words and the path behind them.
 */
export function asSourceFault(cause: unknown, uri: string): unknown {
  if (!(cause instanceof AwsError) || cause.status >= 500) return cause
  const { code, message, status } = cause
  const isDenied = code === 'AccessDenied' || status === 403
  const says = `${message} (Service: Amazon S3; Status Code: ${status}; Error Code: ${code})`
  return new SqlError(
    isDenied ? 'PERMISSION_DENIED' : 'HIVE_CANNOT_OPEN_SPLIT',
    `${says} (Path: ${uri})`,
  )
}
