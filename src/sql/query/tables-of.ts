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
import { both, conditionOn, eitherOf, passable, passedInto } from './pass-through.ts'
import { positionsIn } from './query-text.ts'
import { aliasIn, leadingPath, tableNamed } from './relation-name.ts'
import {
  closingOf,
  insideOf,
  isName,
  isSymbolAt,
  isWordAt,
  levelsOf,
  pathOf,
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
  search.query(tokens, undefined, outer)
  return search.found.toSorted(byPosition)
}

/** `AS alias (`. */
const ALIAS_TOKENS = 3
/** A name in four parts, and an alias. */
const RELATION_TOKENS = 7 + ALIAS_TOKENS

function byPosition(
  { position: one }: TableReference,
  { position: other }: TableReference,
): number {
  return one.line - other.line || one.column - other.column
}

/** A query that WITH gives a name to. */
interface Named {
  readonly body: Tokens
  readonly before: Given
  /** Its text can name itself. */
  readonly isRecursive: boolean
  /** `WITH name (a, b) AS`: its columns have other names inside. */
  readonly hasColumns: boolean
  /** What is said of it where it is used; undefined for nothing. */
  readonly uses: (Condition | undefined)[]
}

/** Names that WITH has given, the last one first: a list that its beginnings share. */
type Given = { readonly name: string; readonly query: Named; readonly before: Given } | undefined

function namedIn(given: Given, name: string): Named | undefined {
  let at = given
  while (at && at.name !== name) at = at.before
  return at?.query
}

/** What a SELECT says of its rows, and as much of it as is handed on to the queries inside. */
interface Said {
  readonly where: Condition | undefined
  readonly passed: Condition | undefined
}

interface With {
  readonly named: readonly Named[]
  readonly given: Given
  /** The query behind it. */
  readonly rest: Tokens
}

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
    const { named, given, rest } = this.#with(tokens, known)
    const inside = insideOf(rest)
    if (inside) this.query(inside, given, outer)
    else {
      const selects = selectsOf(rest)
      // The columns of a UNION have the names of its first part only.
      const passed = selects.length === 1 ? outer : undefined
      for (const select of selects) this.#select(select, given, passed)
    }
    // From the last on: what uses a name stands behind it, and has been read then.
    for (const each of named.toReversed()) this.#named(each, given)
  }

  #named({ body, before, isRecursive, hasColumns, uses }: Named, given: Given): void {
    if (isRecursive) this.query(body, given)
    else this.query(body, before, hasColumns ? undefined : eitherOf(uses))
  }

  /** A name is known behind its own query, and within it too where it is RECURSIVE. */
  #with(tokens: Tokens, known: Given): With {
    if (!isWordAt(tokens, 0, 'WITH')) return { named: [], given: known, rest: tokens }
    const isRecursive = isWordAt(tokens, 1, 'RECURSIVE')
    const named: Named[] = []
    let given = known
    let at = isRecursive ? 2 : 1
    for (;;) {
      const name = tokens[at]
      const hasColumns = isSymbolAt(tokens, at + 1, '(')
      const as = hasColumns ? closingOf(tokens, at + 1) + 1 : at + 1
      const isQueryNext = isWordAt(tokens, as, 'AS') && isSymbolAt(tokens, as + 1, '(')
      if (!name || !isName(name) || !isQueryNext) return { named, given, rest: tokens.slice(at) }
      const end = closingOf(tokens, as + 1)
      const body = tokens.slice(as + 2, end)
      const query: Named = { body, before: given, isRecursive, hasColumns, uses: [] }
      named.push(query)
      given = { name: name.value.toLowerCase(), query, before: given }
      at = end + 1
      if (!isSymbolAt(tokens, at, ',')) return { named, given, rest: tokens.slice(at) }
      at += 1
    }
  }

  #select(tokens: Tokens, given: Given, outer: Condition | undefined): void {
    if (isWordAt(tokens, 0, 'TABLE')) {
      // With LIMIT behind it, what is said outside is not said of all rows.
      const isWhole = pathOf(tokens.slice(1)) !== undefined
      const where = isWhole ? outer : undefined
      this.#table(tokens.slice(1), given, { where, passed: passable(where) })
      return
    }
    const clauses = clausesOf(tokens)
    const { head, from, where, tail } = clauses
    const own = where.length === 0 ? undefined : conditionOf(where, this.#context)
    // A pattern is found among all rows, and the condition is on what was found.
    const isOfRows = !from.some((token) => isWord(token, 'MATCH_RECOGNIZE'))
    const condition = isOfRows ? both(own, passedInto(clauses, outer)) : undefined
    this.#from(from, given, { where: condition, passed: passable(condition) })
    for (const part of [head, where, tail]) this.#within(part, given)
  }

  /** Relations stand behind FROM, a comma and JOIN; the rest of the clause is expressions. */
  #from(tokens: Tokens, given: Given, said: Said): void {
    let isRelation = true
    for (let at = 0; at < tokens.length; at += 1) {
      const token = tokens[at]
      if (!token) return
      if (isSymbol(token, '(')) {
        const end = closingOf(tokens, at)
        const inside = tokens.slice(at + 1, end)
        if (!isRelation) this.query(inside, given)
        else if (!isQuery(inside)) this.#from(inside, given, said)
        else this.#subquery(inside, tokens.slice(end + 1, end + 1 + ALIAS_TOKENS), given, said)
        at = end
      } else if (isRelation && !isWord(token, 'LATERAL')) {
        this.#table(tokens.slice(at, at + RELATION_TOKENS), given, said)
      }
      isRelation = isSymbol(token, ',') || isWord(token, 'JOIN') || isWord(token, 'LATERAL')
    }
  }

  /** What is said of its columns outside is said of the tables inside. */
  #subquery(tokens: Tokens, behind: Tokens, given: Given, { passed }: Said): void {
    const { name, hasColumns } = aliasIn(behind)
    this.query(tokens, given, passed && !hasColumns ? conditionOn(passed, name) : undefined)
  }

  /** The name at the beginning, unless it is a function such as UNNEST. */
  #table(tokens: Tokens, given: Given, { where, passed }: Said): void {
    const parts = leadingPath(tokens)
    const [first] = tokens
    const behind = tokens.slice(parts.length * 2 - 1)
    if (!first || parts.length === 0 || isSymbolAt(behind, 0, '(')) return
    const position = this.#positionAt(first.start)
    const table = tableNamed(parts, position)
    const { name, hasColumns } = aliasIn(behind)
    const alias = name ?? table.name
    const named = table.database === undefined ? namedIn(given, table.name) : undefined
    const isSaid = !hasColumns
    if (named) named.uses.push(isSaid && passed ? conditionOn(passed, alias) : undefined)
    else this.found.push({ table, alias, position, where: isSaid ? where : undefined })
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
