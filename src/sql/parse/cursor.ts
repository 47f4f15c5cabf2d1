import { TextPositions } from '../../base/text-positions.ts'
import { SqlError, type SqlErrorCode } from '../sql-error.ts'
import type { QueryText } from '../types.ts'
import type { Token } from './token.ts'

/**
 * Walks over the tokens of one statement. It remembers what it was asked for at the token where it
 * stands, so that a refusal names everything that would have fitted, as Trino's and Hive's do.
 */
export class Cursor {
  readonly text: string
  readonly #tokens: readonly Token[]
  readonly #expected = new Set<string>()
  #at = 0

  constructor(text: string, tokens: readonly Token[]) {
    this.text = text
    this.#tokens = tokens
  }

  get token(): Token {
    return this.peek(0)
  }

  peek(ahead: number): Token {
    const token = this.#tokens[this.#at + ahead] ?? this.#tokens.at(-1)
    if (!token) throw new Error('a list of tokens has an end')
    return token
  }

  /** Takes the keywords when all of them stand here. */
  take(...words: readonly string[]): boolean {
    if (!words.every((word, index) => isWord(this.peek(index), word))) {
      this.#expected.add(`'${words[0] ?? ''}'`)
      return false
    }
    this.#advance(words.length)
    return true
  }

  takeSymbol(symbol: string): boolean {
    if (!isSymbol(this.token, symbol)) {
      this.#expected.add(`'${symbol}'`)
      return false
    }
    this.#advance(1)
    return true
  }

  /** One after the other, each of them or a refusal. */
  expect(...words: readonly string[]): void {
    for (const word of words) if (!this.take(word)) this.refuse()
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) this.refuse()
  }

  /** In Hive's DDL a string may stand in double quotes. */
  takeString(): string | undefined {
    const { kind, value } = this.token
    if (kind !== 'string' && kind !== 'quoted') {
      this.#expected.add('<string>')
      return undefined
    }
    this.#advance(1)
    return value
  }

  expectString(): string {
    return this.takeString() ?? this.refuse()
  }

  takeNumber(): string | undefined {
    const { kind, value } = this.token
    if (kind !== 'number') {
      this.#expected.add('<integer>')
      return undefined
    }
    this.#advance(1)
    return value
  }

  /** UNLIKE AWS: a name in double quotes is taken in every statement, not in some of DDL's only. */
  takeName(): string | undefined {
    const { kind, value } = this.token
    const isName = kind === 'word' || kind === 'quoted' || kind === 'backquoted'
    if (!isName || value === '') {
      this.#expected.add('<identifier>')
      return undefined
    }
    this.#advance(1)
    return value.toLowerCase()
  }

  expectName(): string {
    return this.takeName() ?? this.refuse()
  }

  /** `(a, b, ...)`, with at least one of them. */
  list<Item>(item: () => Item): readonly Item[] {
    this.expectSymbol('(')
    const items = this.items(item)
    this.expectSymbol(')')
    return items
  }

  items<Item>(item: () => Item): readonly Item[] {
    const items = [item()]
    while (this.takeSymbol(',')) items.push(item())
    return items
  }

  /** Takes everything up to the `)` that closes a `(` taken before, up to `stop`, or to the end. */
  takeQuery(isStop: () => boolean = () => false): QueryText {
    const { start } = this.token
    let depth = 0
    let end = start
    for (;;) {
      const { token } = this
      if (token.kind === 'end') break
      if (depth === 0 && (isSymbol(token, ')') || isStop())) break
      if (isSymbol(token, '(')) depth += 1
      if (isSymbol(token, ')')) depth -= 1
      end = token.end
      this.#advance(1)
    }
    if (end === start) this.refuse('<expression>')
    return { text: this.text.slice(start, end), start: this.positionOf(start) }
  }

  expectEnd(): void {
    if (this.token.kind !== 'end') this.refuse('<EOF>')
  }

  positionOf(offset: number): QueryText['start'] {
    return new TextPositions(this.text).at(offset)
  }

  /** What stands here fits nowhere. */
  refuse(...more: readonly string[]): never {
    const expected = [...this.#expected, ...more].toSorted()
    const says = `mismatched input '${this.#writtenHere()}'. Expecting: ${expected.join(', ')}`
    return this.fail('MALFORMED_QUERY', says)
  }

  fail(code: SqlErrorCode, says: string, { start } = this.token): never {
    throw new SqlError(code, says, this.positionOf(start))
  }

  #writtenHere(): string {
    const { kind, start, end } = this.token
    return kind === 'end' ? '<EOF>' : this.text.slice(start, end)
  }

  #advance(tokens: number): void {
    this.#at = Math.min(this.#at + tokens, this.#tokens.length - 1)
    this.#expected.clear()
  }
}

/** A quoted word is never a keyword. */
export function isWord({ kind, value }: Token, word: string): boolean {
  return kind === 'word' && value.length === word.length && value.toUpperCase() === word
}

export function isSymbol({ kind, value }: Token, symbol: string): boolean {
  return kind === 'symbol' && value === symbol
}
