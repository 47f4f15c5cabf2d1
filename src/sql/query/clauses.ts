// The clauses of a SELECT, as tokens; what is in parentheses goes with the clause around it.

import { isSymbol, isWord } from '../parse/cursor.ts'
import type { Token } from '../parse/token.ts'
import { isWordAt, stepOf, type Tokens } from './tokens.ts'

const QUERY_WORDS = ['SELECT', 'WITH', 'VALUES', 'TABLE']
const SET_OPERATORS = ['UNION', 'INTERSECT', 'EXCEPT']

/** The parts between UNION, INTERSECT and EXCEPT; `ALL` and `DISTINCT` go with the operator. */
export function selectsOf(tokens: Tokens): readonly Tokens[] {
  const selects: Token[][] = [[]]
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    depth += stepOf(token)
    const isOperator = depth === 0 && SET_OPERATORS.some((word) => isWord(token, word))
    const isQuantifier = isSetQuantifier(token) && isSetOperatorAt(tokens, index - 1)
    if (isOperator) selects.push([])
    else if (!isQuantifier) selects.at(-1)?.push(token)
  }
  return selects
}

const isSetQuantifier = (token: Token): boolean => isWord(token, 'ALL') || isWord(token, 'DISTINCT')

function isSetOperatorAt(tokens: Tokens, index: number): boolean {
  return SET_OPERATORS.some((word) => isWordAt(tokens, index, word))
}

export interface Clauses {
  /** Up to FROM. */
  readonly head: Tokens
  readonly from: Tokens
  readonly where: Tokens
  /** From GROUP BY on. */
  readonly tail: Tokens
}

const TAIL_WORDS = ['GROUP', 'HAVING', 'WINDOW', 'QUALIFY', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH']

export function clausesOf(tokens: Tokens): Clauses {
  const clauses = {
    head: [] as Token[],
    from: [] as Token[],
    where: [] as Token[],
    tail: [] as Token[],
  }
  let clause: keyof Clauses = 'head'
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    depth += stepOf(token)
    const next: keyof Clauses | undefined =
      depth === 0 ? clauseAt(tokens, index, clause) : undefined
    clause = next ?? clause
    // The words FROM and WHERE are of no use to anybody.
    if (next === undefined || next === 'tail') clauses[clause].push(token)
  }
  return clauses
}

function clauseAt(tokens: Tokens, index: number, clause: keyof Clauses): keyof Clauses | undefined {
  if (clause === 'head' && isWordAt(tokens, index, 'FROM')) {
    // Not `extract(day FROM a)`, nor `a IS DISTINCT FROM b`.
    const isClause = isWordAt(tokens, 0, 'SELECT') && !isWordAt(tokens, index - 1, 'DISTINCT')
    return isClause ? 'from' : undefined
  }
  if (clause === 'from' && isWordAt(tokens, index, 'WHERE')) return 'where'
  const isTail = clause === 'from' || clause === 'where'
  return isTail && TAIL_WORDS.some((word) => isWordAt(tokens, index, word)) ? 'tail' : undefined
}

/** Perhaps in parentheses of its own. */
export function isQuery(tokens: Tokens): boolean {
  const first = tokens.find((token) => !isSymbol(token, '('))
  return first !== undefined && QUERY_WORDS.some((word) => isWord(first, word))
}
