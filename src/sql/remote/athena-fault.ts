import { SqlError } from '../sql-error.ts'
import { knownCode } from './trino-fault.ts'

/** AthenaError's: the system, the user, or neither. */
const USER = 2

/** `COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved`: its own sentence comes back. */
export function athenaFault(reason: string, category: number | undefined): SqlError {
  const [, name = '', line, column, says = ''] =
    /^([A-Z_]+): (?:line (\d+):(\d+): )?(.*)$/s.exec(reason) ?? []
  const code = knownCode(name)
  if (code) {
    const isPlaced = line !== undefined && column !== undefined
    const position = isPlaced ? { line: Number(line), column: Number(column) } : undefined
    return new SqlError(code, says, position)
  }
  return new SqlError(category === USER ? 'GENERIC_USER_ERROR' : 'GENERIC_INTERNAL_ERROR', reason)
}
