import type { PageRequest, Row } from '../../../store/store.ts'
import { limits } from '../limits.ts'

/** Every row behind an id, read piece by piece. */
export function* everyRow<Value>(
  read: (request: PageRequest) => readonly Row<Value>[],
  behind = '',
): Generator<Row<Value>, undefined> {
  for (let after = behind; ;) {
    const rows = read({ after, limit: limits.rowsPerRead })
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < limits.rowsPerRead) return undefined
    after = last.id
  }
}
