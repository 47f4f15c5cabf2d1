import type { QueryText } from '../types.ts'
import { Cursor, type Grammar } from './cursor.ts'
import { parseAdditive, parseExpression } from './parse-expression.ts'
import { parseQuery } from './parse-query.ts'
import { placesOf } from './place.ts'
import { parseType } from './parse-type.ts'
import { SqlError } from '../sql-error.ts'
import type { Expression, Query, TypeSyntax } from './syntax.ts'

const grammar: Grammar = {
  query: parseQuery,
  expression: parseExpression,
  additive: parseAdditive,
}

/** Reads a SELECT (WITH, VALUES, TABLE); throws a SqlError of Trino's words when it is none. */
export function parseSelect(text: QueryText): Query {
  const cursor = new Cursor(text.text, grammar, placesOf(text))
  const query = cursor.query()
  cursor.takeSymbol(';')
  return atEnd(cursor, query)
}

/** Reads one value of EXECUTE ... USING, or an execution parameter. */
export function parseParameter(text: string): Expression {
  const cursor = new Cursor(text, grammar, () => undefined)
  return atEnd(cursor, cursor.expression())
}

function atEnd<Tree>(cursor: Cursor, tree: Tree): Tree {
  if (cursor.token.kind !== 'end') throw cursor.mismatch('<EOF>')
  return tree
}

/** Reads the name of a type, as a Trino server writes it; undefined when it is none of SQL's. */
export function parseTypeText(text: string): TypeSyntax | undefined {
  try {
    const cursor = new Cursor(text, grammar, () => undefined)
    return atEnd(cursor, parseType(cursor))
  } catch (fault) {
    if (fault instanceof SqlError) return undefined
    throw fault
  }
}
