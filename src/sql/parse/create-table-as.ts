import type { CreateTableAsStatement, TableProperties } from '../statement.ts'
import { takeComment, takeIfNotExists } from './clauses.ts'
import type { Cursor } from './cursor.ts'
import { readTableName } from './names.ts'

/** After CREATE TABLE, in Trino's grammar. */
export function readCreateTableAs(cursor: Cursor): CreateTableAsStatement {
  const ifNotExists = takeIfNotExists(cursor)
  const table = readTableName(cursor)
  const comment = takeComment(cursor)
  const properties = cursor.take('WITH') ? readTableProperties(cursor) : {}
  cursor.expect('AS')
  const query = cursor.takeQuery(() => isDataClause(cursor))
  const withoutRows = cursor.take('WITH', 'NO', 'DATA')
  if (!withoutRows) cursor.take('WITH', 'DATA')
  cursor.expectEnd()
  const described = comment === undefined ? {} : { comment }
  return { kind: 'createTableAs', table, ifNotExists, ...described, properties, query, withoutRows }
}

/** WITH [NO] DATA ends the statement; any other WITH is of the query. */
function isDataClause(cursor: Cursor): boolean {
  const words = [0, 1, 2].map((ahead) => cursor.peek(ahead).value.toUpperCase())
  const [first, second, third] = words
  return first === 'WITH' && (second === 'DATA' || (second === 'NO' && third === 'DATA'))
}

/** `(format = 'PARQUET', partitioned_by = ARRAY['day'], bucket_count = 4)` */
export function readTableProperties(cursor: Cursor): TableProperties {
  const pairs = cursor.list(() => {
    const name = cursor.expectName()
    cursor.expectSymbol('=')
    return [name, readPropertyValue(cursor)] as const
  })
  return Object.fromEntries(pairs)
}

function readPropertyValue(cursor: Cursor): string | number | boolean | readonly string[] {
  if (cursor.take('ARRAY')) {
    cursor.expectSymbol('[')
    const items = cursor.items(() => cursor.expectString())
    cursor.expectSymbol(']')
    return items
  }
  if (cursor.take('TRUE')) return true
  if (cursor.take('FALSE')) return false
  const number = cursor.takeNumber()
  return number === undefined ? cursor.expectString() : Number(number)
}
