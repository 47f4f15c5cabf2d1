// A WHERE clause, read for what it says of columns. Whatever is not understood says nothing.

import { Cursor, isSymbol, isWord } from '../parse/cursor.ts'
import { sqlLimits } from '../limits.ts'
import { tokensOf } from '../parse/lexer.ts'
import type { Token } from '../parse/token.ts'
import type { Comparison, Constant } from '../partitions/filter.ts'
import { readConstant } from './constant.ts'
import { insideOf, levelsOf, pathOf, splitTokens, type Tokens } from './tokens.ts'

/** A PartitionFilter whose columns still carry what stands before their dot. */
export type Condition =
  | { readonly kind: 'anything' }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | {
      readonly kind: 'compare'
      readonly path: readonly string[]
      readonly operator: Comparison
      readonly constant: Constant
    }
  | { readonly kind: 'like'; readonly path: readonly string[]; readonly pattern: string }

/** What a condition is read with. */
export interface ConditionContext {
  readonly now: Date
  /** The expression for a `?`, when there is one. */
  readonly parameterAt: (token: Token) => string | undefined
}

const NOTHING_SAID: Condition = { kind: 'anything' }

/** Of tokens that are no more than `queryLevelsMax` deep. */
export function conditionOf(tokens: Tokens, context: ConditionContext): Condition {
  const inside = insideOf(tokens)
  if (inside) return conditionOf(inside, context)
  const alternatives = splitTokens(tokens, (token) => isWord(token, 'OR'))
  if (alternatives.length > 1) {
    return { kind: 'or', of: alternatives.map((part) => conditionOf(part, context)) }
  }
  const parts = splitTokens(tokens, conjunctions())
  if (parts.length > 1) {
    return { kind: 'and', of: parts.map((part) => conditionOf(part, context)) }
  }
  return predicateOf(tokens, context)
}

/** An AND that is not BETWEEN's. */
function conjunctions(): (token: Token) => boolean {
  let between = 0
  return (token) => {
    if (isWord(token, 'BETWEEN')) between += 1
    if (!isWord(token, 'AND')) return false
    if (between === 0) return true
    between -= 1
    return false
  }
}

function predicateOf(tokens: Tokens, context: ConditionContext): Condition {
  const compared = comparisonOf(tokens, context)
  if (compared) return compared
  const at = tokens.findIndex((token) => {
    return ['IN', 'NOT', 'BETWEEN', 'LIKE'].some((word) => isWord(token, word))
  })
  const path = pathOf(tokens.slice(0, Math.max(at, 0)))
  if (!path) return NOTHING_SAID
  const rest = tokens.slice(at)
  const isNegated = rest[0] !== undefined && isWord(rest[0], 'NOT')
  const [verb, ...operand] = isNegated ? rest.slice(1) : rest
  if (!verb) return NOTHING_SAID
  if (isWord(verb, 'IN')) return listCondition(path, isNegated, operand, context)
  if (isNegated) return NOTHING_SAID
  if (isWord(verb, 'BETWEEN')) return betweenCondition(path, operand, context)
  return isWord(verb, 'LIKE') ? likeCondition(path, operand, context) : NOTHING_SAID
}

const OPERATORS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}
const TURNED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function operatorOf({ kind, value }: Token): Comparison | undefined {
  return kind === 'symbol' && Object.hasOwn(OPERATORS, value) ? OPERATORS[value] : undefined
}

/** `column = constant`, or the other way round. */
function comparisonOf(tokens: Tokens, context: ConditionContext): Condition | undefined {
  const operators: Comparison[] = []
  const [left, right, ...more] = splitTokens(tokens, (token) => {
    const operator = operatorOf(token)
    if (operator) operators.push(operator)
    return operator !== undefined
  })
  const [operator] = operators
  if (!left || !right || !operator || more.length > 0) return undefined
  const path = pathOf(left)
  const constant = path && constantOf(right, context)
  if (path && constant) return { kind: 'compare', path, operator, constant }
  const turnedPath = pathOf(right)
  const turned = turnedPath && constantOf(left, context)
  if (!turnedPath || !turned) return NOTHING_SAID
  return { kind: 'compare', path: turnedPath, operator: TURNED[operator], constant: turned }
}

function listCondition(
  path: readonly string[],
  isNegated: boolean,
  operand: Tokens,
  context: ConditionContext,
): Condition {
  const inside = insideOf(operand)
  if (!inside) return NOTHING_SAID
  const items = splitTokens(inside, (token) => isSymbol(token, ','))
  const of = items.map((item): Condition => {
    const constant = constantOf(item, context)
    const operator = isNegated ? '<>' : '='
    return constant ? { kind: 'compare', path, operator, constant } : NOTHING_SAID
  })
  return { kind: isNegated ? 'and' : 'or', of }
}

function betweenCondition(
  path: readonly string[],
  operand: Tokens,
  context: ConditionContext,
): Condition {
  const [low, high, ...more] = splitTokens(operand, (token) => isWord(token, 'AND'))
  if (!low?.[0] || !high || more.length > 0 || isWord(low[0], 'SYMMETRIC')) return NOTHING_SAID
  const bound = (tokens: Tokens, operator: Comparison): Condition => {
    const constant = constantOf(tokens, context)
    return constant ? { kind: 'compare', path, operator, constant } : NOTHING_SAID
  }
  return { kind: 'and', of: [bound(low, '>='), bound(high, '<=')] }
}

/** With ESCAPE behind it there is more than a constant, and it says nothing. */
function likeCondition(
  path: readonly string[],
  operand: Tokens,
  context: ConditionContext,
): Condition {
  const constant = constantOf(operand, context)
  return constant?.type === 'varchar'
    ? { kind: 'like', path, pattern: constant.text }
    : NOTHING_SAID
}

function constantOf(tokens: Tokens, context: ConditionContext): Constant | undefined {
  const [first] = tokens
  const last = tokens.at(-1)
  if (!first || !last) return undefined
  if (isSymbol(first, '?')) {
    return tokens.length === 1 ? parameterOf(first, context) : undefined
  }
  const end: Token = { kind: 'end', value: '', start: last.end, end: last.end }
  return readConstant(new Cursor('', [...tokens, end]), context.now)
}

function parameterOf(mark: Token, { now, parameterAt }: ConditionContext): Constant | undefined {
  const text = parameterAt(mark)
  const tokens = tokensOf(text ?? '', 'trino')
  if (levelsOf(tokens) > sqlLimits.queryLevelsMax) return undefined
  return readConstant(new Cursor('', tokens), now)
}
