import { SqlError } from '../../src/sql/sql-error.ts'
import { translate } from '../../src/sql/trino/translate.ts'

/** What a SELECT is refused with before it runs; undefined when it is taken. */
export function refusalOf(text: string): SqlError | undefined {
  const sql = { text, start: { line: 1, column: 1 } }
  const nothing = { tables: [], views: [], parameters: [] }
  try {
    translate({ sql, database: 'default', ...nothing, now: new Date(0) })
    return undefined
  } catch (fault) {
    if (fault instanceof SqlError) return fault
    throw fault
  }
}
