import type { Cursor } from './cursor.ts'
import { parsePrimary } from './parse-primary.ts'
import type { BinaryOperator, Expression } from './syntax.ts'

/** A longer chain of operators would be a tree too deep to walk. */
const CHAIN_MAX = 1000

/** Trino's precedence: OR, AND, NOT, comparison, additive, multiplicative, AT TIME ZONE, unary. */
export function parseExpression(cursor: Cursor): Expression {
  return logical(cursor, 'OR', (inner) => logical(inner, 'AND', parseNot))
}

type Rule = (cursor: Cursor) => Expression

function logical(cursor: Cursor, operator: 'AND' | 'OR', operand: Rule): Expression {
  const { at } = cursor
  const first = operand(cursor)
  const terms = [first]
  while (cursor.takeWord(operator)) terms.push(operand(cursor))
  return terms.length === 1 ? first : { kind: 'logical', operator, terms, at }
}

function parseNot(cursor: Cursor): Expression {
  const { at } = cursor
  let count = 0
  while (cursor.takeWord('NOT')) count += 1
  const operand = predicate(cursor)
  if (count === 0) return operand
  const negated: Expression = { kind: 'not', operand, at }
  return count % 2 === 1 ? negated : { kind: 'not', operand: negated, at }
}

function predicate(cursor: Cursor): Expression {
  let left = parseAdditive(cursor)
  for (;;) {
    const longer = predicateOf(cursor, left)
    if (!longer) return left
    left = longer
  }
}

const COMPARISONS: Readonly<Record<string, BinaryOperator>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

function predicateOf(cursor: Cursor, left: Expression): Expression | undefined {
  const { token, at } = cursor
  const operator = token.kind === 'symbol' ? COMPARISONS[token.value] : undefined
  if (operator) {
    cursor.next()
    return comparison(cursor, operator, left, at)
  }
  if (cursor.isWord('IS')) return isPredicate(cursor, left)
  const mark = cursor.mark()
  const negated = cursor.takeWord('NOT')
  const found = negatable(cursor, left, negated)
  if (!found && negated) cursor.back(mark)
  return found
}

function comparison(
  cursor: Cursor,
  operator: BinaryOperator,
  left: Expression,
  at: number,
): Expression {
  const quantifier = ['ALL', 'ANY', 'SOME'].find((word) => cursor.isWord(word))
  if (!quantifier) return { kind: 'binary', operator, left, right: parseAdditive(cursor), at }
  cursor.next()
  const query = cursor.parenthesized(() => cursor.query())
  const all = quantifier === 'ALL' ? 'ALL' : 'ANY'
  return { kind: 'quantified', operator, operand: left, quantifier: all, query, at }
}

function isPredicate(cursor: Cursor, operand: Expression): Expression {
  const { at } = cursor.next()
  const negated = cursor.takeWord('NOT')
  if (cursor.takeWord('DISTINCT', 'FROM')) {
    const operator = negated ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM'
    return { kind: 'binary', operator, left: operand, right: parseAdditive(cursor), at }
  }
  cursor.requireWord('NULL')
  return { kind: 'isNull', operand, negated, at }
}

function negatable(cursor: Cursor, operand: Expression, negated: boolean): Expression | undefined {
  const { at } = cursor
  if (cursor.takeWord('BETWEEN')) {
    const low = parseAdditive(cursor)
    cursor.requireWord('AND')
    return { kind: 'between', operand, low, high: parseAdditive(cursor), negated, at }
  }
  if (cursor.takeWord('LIKE')) {
    const pattern = parseAdditive(cursor)
    if (!cursor.takeWord('ESCAPE')) return { kind: 'like', operand, pattern, negated, at }
    return { kind: 'like', operand, pattern, escape: parseAdditive(cursor), negated, at }
  }
  if (!cursor.takeWord('IN')) return undefined
  return cursor.parenthesized((): Expression => {
    const isQuery = cursor.isWord('SELECT') || cursor.isWord('WITH')
    if (isQuery) return { kind: 'inQuery', operand, query: cursor.query(), negated, at }
    const list = cursor.list(() => cursor.expression())
    return { kind: 'inList', operand, list, negated, at }
  })
}

/** An expression without comparison. */
export const parseAdditive = (cursor: Cursor): Expression =>
  chain(cursor, ['+', '-', '||'], multiplicative)

const multiplicative = (cursor: Cursor): Expression => chain(cursor, ['*', '/', '%'], atTimeZone)

function chain(cursor: Cursor, operators: readonly BinaryOperator[], operand: Rule): Expression {
  let left = operand(cursor)
  for (let count = 0; ; count += 1) {
    const { at } = cursor
    const operator = operators.find((symbol) => cursor.takeSymbol(symbol))
    if (!operator) return left
    if (count > CHAIN_MAX) throw cursor.notSupported('an expression this long')
    left = { kind: 'binary', operator, left, right: operand(cursor), at }
  }
}

function atTimeZone(cursor: Cursor): Expression {
  let operand = unary(cursor)
  for (;;) {
    const { at } = cursor
    if (!cursor.takeWord('AT')) return operand
    cursor.requireWord('TIME', 'ZONE')
    operand = { kind: 'atTimeZone', operand, zone: unary(cursor), at }
  }
}

function unary(cursor: Cursor): Expression {
  const { at } = cursor
  let negative = false
  let signs = 0
  for (; cursor.isSymbol('-') || cursor.isSymbol('+'); signs += 1) {
    if (cursor.next().value === '-') negative = !negative
  }
  const operand = parsePrimary(cursor)
  if (signs === 0) return operand
  return { kind: negative ? 'negative' : 'positive', operand, at }
}
