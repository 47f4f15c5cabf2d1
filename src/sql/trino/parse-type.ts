import type { Cursor } from './cursor.ts'
import type { TypeArgument, TypeSyntax } from './syntax.ts'

/** A type, as in CAST(x AS type). */
export function parseType(cursor: Cursor): TypeSyntax {
  const { at } = cursor
  const name = cursor.requireIdentifier().name.toLowerCase()
  if (name === 'double') cursor.takeWord('PRECISION')
  const found = cursor.isSymbol('(') ? argumentsOf(cursor) : angled(cursor)
  if (!cursor.takeWord('WITH', 'TIME', 'ZONE')) {
    if (cursor.takeWord('WITHOUT')) cursor.requireWord('TIME', 'ZONE')
    return { name, arguments: found, at }
  }
  return { name: `${name} with time zone`, arguments: found, at }
}

function argumentsOf(cursor: Cursor): readonly TypeArgument[] {
  return cursor.parenthesized(() => cursor.list(() => argumentOf(cursor)))
}

/** `array<varchar>`, Trino's older spelling. */
function angled(cursor: Cursor): readonly TypeArgument[] {
  if (!cursor.takeSymbol('<')) return []
  const found = cursor.list(() => argumentOf(cursor))
  cursor.requireSymbol('>')
  return found
}

function argumentOf(cursor: Cursor): TypeArgument {
  if (cursor.token.kind === 'number') return { size: cursor.requireInteger() }
  const next = cursor.ahead(1)
  if (next.kind !== 'word' && next.kind !== 'quoted') return { type: parseType(cursor) }
  if (next.value === 'WITH' || next.value === 'PRECISION') return { type: parseType(cursor) }
  return { field: cursor.requireIdentifier().name, type: parseType(cursor) }
}
