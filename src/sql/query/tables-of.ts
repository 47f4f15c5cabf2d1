// Which tables a query names, and what it says of each: the catalog is asked for these and no
// others, and the objects of these are listed and authorized.

import { sqlLimits } from '../limits.ts'
import { isSymbol, isWord } from '../parse/cursor.ts'
import { tokensOf } from '../parse/lexer.ts'
import { SqlError } from '../sql-error.ts'
import type { TableName } from '../statement.ts'
import type { QueryText, TextPosition } from '../types.ts'
import { clausesOf, isQuery, selectsOf } from './clauses.ts'
import { type Condition, type ConditionContext, conditionOf } from './condition.ts'
import { both, conditionOn, passedInto } from './pass-through.ts'
import { positionsIn } from './query-text.ts'
import { aliasIn, leadingPath, tableNamed } from './relation-name.ts'
import {
  closingOf,
  insideOf,
  isName,
  isSymbolAt,
  isWordAt,
  levelsOf,
  type Tokens,
} from './tokens.ts'

export interface TableReference {
  readonly table: TableName
  /** What the query calls it. */
  readonly alias: string
  readonly position: TextPosition
  /** Of the SELECT that it stands in, and of those around it; undefined without one. */
  readonly where: Condition | undefined
}

/**
 * Every table and view that the query reads, as often as it reads it. Names of its own WITH are
 * not among them. Of a text that is no query the answer means nothing: the engine refuses it.
 *
 * Of a view, `outer` is what the query around it says of its columns (`conditionOn` its reference).
 */
export function tablesOf(
  query: QueryText,
  now: Date,
  parameters: readonly string[] = [],
  outer?: Condition,
): readonly TableReference[] {
  const tokens = tokensOf(query.text, 'trino').slice(0, -1)
  if (levelsOf(tokens) > sqlLimits.queryLevelsMax) {
    const says = `more than ${sqlLimits.queryLevelsMax} levels of parentheses`
    throw new SqlError('NOT_SUPPORTED', says)
  }
  const marks = tokens.filter((token) => isSymbol(token, '?'))
  const given = new Map(marks.map((token, index) => [token, parameters[index]]))
  const search = new TableSearch(query, { now, parameterAt: (token) => given.get(token) })
  search.query(tokens, new Set(), outer)
  return search.found
}

/** `AS alias (`. */
const ALIAS_TOKENS = 3
/** A name in four parts, and an alias. */
const RELATION_TOKENS = 7 + ALIAS_TOKENS

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
  query(tokens: Tokens, known: Given, outer?: Condition): void {
    const [given, rest] = this.#with(tokens, known)
    const inside = insideOf(rest)
    if (inside) {
      this.query(inside, given, outer)
      return
    }
    const selects = selectsOf(rest)
    // The columns of a UNION have the names of its first part only.
    const passed = selects.length === 1 ? outer : undefined
    for (const select of selects) this.#select(select, given, passed)
  }

  /** A name is known behind its own query, and within it too where it is RECURSIVE. */
  #with(tokens: Tokens, known: Given): readonly [Given, Tokens] {
    if (!isWordAt(tokens, 0, 'WITH')) return [known, tokens]
    const given = new Set(known)
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

  #select(tokens: Tokens, given: Given, outer: Condition | undefined): void {
    if (isWordAt(tokens, 0, 'TABLE')) {
      this.#table(tokens.slice(1), given, outer)
      return
    }
    const clauses = clausesOf(tokens)
    const { head, from, where, tail } = clauses
    const own = where.length === 0 ? undefined : conditionOf(where, this.#context)
    // A pattern is found among all rows, and the condition is on what was found.
    const isOfRows = !from.some((token) => isWord(token, 'MATCH_RECOGNIZE'))
    const condition = isOfRows ? both(own, passedInto(clauses, outer)) : undefined
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
        if (!isRelation) this.query(inside, given)
        else if (!isQuery(inside)) this.#from(inside, given, where)
        else this.#subquery(inside, tokens.slice(end + 1, end + 1 + ALIAS_TOKENS), given, where)
        at = end
      } else if (isRelation && !isWord(token, 'LATERAL')) {
        this.#table(tokens.slice(at, at + RELATION_TOKENS), given, where)
      }
      isRelation = isSymbol(token, ',') || isWord(token, 'JOIN') || isWord(token, 'LATERAL')
    }
  }

  /** What is said of its columns outside is said of the tables inside. */
  #subquery(tokens: Tokens, behind: Tokens, given: Given, where: Condition | undefined): void {
    const { name, hasColumns } = aliasIn(behind)
    const isPassed = where !== undefined && !hasColumns
    this.query(tokens, given, isPassed ? conditionOn(where, name) : undefined)
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
    const { name, hasColumns } = aliasIn(behind)
    const said = hasColumns ? undefined : where
    this.found.push({ table, alias: name ?? table.name, position, where: said })
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
