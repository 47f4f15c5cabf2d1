// Statements with a SELECT in them. The SELECT itself stays text, for the engine.

import { readLocation } from './clauses.ts'
import { readTableProperties } from './create-table-as.ts'
import { type Cursor, isSymbol, isWord } from './cursor.ts'
import { readTableName } from './names.ts'
import type {
  CreateViewStatement,
  ExecuteStatement,
  ExplainStatement,
  InsertStatement,
  PrepareStatement,
  SelectStatement,
  UnloadStatement,
} from '../statement.ts'
import type { QueryText } from '../types.ts'

const QUERY_WORDS = ['SELECT', 'WITH', 'VALUES', 'TABLE']

/** A SELECT, or something in parentheses, which can be nothing else. */
export function isQueryHere(cursor: Cursor, ahead = 0): boolean {
  const token = cursor.peek(ahead)
  return isSymbol(token, '(') || QUERY_WORDS.some((word) => isWord(token, word))
}

export function readSelect(cursor: Cursor): SelectStatement {
  return { kind: 'select', query: readQuery(cursor) }
}

/** To the end of the statement. */
function readQuery(cursor: Cursor): QueryText {
  if (!isQueryHere(cursor)) cursor.refuse(...QUERY_WORDS.map((word) => `'${word}'`))
  const query = cursor.takeQuery()
  cursor.expectEnd()
  return query
}

/** After EXPLAIN. */
export function readExplain(cursor: Cursor): ExplainStatement {
  const analyze = cursor.take('ANALYZE')
  if (isSymbol(cursor.token, '(') && !isQueryHere(cursor, 1)) {
    // FORMAT, TYPE: how the plan would be drawn.
    cursor.list(() => [cursor.expectName(), cursor.expectName()])
  }
  return { kind: 'explain', analyze, query: readQuery(cursor) }
}

/** After INSERT. */
export function readInsert(cursor: Cursor): InsertStatement {
  cursor.expect('INTO')
  const table = readTableName(cursor)
  const hasColumns = isSymbol(cursor.token, '(') && !isQueryHere(cursor, 1)
  const columns = hasColumns ? cursor.list(() => cursor.expectName()) : []
  return { kind: 'insert', table, columns, query: readQuery(cursor) }
}

/** After UNLOAD. */
export function readUnload(cursor: Cursor): UnloadStatement {
  cursor.expectSymbol('(')
  const query = cursor.takeQuery()
  cursor.expectSymbol(')')
  cursor.expect('TO')
  const location = readLocation(cursor)
  const properties = cursor.take('WITH') ? readTableProperties(cursor) : {}
  cursor.expectEnd()
  return { kind: 'unload', query, location, properties }
}

/** After CREATE [OR REPLACE] VIEW. */
export function readCreateView(cursor: Cursor, orReplace: boolean): CreateViewStatement {
  const view = readTableName(cursor)
  const comment = cursor.take('COMMENT') ? { comment: cursor.expectString() } : {}
  // INVOKER is what Athena does in any case; DEFINER is Trino's default and means the same here.
  if (cursor.take('SECURITY') && !cursor.take('INVOKER')) cursor.expect('DEFINER')
  cursor.expect('AS')
  return { kind: 'createView', view, orReplace, ...comment, query: readQuery(cursor) }
}

/** After PREPARE. */
export function readPrepare(cursor: Cursor): PrepareStatement {
  const name = cursor.expectName()
  cursor.expect('FROM')
  const statement = cursor.takeQuery()
  cursor.expectEnd()
  return { kind: 'prepare', name, statement }
}

/** After EXECUTE. */
export function readExecute(cursor: Cursor): ExecuteStatement {
  const name = cursor.expectName()
  const isUsing = cursor.take('USING')
  const parameters = isUsing ? cursor.items(() => readParameter(cursor)) : []
  cursor.expectEnd()
  return { kind: 'execute', name, parameters }
}

/** Up to the next comma outside parentheses and brackets. */
function readParameter(cursor: Cursor): string {
  let brackets = 0
  const parameter = cursor.takeQuery(() => {
    if (isSymbol(cursor.token, ',')) return brackets === 0
    if (isSymbol(cursor.token, '[')) brackets += 1
    if (isSymbol(cursor.token, ']')) brackets -= 1
    return false
  })
  return parameter.text
}
