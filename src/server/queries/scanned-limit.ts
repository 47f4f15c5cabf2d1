import { SqlError } from '../../sql/sql-error.ts'
import type { QueryScope } from './query-scope.ts'

/** BytesScannedCutoffPerQuery of the workgroup. */
export function requireScannedWithin({ execution }: QueryScope, scannedBytes: number): void {
  const { scannedBytesMax } = execution
  if (scannedBytesMax === undefined || scannedBytes <= scannedBytesMax) return
  const says = `Bytes scanned limit was exceeded: ${scannedBytes} of ${scannedBytesMax} bytes`
  throw new SqlError('GENERIC_USER_ERROR', says)
}
