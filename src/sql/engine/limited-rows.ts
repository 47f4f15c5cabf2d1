import { SqlError } from '../sql-error.ts'
import type { QueryLimits, ResultRow } from '../types.ts'

export interface RowsAsked {
  /** The next batch; undefined behind the last. */
  readonly next: () => Promise<readonly ResultRow[] | undefined>
  readonly limits: QueryLimits
  /** Runs once, whether the rows were all taken, failed, or nobody wanted more. */
  readonly done: () => Promise<void>
}

/** The rows of a query, as far as its limits allow. */
export async function* limitedRows(asked: RowsAsked): AsyncGenerator<readonly ResultRow[]> {
  const { next, limits, done } = asked
  let [rowCount, byteCount] = [0, 0]
  try {
    for (;;) {
      const rows = await next()
      if (!rows) return
      rowCount += rows.length
      for (const row of rows) byteCount += bytesOf(row)
      requireWithin(rowCount, byteCount, limits)
      yield rows
    }
  } finally {
    await done()
  }
}

function bytesOf(row: ResultRow): number {
  return row.reduce((total, value) => total + (value === null ? 0 : Buffer.byteLength(value)), 0)
}

function requireWithin(rowCount: number, byteCount: number, limits: QueryLimits): void {
  if (rowCount > limits.resultRowsMax) {
    const says = `Query has more than ${limits.resultRowsMax} rows of results`
    throw new SqlError('EXCEEDED_RESULT_LIMIT', says)
  }
  if (byteCount > limits.resultBytesMax) {
    const says = `Query has more than ${limits.resultBytesMax} bytes of results`
    throw new SqlError('EXCEEDED_RESULT_LIMIT', says)
  }
}
