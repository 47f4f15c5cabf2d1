import { SqlError } from '../sql-error.ts'
import type { PlaceOf } from './place.ts'
import type { Expression, Identifier, Query } from './syntax.ts'
import { tokenize, type Token } from './token.ts'

/** Deeper than any query that was ever written, and shallow enough for the stack. */
const DEPTH_MAX = 250

/** The rules that refer to each other. */
export interface Grammar {
  readonly query: (cursor: Cursor) => Query
  readonly expression: (cursor: Cursor) => Expression
  /** An expression without comparison: what POSITION(x IN y) has on both sides. */
  readonly additive: (cursor: Cursor) => Expression
}

/** Where the parser stands in the tokens, and the steps that it takes. */
export class Cursor {
  readonly #tokens: readonly Token[]
  readonly #grammar: Grammar
  readonly #placeOf: PlaceOf
  #index = 0
  #depth = 0
  #parameters = 0

  constructor(text: string, grammar: Grammar, placeOf: PlaceOf) {
    this.#tokens = tokenize(text, placeOf)
    this.#grammar = grammar
    this.#placeOf = placeOf
  }

  get token(): Token {
    return this.ahead(0)
  }

  get at(): number {
    return this.token.at
  }

  ahead(count: number): Token {
    const token = this.#tokens[Math.min(this.#index + count, this.#tokens.length - 1)]
    if (!token) throw new Error('the last token is `end`')
    return token
  }

  next(): Token {
    const { token } = this
    this.#index += 1
    return token
  }

  /** Where `back` returns to, when a guess was wrong. */
  mark(): number {
    return this.#index
  }

  back(mark: number): void {
    this.#index = mark
  }

  query(): Query {
    return this.#deeper(() => this.#grammar.query(this))
  }

  expression(): Expression {
    return this.#deeper(() => this.#grammar.expression(this))
  }

  additive(): Expression {
    return this.#deeper(() => this.#grammar.additive(this))
  }

  isWord(...words: readonly string[]): boolean {
    return words.every((word, index) => {
      const { kind, value } = this.ahead(index)
      return kind === 'word' && value === word
    })
  }

  isSymbol(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.value === symbol
  }

  /** Steps over the words when all of them are next. */
  takeWord(...words: readonly string[]): boolean {
    if (!this.isWord(...words)) return false
    this.#index += words.length
    return true
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false
    this.#index += 1
    return true
  }

  requireWord(...words: readonly string[]): void {
    for (const word of words) if (!this.takeWord(word)) throw this.mismatch(`'${word}'`)
  }

  requireSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.mismatch(`'${symbol}'`)
  }

  requireString(): string {
    if (this.token.kind !== 'string') throw this.mismatch('<string>')
    return this.next().value
  }

  requireInteger(): number {
    if (this.token.kind !== 'number' || !/^\d{1,9}$/.test(this.token.value)) {
      throw this.mismatch('<integer>')
    }
    return Number(this.next().value)
  }

  requireIdentifier(): Identifier {
    const { kind, text, value, at } = this.token
    if (kind === 'quoted') return { name: (this.next(), value), at }
    if (kind !== 'word' || RESERVED.has(value)) throw this.mismatch('<identifier>')
    this.next()
    return { name: text, at }
  }

  isIdentifier(): boolean {
    const { kind, value } = this.token
    return kind === 'quoted' || (kind === 'word' && !RESERVED.has(value))
  }

  /** A name that stands where an alias may, and does not begin the next clause. */
  isAlias(): boolean {
    const { kind, value } = this.token
    if (kind !== 'word' || !CLAUSES.has(value)) return this.isIdentifier()
    const next = this.ahead(1)
    return next.kind !== 'number' && next.value !== '?' && !COUNTS.has(next.value)
  }

  /** `item, item, ...` */
  list<Item>(item: () => Item): readonly Item[] {
    const items = [item()]
    while (this.takeSymbol(',')) items.push(item())
    return items
  }

  parenthesized<Item>(item: () => Item): Item {
    this.requireSymbol('(')
    const inside = item()
    this.requireSymbol(')')
    return inside
  }

  /** The number of the next `?`. */
  nextParameter(): number {
    return this.#parameters++
  }

  mismatch(expecting: string): SqlError {
    const { text, at } = this.token
    const says = `mismatched input '${text}'. Expecting: ${expecting}`
    return new SqlError('MALFORMED_QUERY', says, this.#placeOf(at))
  }

  notSupported(what: string, at = this.at): SqlError {
    return new SqlError('NOT_SUPPORTED', `${what} is not supported`, this.#placeOf(at))
  }

  #deeper<Result>(rule: () => Result): Result {
    this.#depth += 1
    if (this.#depth > DEPTH_MAX) {
      throw new SqlError('NOT_SUPPORTED', 'Query is nested too deeply', this.#placeOf(this.at))
    }
    const result = rule()
    this.#depth -= 1
    return result
  }
}

/** Words that are not reserved, and begin a clause when a count follows. */
const CLAUSES: ReadonlySet<string> = new Set(['LIMIT', 'OFFSET', 'FETCH', 'WINDOW', 'TABLESAMPLE'])
const COUNTS: ReadonlySet<string> = new Set(['ALL', 'FIRST', 'NEXT', 'BERNOULLI', 'SYSTEM'])

/** Trino's reserved words: no identifier without quotes. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'ALTER AND AS BETWEEN BY CASE CAST CONSTRAINT CREATE CROSS CUBE CURRENT_CATALOG CURRENT_DATE ' +
    'CURRENT_PATH CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER ' +
    'DEALLOCATE DELETE DESCRIBE DISTINCT DROP ELSE END ESCAPE EXCEPT EXECUTE EXISTS EXTRACT ' +
    'FALSE FOR FROM FULL GROUP GROUPING HAVING IN INNER INSERT INTERSECT INTO IS JOIN ' +
    'JSON_ARRAY JSON_EXISTS JSON_OBJECT JSON_QUERY JSON_TABLE JSON_VALUE LEFT LIKE LISTAGG ' +
    'LOCALTIME LOCALTIMESTAMP NATURAL NORMALIZE NOT NULL ON OR ORDER OUTER PREPARE RECURSIVE ' +
    'RIGHT ROLLUP SELECT SKIP TABLE THEN TRIM TRUE UESCAPE UNION UNNEST USING VALUES WHEN ' +
    'WHERE WITH'
  ).split(' '),
)
