import type { Cursor } from './cursor.ts'
import type { SortItem } from './syntax.ts'

/** What follows ORDER BY. Nulls come last in both directions when nothing else is said. */
export function parseSortItems(cursor: Cursor): readonly SortItem[] {
  return cursor.list((): SortItem => {
    const expression = cursor.expression()
    const descending = cursor.takeWord('DESC')
    if (!descending) cursor.takeWord('ASC')
    const nullsFirst = cursor.takeWord('NULLS', 'FIRST')
    if (!nullsFirst) cursor.takeWord('NULLS', 'LAST')
    return { expression, descending, nullsFirst }
  })
}
