import { SqlError } from '../../sql/sql-error.ts'
import type { QueryScope } from './query-scope.ts'

/**
 * BytesScannedCutoffPerQuery of the workgroup.
 *
 * UNLIKE AWS: a query that would scan more than its workgroup allows fails before it is run. There it
 * is cancelled when it has scanned that much.
 */
export function requireScannedWithin({ execution }: QueryScope, scannedBytes: number): void {
  const { scannedBytesMax } = execution
  if (scannedBytesMax === undefined || scannedBytes <= scannedBytesMax) return
  const says = `Bytes scanned limit was exceeded: ${scannedBytes} of ${scannedBytesMax} bytes`
  throw new SqlError('GENERIC_USER_ERROR', says)
}
