import { SqlError } from '../sql-error.ts'
import type { QueryRequest } from '../types.ts'

/** Ends a query when its caller wants it to, or when its time is over. */
export interface QuerySignal {
  readonly signal: AbortSignal
  /** The same fault, or why the query was ended when it was. */
  readonly why: (fault: unknown) => unknown
}

export function querySignal({ signal, limits }: QueryRequest): QuerySignal {
  const timeout = AbortSignal.timeout(limits.elapsedMsMax)
  return {
    signal: AbortSignal.any([signal, timeout]),
    why: (fault) => {
      if (signal.aborted) return signal.reason
      if (!timeout.aborted) return fault
      const says = `Query exceeded the maximum time limit of ${limits.elapsedMsMax / 1000}s`
      return new SqlError('EXCEEDED_TIME_LIMIT', says)
    },
  }
}
