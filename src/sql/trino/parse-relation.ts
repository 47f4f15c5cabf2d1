import type { Cursor } from './cursor.ts'
import type { Alias, Identifier, JoinType, Relation } from './syntax.ts'

/** One item of FROM, with what is joined to it. */
export function parseRelation(cursor: Cursor): Relation {
  let left = aliased(cursor)
  for (;;) {
    const { at } = cursor
    const type = joinType(cursor)
    if (!type) return left
    const right = aliased(cursor)
    left = { kind: 'join', type, left, right, ...conditionOf(cursor, type), at }
  }
}

function joinType(cursor: Cursor): JoinType | undefined {
  if (cursor.isWord('NATURAL')) throw cursor.notSupported('NATURAL JOIN')
  if (cursor.takeWord('CROSS', 'JOIN')) return 'CROSS'
  const sided = (['LEFT', 'RIGHT', 'FULL'] as const).find((word) => cursor.takeWord(word))
  if (sided) cursor.takeWord('OUTER')
  const inner = !sided && cursor.takeWord('INNER')
  if (cursor.takeWord('JOIN')) return sided ?? 'INNER'
  if (sided || inner) throw cursor.mismatch(`'JOIN'`)
  return undefined
}

type Condition = Pick<Relation & { kind: 'join' }, 'on' | 'using'>

function conditionOf(cursor: Cursor, type: JoinType): Condition {
  if (type === 'CROSS') return {}
  if (cursor.takeWord('ON')) return { on: cursor.expression() }
  cursor.requireWord('USING')
  return { using: cursor.parenthesized(() => cursor.list(() => cursor.requireIdentifier())) }
}

function aliased(cursor: Cursor): Relation {
  const relation = primary(cursor)
  if (cursor.isWord('TABLESAMPLE')) throw cursor.notSupported('TABLESAMPLE')
  if (cursor.isWord('MATCH_RECOGNIZE')) throw cursor.notSupported('MATCH_RECOGNIZE')
  if (cursor.isWord('FOR', 'TIMESTAMP') || cursor.isWord('FOR', 'VERSION')) {
    throw cursor.notSupported('time travel')
  }
  if (relation.kind === 'join') return relation
  const alias = aliasOf(cursor)
  return alias ? { ...relation, alias } : relation
}

function aliasOf(cursor: Cursor): Alias | undefined {
  if (!cursor.takeWord('AS') && !cursor.isAlias()) return undefined
  const name = cursor.requireIdentifier()
  const columns = cursor.isSymbol('(')
    ? cursor.parenthesized(() => cursor.list(() => cursor.requireIdentifier()))
    : []
  return { name, columns }
}

function primary(cursor: Cursor): Relation {
  const { at } = cursor
  if (cursor.takeWord('UNNEST')) {
    const items = cursor.parenthesized(() => cursor.list(() => cursor.expression()))
    return { kind: 'unnest', items, ordinality: cursor.takeWord('WITH', 'ORDINALITY'), at }
  }
  if (cursor.takeWord('LATERAL')) {
    return { kind: 'query', query: cursor.parenthesized(() => cursor.query()), lateral: true, at }
  }
  if (cursor.isWord('TABLE') && cursor.ahead(1).value === '(') {
    throw cursor.notSupported('a table function')
  }
  return cursor.isSymbol('(') ? parenthesized(cursor) : tableOf(cursor, at)
}

/** `(SELECT ...)` or `(a JOIN b ...)`; which one shows only behind the parentheses. */
function parenthesized(cursor: Cursor): Relation {
  const { at } = cursor
  let ahead = 0
  while (cursor.ahead(ahead).value === '(' && cursor.ahead(ahead).kind === 'symbol') ahead += 1
  const { kind, value } = cursor.ahead(ahead)
  if (kind === 'word' && ['SELECT', 'WITH', 'VALUES', 'TABLE'].includes(value)) {
    return { kind: 'query', query: cursor.parenthesized(() => cursor.query()), lateral: false, at }
  }
  return cursor.parenthesized(() => parseRelation(cursor))
}

function tableOf(cursor: Cursor, at: number): Relation {
  const name: Identifier[] = [cursor.requireIdentifier()]
  while (cursor.takeSymbol('.')) name.push(cursor.requireIdentifier())
  if (cursor.isSymbol('(')) throw cursor.notSupported(`Table function '${name.at(-1)?.name}'`, at)
  return { kind: 'table', name, at }
}
