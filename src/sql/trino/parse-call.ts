import type { Cursor } from './cursor.ts'
import { parseSortItems } from './parse-sort.ts'
import { parseType } from './parse-type.ts'
import { parseWindow } from './parse-window.ts'
import type { Call, Expression } from './syntax.ts'

/** `name(...)` with all that may follow; undefined when no parenthesis does. */
export function parseCall(cursor: Cursor): Expression | undefined {
  const { token, at } = cursor
  if (cursor.ahead(1).value !== '(' || cursor.ahead(1).kind !== 'symbol') return undefined
  if (!cursor.isIdentifier() && !CALLABLE.has(token.value)) return undefined
  cursor.next()
  const name = token.value.toLowerCase()
  if (name.startsWith('json_') && CALLABLE.has(token.value)) return jsonCall(cursor, name, at)
  const inside = insideOf(cursor, name)
  return { kind: 'call', name, ...inside, ...behindOf(cursor, inside.orderBy), at }
}

/** Reserved words that are functions all the same. */
const CALLABLE: ReadonlySet<string> = new Set(
  'GROUPING JSON_EXISTS JSON_QUERY JSON_VALUE LISTAGG NORMALIZE TRIM'.split(' '),
)

type Inside = Pick<Call, 'arguments' | 'star' | 'distinct' | 'orderBy'>

function insideOf(cursor: Cursor, name: string): Inside {
  const plain = { star: false, distinct: false, orderBy: [] }
  return cursor.parenthesized((): Inside => {
    if (cursor.takeSymbol('*')) return { ...plain, star: true, arguments: [] }
    if (cursor.isSymbol(')')) return { ...plain, arguments: [] }
    const worded = wordedArguments(cursor, name)
    if (worded) return { ...plain, arguments: worded }
    const distinct = cursor.takeWord('DISTINCT')
    if (!distinct) cursor.takeWord('ALL')
    const found = cursor.list(() => cursor.expression())
    const orderBy = cursor.takeWord('ORDER', 'BY') ? parseSortItems(cursor) : []
    return { star: false, distinct, arguments: found, orderBy }
  })
}

/** Functions with words between their arguments: SUBSTRING(x FROM 1), POSITION(x IN y), TRIM. */
function wordedArguments(cursor: Cursor, name: string): readonly Expression[] | undefined {
  switch (name) {
    case 'trim':
      return trimArguments(cursor)
    case 'position': {
      const sought = cursor.additive()
      cursor.requireWord('IN')
      return [sought, cursor.additive()]
    }
    case 'substring': {
      const first = cursor.expression()
      if (cursor.takeSymbol(',')) return [first, ...cursor.list(() => cursor.expression())]
      cursor.requireWord('FROM')
      const from = cursor.expression()
      return cursor.takeWord('FOR') ? [first, from, cursor.expression()] : [first, from]
    }
    case 'normalize': {
      const text = cursor.expression()
      if (!cursor.takeSymbol(',')) return [text]
      const form = cursor.requireIdentifier()
      return [text, { kind: 'string', text: form.name.toUpperCase(), at: form.at }]
    }
    default:
      return undefined
  }
}

function trimArguments(cursor: Cursor): readonly Expression[] {
  const sides = ['LEADING', 'TRAILING', 'BOTH'].filter((word) => cursor.isWord(word))
  const [side] = sides
  if (side) throw cursor.notSupported(`TRIM(${side} ... FROM ...)`)
  return cursor.list(() => cursor.expression())
}

type Behind = Pick<Call, 'orderBy' | 'ignoreNulls' | 'filter' | 'over'>

function behindOf(cursor: Cursor, orderBy: Call['orderBy']): Behind {
  const within = cursor.takeWord('WITHIN', 'GROUP')
    ? cursor.parenthesized(() => {
        cursor.requireWord('ORDER', 'BY')
        return parseSortItems(cursor)
      })
    : orderBy
  const filter = cursor.isWord('FILTER') ? filterOf(cursor) : undefined
  const ignoreNulls = cursor.takeWord('IGNORE', 'NULLS')
  if (!ignoreNulls) cursor.takeWord('RESPECT', 'NULLS')
  const over = cursor.takeWord('OVER') ? parseWindow(cursor) : undefined
  return { orderBy: within, ignoreNulls, ...(filter && { filter }), ...(over && { over }) }
}

function filterOf(cursor: Cursor): Expression {
  cursor.requireWord('FILTER')
  return cursor.parenthesized(() => {
    cursor.requireWord('WHERE')
    return cursor.expression()
  })
}

function jsonCall(cursor: Cursor, name: string, at: number): Expression {
  if (name !== 'json_value' && name !== 'json_query' && name !== 'json_exists') {
    throw cursor.notSupported(`Function '${name}'`, at)
  }
  return cursor.parenthesized((): Expression => {
    const operand = cursor.expression()
    if (cursor.takeWord('FORMAT', 'JSON')) return jsonBehind(cursor, name, operand, at)
    return jsonBehind(cursor, name, operand, at)
  })
}

function jsonBehind(
  cursor: Cursor,
  name: 'json_value' | 'json_query' | 'json_exists',
  operand: Expression,
  at: number,
): Expression {
  cursor.requireSymbol(',')
  const path = cursor.requireString()
  const returning = cursor.takeWord('RETURNING') ? parseType(cursor) : undefined
  return { kind: 'json', name, operand, path, ...(returning && { returning }), at }
}
