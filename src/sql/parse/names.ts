import type { TableName } from '../statement.ts'
import type { Cursor } from './cursor.ts'

/** The one catalog there is; a query may name it before the database. */
export const CATALOG = 'awsdatacatalog'

/** `table`, `database.table`, `awsdatacatalog.database.table`. */
export function readTableName(cursor: Cursor): TableName {
  const { token } = cursor
  const [first, second, third] = readDotted(cursor)
  if (second === undefined) return { name: first }
  if (third === undefined) return { database: first, name: second }
  if (first === CATALOG) return { database: second, name: third }
  return cursor.fail('CATALOG_NOT_FOUND', `Catalog '${first}' does not exist`, token)
}

function readDotted(cursor: Cursor): readonly [string, ...string[]] {
  const { kind } = cursor.token
  const whole = cursor.expectName()
  // SHOW CREATE TABLE puts both names in one pair of backquotes, and what it says is read again.
  const [first = whole, ...more] = kind === 'backquoted' ? whole.split('.', 3) : [whole]
  while (more.length < 2 && cursor.takeSymbol('.')) more.push(cursor.expectName())
  return [first, ...more]
}
