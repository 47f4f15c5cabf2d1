import { SqlError } from '../sql-error.ts'
import type { Column, QueryRequest } from '../types.ts'
import { hiveTypeOf } from './hive-type-of.ts'
import { translate } from './translate.ts'

/** The columns that a query returns, as the catalog would hold them. It is not run. */
export function columnsOfQuery(request: QueryRequest): readonly Column[] {
  return translate(request).columns.map(({ label, type }) => ({
    name: label.toLowerCase(),
    type: hiveTypeOf(type),
  }))
}

/** The same, for something that is to have columns of its own: a view, a table. */
export function namedColumnsOfQuery(request: QueryRequest): readonly Column[] {
  const columns = columnsOfQuery(request)
  const refuse = (code: 'MISSING_COLUMN_NAME' | 'DUPLICATE_COLUMN_NAME', says: string) => {
    return new SqlError(code, says, request.sql.start)
  }
  for (const [index, { name }] of columns.entries()) {
    // As Trino calls a column that the query gave no name.
    if (name === `_col${index}`) {
      throw refuse('MISSING_COLUMN_NAME', `Column name not specified at position ${index + 1}`)
    }
    if (columns.findIndex((column) => column.name === name) < index) {
      throw refuse('DUPLICATE_COLUMN_NAME', `Column name '${name}' specified more than once`)
    }
  }
  return columns
}
