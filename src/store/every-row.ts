import type { PageRequest, Row } from './store.ts'

/** Rows that one read brings. */
const rowsPerRead = 500

/** Every row behind an id, read piece by piece. */
export function* everyRow<Value>(
  read: (request: PageRequest) => readonly Row<Value>[],
  behind = '',
): Generator<Row<Value>, undefined> {
  for (let after = behind; ;) {
    const rows = read({ after, limit: rowsPerRead })
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < rowsPerRead) return undefined
    after = last.id
  }
}
