import type { PageRequest, Row } from '../../../store/store.ts'
import { limits } from '../limits.ts'

/** Every row that `read` gives, a bounded number at a time. */
export function allRows<Value>(
  read: (request: PageRequest) => readonly Row<Value>[],
): readonly Row<Value>[] {
  const all: Row<Value>[] = []
  for (;;) {
    const after = all.at(-1)?.id
    const rows = read({ limit: limits.rowsPerRead, ...(after !== undefined && { after }) })
    all.push(...rows)
    if (rows.length < limits.rowsPerRead) return all
  }
}
