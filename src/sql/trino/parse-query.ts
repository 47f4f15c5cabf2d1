import type { Cursor } from './cursor.ts'
import { parseRelation } from './parse-relation.ts'
import { parseSortItems } from './parse-sort.ts'
import type {
  NamedQuery,
  Expression,
  Grouping,
  Identifier,
  Query,
  QueryBody,
  Relation,
  Select,
  SelectItem,
} from './syntax.ts'

/** `[WITH ...] body [ORDER BY ...] [OFFSET ...] [LIMIT ...]` */
export function parseQuery(cursor: Cursor): Query {
  const { at } = cursor
  const tables = cursor.takeWord('WITH') ? namedQueries(cursor) : []
  const body = setOperation(cursor)
  const orderBy = cursor.takeWord('ORDER', 'BY') ? parseSortItems(cursor) : []
  const offset = cursor.takeWord('OFFSET') ? rowCount(cursor) : undefined
  const limit = limitOf(cursor)
  return { with: tables, body, orderBy, ...(offset && { offset }), ...(limit && { limit }), at }
}

function namedQueries(cursor: Cursor): readonly NamedQuery[] {
  if (cursor.isWord('RECURSIVE')) throw cursor.notSupported('WITH RECURSIVE')
  return cursor.list((): NamedQuery => {
    const name = cursor.requireIdentifier()
    const columns = cursor.isSymbol('(') ? columnNames(cursor) : []
    cursor.requireWord('AS')
    return { name, columns, query: cursor.parenthesized(() => cursor.query()) }
  })
}

const columnNames = (cursor: Cursor): readonly Identifier[] =>
  cursor.parenthesized(() => cursor.list(() => cursor.requireIdentifier()))

function rowCount(cursor: Cursor): Expression {
  const count = limitValue(cursor)
  if (!cursor.takeWord('ROW')) cursor.takeWord('ROWS')
  return count
}

function limitValue(cursor: Cursor): Expression {
  const { at } = cursor
  if (cursor.takeSymbol('?')) return { kind: 'parameter', index: cursor.nextParameter(), at }
  return { kind: 'number', text: String(cursor.requireInteger()), at }
}

function limitOf(cursor: Cursor): Expression | undefined {
  if (cursor.takeWord('LIMIT')) return cursor.takeWord('ALL') ? undefined : limitValue(cursor)
  if (!cursor.takeWord('FETCH')) return undefined
  if (!cursor.takeWord('FIRST')) cursor.requireWord('NEXT')
  const { at } = cursor
  const isCounted = cursor.token.kind === 'number' || cursor.isSymbol('?')
  const count: Expression = isCounted ? limitValue(cursor) : { kind: 'number', text: '1', at }
  if (!cursor.takeWord('ROW')) cursor.requireWord('ROWS')
  if (cursor.isWord('WITH')) throw cursor.notSupported('FETCH ... WITH TIES')
  cursor.requireWord('ONLY')
  return count
}

function setOperation(cursor: Cursor): QueryBody {
  return chained(cursor, ['UNION', 'EXCEPT'], () =>
    chained(cursor, ['INTERSECT'], () => term(cursor)),
  )
}

type SetOperator = 'UNION' | 'INTERSECT' | 'EXCEPT'

function chained(
  cursor: Cursor,
  operators: readonly SetOperator[],
  operand: () => QueryBody,
): QueryBody {
  let left = operand()
  for (;;) {
    const { at } = cursor
    const operator = operators.find((word) => cursor.takeWord(word))
    if (!operator) return left
    const all = cursor.takeWord('ALL')
    if (!all) cursor.takeWord('DISTINCT')
    left = { kind: 'set', operator, all, left, right: operand(), at }
  }
}

function term(cursor: Cursor): QueryBody {
  const { at } = cursor
  if (cursor.isWord('SELECT')) return { kind: 'select', select: selectOf(cursor), at }
  if (cursor.takeWord('VALUES')) {
    return { kind: 'values', rows: cursor.list(() => cursor.expression()), at }
  }
  if (cursor.takeWord('TABLE')) return { kind: 'table', name: qualifiedName(cursor), at }
  if (!cursor.isSymbol('(')) throw cursor.mismatch(`'(', 'SELECT', 'TABLE', 'VALUES'`)
  return { kind: 'parenthesized', query: cursor.parenthesized(() => cursor.query()), at }
}

function qualifiedName(cursor: Cursor): readonly Identifier[] {
  const parts = [cursor.requireIdentifier()]
  while (cursor.takeSymbol('.')) parts.push(cursor.requireIdentifier())
  return parts
}

function selectOf(cursor: Cursor): Select {
  const { at } = cursor.next()
  const distinct = cursor.takeWord('DISTINCT')
  if (!distinct) cursor.takeWord('ALL')
  const items = cursor.list(() => selectItem(cursor))
  const from = cursor.takeWord('FROM') ? relations(cursor) : undefined
  const where = cursor.takeWord('WHERE') ? cursor.expression() : undefined
  const groupBy = cursor.takeWord('GROUP', 'BY') ? groupings(cursor) : []
  const having = cursor.takeWord('HAVING') ? cursor.expression() : undefined
  if (cursor.isWord('WINDOW')) throw cursor.notSupported('the WINDOW clause')
  const clauses = { ...(from && { from }), ...(where && { where }), ...(having && { having }) }
  return { distinct, items, groupBy, ...clauses, at }
}

function selectItem(cursor: Cursor): SelectItem {
  const { at } = cursor
  if (cursor.takeSymbol('*')) return { kind: 'all', at }
  const qualifier = qualifiedStar(cursor)
  if (qualifier) return { kind: 'all', qualifier, at }
  const expression = cursor.expression()
  const isAliased = cursor.takeWord('AS') || cursor.isAlias()
  if (!isAliased) return { kind: 'expression', expression, at }
  return { kind: 'expression', expression, alias: cursor.requireIdentifier(), at }
}

/** `t.*` or `t.column.*`; undefined, and nothing taken, when it is another expression. */
function qualifiedStar(cursor: Cursor): Expression | undefined {
  const mark = cursor.mark()
  let found: Expression | undefined
  while (cursor.isIdentifier()) {
    const field = cursor.requireIdentifier()
    found = found ? { kind: 'field', base: found, field, at: found.at } : { kind: 'name', ...field }
    if (!cursor.takeSymbol('.')) break
    if (cursor.takeSymbol('*')) return found
  }
  cursor.back(mark)
  return undefined
}

/** `a, b` is a cross join. */
function relations(cursor: Cursor): Relation {
  const { at } = cursor
  const [first, ...others] = cursor.list(() => parseRelation(cursor))
  if (!first) throw cursor.mismatch('<relation>')
  const joined = (left: Relation, right: Relation): Relation => {
    return { kind: 'join', type: 'CROSS', left, right, at }
  }
  return others.reduce(joined, first)
}

function groupings(cursor: Cursor): readonly Grouping[] {
  if (!cursor.takeWord('DISTINCT')) cursor.takeWord('ALL')
  return cursor.list((): Grouping => {
    if (cursor.takeWord('ROLLUP')) return { kind: 'ROLLUP', sets: groupingSets(cursor) }
    if (cursor.takeWord('CUBE')) return { kind: 'CUBE', sets: groupingSets(cursor) }
    if (cursor.takeWord('GROUPING', 'SETS')) {
      return { kind: 'GROUPING SETS', sets: groupingSets(cursor) }
    }
    return { kind: 'simple', terms: groupingSet(cursor) }
  })
}

const groupingSets = (cursor: Cursor): readonly (readonly Expression[])[] =>
  cursor.parenthesized(() => cursor.list(() => groupingSet(cursor)))

function groupingSet(cursor: Cursor): readonly Expression[] {
  if (cursor.isSymbol('(') && cursor.ahead(1).value === ')') {
    return cursor.parenthesized(() => [])
  }
  const expression = cursor.expression()
  return expression.kind === 'row' ? expression.items : [expression]
}
