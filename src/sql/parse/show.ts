import type { DescribeStatement, ShowStatement } from '../statement.ts'
import { readPartitionSpec } from './clauses.ts'
import type { Cursor } from './cursor.ts'
import { readTableName } from './names.ts'

/** After SHOW. */
export function readShow(cursor: Cursor): ShowStatement {
  const statement = readWhat(cursor)
  cursor.expectEnd()
  return statement
}

function readWhat(cursor: Cursor): ShowStatement {
  if (cursor.take('DATABASES') || cursor.take('SCHEMAS')) {
    return { kind: 'showDatabases', ...takePattern(cursor) }
  }
  if (cursor.take('TABLES')) return readList(cursor, 'showTables')
  if (cursor.take('VIEWS')) return readList(cursor, 'showViews')
  if (cursor.take('PARTITIONS')) {
    const table = readTableName(cursor)
    if (!cursor.take('PARTITION')) return { kind: 'showPartitions', table }
    return { kind: 'showPartitions', table, spec: readPartitionSpec(cursor) }
  }
  if (cursor.take('COLUMNS')) return readShowColumns(cursor)
  if (cursor.take('TBLPROPERTIES')) return readShowProperties(cursor)
  cursor.expect('CREATE')
  if (cursor.take('VIEW')) return { kind: 'showCreateView', view: readTableName(cursor) }
  cursor.expect('TABLE')
  return { kind: 'showCreateTable', table: readTableName(cursor) }
}

function readList(cursor: Cursor, kind: 'showTables' | 'showViews'): ShowStatement {
  const database = takeIn(cursor) ? { database: cursor.expectName() } : {}
  return { kind, ...database, ...takePattern(cursor) }
}

function takeIn(cursor: Cursor): boolean {
  return cursor.take('IN') || cursor.take('FROM')
}

function takePattern(cursor: Cursor): { readonly pattern?: string } {
  const pattern = cursor.take('LIKE') ? cursor.expectString() : cursor.takeString()
  return pattern === undefined ? {} : { pattern }
}

/** The database stands before the table's name or behind a second IN. */
function readShowColumns(cursor: Cursor): ShowStatement {
  if (!takeIn(cursor)) cursor.refuse()
  const table = readTableName(cursor)
  if (!takeIn(cursor)) return { kind: 'showColumns', table }
  return { kind: 'showColumns', table: { database: cursor.expectName(), name: table.name } }
}

function readShowProperties(cursor: Cursor): ShowStatement {
  const table = readTableName(cursor)
  if (!cursor.takeSymbol('(')) return { kind: 'showTableProperties', table }
  const property = cursor.expectString()
  cursor.expectSymbol(')')
  return { kind: 'showTableProperties', table, property }
}

/** After DESCRIBE. */
export function readDescribe(cursor: Cursor): DescribeStatement {
  const detail = readDetail(cursor)
  const table = readTableName(cursor)
  const partition = cursor.take('PARTITION') ? { partition: readPartitionSpec(cursor) } : {}
  const column = takeColumnPath(cursor)
  cursor.expectEnd()
  return { kind: 'describe', table, detail, ...partition, ...column }
}

function readDetail(cursor: Cursor): DescribeStatement['detail'] {
  if (cursor.take('EXTENDED')) return 'extended'
  return cursor.take('FORMATTED') ? 'formatted' : 'columns'
}

/** `column.field`, and Hive's `'$elem$'`, `'$key$'`, `'$value$'` for what a column is made of. */
function takeColumnPath(cursor: Cursor): { readonly column?: readonly string[] } {
  const first = cursor.takeName()
  if (first === undefined) return {}
  const column = [first]
  while (cursor.takeSymbol('.')) column.push(cursor.takeString() ?? cursor.expectName())
  return { column }
}
