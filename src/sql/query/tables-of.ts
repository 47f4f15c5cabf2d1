// Which tables a query names, and what it says of each: the catalog is asked for these and no
// others, and the objects of these are listed and authorized.

import { sqlLimits } from '../limits.ts'
import { isSymbol, isWord } from '../parse/cursor.ts'
import { tokensOf } from '../parse/lexer.ts'
import { CATALOG } from '../parse/names.ts'
import type { Token } from '../parse/token.ts'
import { SqlError } from '../sql-error.ts'
import type { TableName } from '../statement.ts'
import type { QueryText, TextPosition } from '../types.ts'
import { type Condition, type ConditionContext, conditionOf } from './condition.ts'
import { positionsIn } from './query-text.ts'
import { closingOf, isName, levelsOf, stepOf, type Tokens } from './tokens.ts'

export interface TableReference {
  readonly table: TableName
  /** What the query calls it. */
  readonly alias: string
  readonly position: TextPosition
  /** Of the SELECT that it stands in; undefined without one. */
  readonly where: Condition | undefined
}

/**
 * Every table and view that the query reads, as often as it reads it. Names of its own WITH are
 * not among them. Of a text that is no query the answer means nothing: the engine refuses it.
 */
export function tablesOf(
  query: QueryText,
  now: Date,
  parameters: readonly string[] = [],
): readonly TableReference[] {
  const tokens = tokensOf(query.text, 'trino').slice(0, -1)
  if (levelsOf(tokens) > sqlLimits.queryLevelsMax) {
    const says = `more than ${sqlLimits.queryLevelsMax} levels of parentheses`
    throw new SqlError('NOT_SUPPORTED', says)
  }
  const marks = tokens.filter((token) => isSymbol(token, '?'))
  const given = new Map(marks.map((token, index) => [token, parameters[index]]))
  const search = new TableSearch(query, { now, parameterAt: (token) => given.get(token) })
  search.query(tokens, new Set())
  return search.found
}

/** Enough for a name in four parts and an alias. */
const RELATION_TOKENS = 9

/** Names that WITH has given. */
type Given = ReadonlySet<string>

class TableSearch {
  readonly found: TableReference[] = []
  readonly #positionAt: (offset: number) => TextPosition
  readonly #context: ConditionContext

  constructor(query: QueryText, context: ConditionContext) {
    this.#positionAt = positionsIn(query)
    this.#context = context
  }

  /** `[WITH ...] SELECT ... [UNION SELECT ...]`, or anything else with queries inside it. */
  query(tokens: Tokens, outer: Given): void {
    const [given, rest] = this.#with(tokens, outer)
    for (const select of selectsOf(rest)) this.#select(select, given)
  }

  /** A name is known behind its own query, and within it too where it is RECURSIVE. */
  #with(tokens: Tokens, outer: Given): readonly [Given, Tokens] {
    if (!isWordAt(tokens, 0, 'WITH')) return [outer, tokens]
    const given = new Set(outer)
    const isRecursive = isWordAt(tokens, 1, 'RECURSIVE')
    let at = isRecursive ? 2 : 1
    for (;;) {
      const name = tokens[at]
      if (!name || !isName(name)) return [given, tokens.slice(at)]
      at += 1
      if (isSymbolAt(tokens, at, '(')) at = closingOf(tokens, at) + 1
      if (!isWordAt(tokens, at, 'AS') || !isSymbolAt(tokens, at + 1, '(')) {
        return [given, tokens.slice(at)]
      }
      const end = closingOf(tokens, at + 1)
      if (isRecursive) given.add(name.value.toLowerCase())
      this.query(tokens.slice(at + 2, end), given)
      given.add(name.value.toLowerCase())
      at = end + 1
      if (!isSymbolAt(tokens, at, ',')) return [given, tokens.slice(at)]
      at += 1
    }
  }

  #select(tokens: Tokens, given: Given): void {
    if (isWordAt(tokens, 0, 'TABLE')) {
      this.#table(tokens.slice(1), given, undefined)
      return
    }
    const { head, from, where, tail } = clausesOf(tokens)
    const condition = where.length === 0 ? undefined : conditionOf(where, this.#context)
    this.#from(from, given, condition)
    for (const part of [head, where, tail]) this.#within(part, given)
  }

  /** Relations stand behind FROM, a comma and JOIN; the rest of the clause is expressions. */
  #from(tokens: Tokens, given: Given, where: Condition | undefined): void {
    let isRelation = true
    for (let at = 0; at < tokens.length; at += 1) {
      const token = tokens[at]
      if (!token) return
      if (isSymbol(token, '(')) {
        const end = closingOf(tokens, at)
        const inside = tokens.slice(at + 1, end)
        if (isRelation && !isQuery(inside)) {
          this.#from(inside, given, where)
        } else this.query(inside, given)
        at = end
      } else if (isRelation && !isWord(token, 'LATERAL')) {
        this.#table(tokens.slice(at, at + RELATION_TOKENS), given, where)
      }
      isRelation = isSymbol(token, ',') || isWord(token, 'JOIN') || isWord(token, 'LATERAL')
    }
  }

  /** The name at the beginning, unless it is a function such as UNNEST. */
  #table(tokens: Tokens, given: Given, where: Condition | undefined): void {
    const parts = leadingPath(tokens)
    const [first] = tokens
    const behind = tokens.slice(parts.length * 2 - 1)
    if (!first || parts.length === 0 || isSymbolAt(behind, 0, '(')) return
    const position = this.#positionAt(first.start)
    const table = tableNamed(parts, position)
    if (table.database === undefined && given.has(table.name)) return
    this.found.push({ table, alias: aliasIn(behind) ?? table.name, position, where })
  }

  /** Queries in the parentheses of an expression. */
  #within(tokens: Tokens, given: Given): void {
    for (let at = 0; at < tokens.length; at += 1) {
      if (!isSymbolAt(tokens, at, '(')) continue
      const end = closingOf(tokens, at)
      this.query(tokens.slice(at + 1, end), given)
      at = end
    }
  }
}

const QUERY_WORDS = ['SELECT', 'WITH', 'VALUES', 'TABLE']
const SET_OPERATORS = ['UNION', 'INTERSECT', 'EXCEPT']

/** The parts between UNION, INTERSECT and EXCEPT; `ALL` and `DISTINCT` go with the operator. */
function selectsOf(tokens: Tokens): readonly Tokens[] {
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

interface Clauses {
  /** Up to FROM. */
  readonly head: Tokens
  readonly from: Tokens
  readonly where: Tokens
  /** From GROUP BY on. */
  readonly tail: Tokens
}

const TAIL_WORDS = ['GROUP', 'HAVING', 'WINDOW', 'QUALIFY', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH']

function clausesOf(tokens: Tokens): Clauses {
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

function isQuery(tokens: Tokens): boolean {
  const first = tokens.find((token) => !isSymbol(token, '('))
  return first !== undefined && QUERY_WORDS.some((word) => isWord(first, word))
}

function isWordAt(tokens: Tokens, index: number, word: string): boolean {
  const token = tokens[index]
  return token !== undefined && isWord(token, word)
}

function isSymbolAt(tokens: Tokens, index: number, symbol: string): boolean {
  const token = tokens[index]
  return token !== undefined && isSymbol(token, symbol)
}

function leadingPath(tokens: Tokens): readonly string[] {
  const parts: string[] = []
  for (let at = 0; ; at += 2) {
    const token = tokens[at]
    if (!token || !isName(token)) return parts
    parts.push(token.value.toLowerCase())
    if (!isSymbolAt(tokens, at + 1, '.')) return parts
  }
}

function tableNamed(parts: readonly string[], position: TextPosition): TableName {
  const [name, database, catalog, ...more] = parts.toReversed()
  if (name === undefined || more.length > 0) {
    throw new SqlError('SYNTAX_ERROR', `Too many dots in table name: ${parts.join('.')}`, position)
  }
  if (catalog !== undefined && catalog !== CATALOG) {
    throw new SqlError('CATALOG_NOT_FOUND', `Catalog '${catalog}' does not exist`, position)
  }
  return database === undefined ? { name } : { database, name }
}

/** Words that go on with the query where an alias could stand. */
const NO_ALIAS = [
  ...['CROSS', 'FULL', 'INNER', 'JOIN', 'LEFT', 'NATURAL', 'ON', 'RIGHT', 'USING'],
  ...['FOR', 'MATCH_RECOGNIZE', 'TABLESAMPLE'],
]

function aliasIn(tokens: Tokens): string | undefined {
  const at = isWordAt(tokens, 0, 'AS') ? 1 : 0
  const token = tokens[at]
  if (!token || !isName(token) || NO_ALIAS.some((word) => isWord(token, word))) return undefined
  return token.value.toLowerCase()
}
