// Text to tokens, in one pass and in time linear in the text.

import { TextPositions } from '../../base/text-positions.ts'
import { SqlError } from '../sql-error.ts'
import type { Dialect, Token, TokenKind } from './token.ts'

/** Always ends with a token of kind `end`. Throws a SqlError for what has no end. */
export function tokensOf(text: string, dialect: Dialect): readonly Token[] {
  return [...eachToken(text, dialect)]
}

/** Reads no further than it is asked for. */
export function* eachToken(text: string, dialect: Dialect): Generator<Token, void, undefined> {
  const lexer = new Lexer(text, dialect)
  for (;;) {
    const token = lexer.next()
    yield token
    if (token.kind === 'end') return
  }
}

const SPACE = /\s+/y
const LINE_COMMENT = /--[^\r\n]*/y
/** Letters of any alphabet: Hive takes them in names, and Trino says better what it refuses. */
const WORD = /[\p{L}_][\p{L}\p{N}_@$]*/uy
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const SYMBOL = /<=|>=|<>|!=|\|\||->|=>|[^]/uy

/** What a backslash and a letter stand for in Hive; any other character stands for itself. */
const HIVE_ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\u001a',
}
const HIVE_CODE = /u([0-9a-fA-F]{4})|([0-3][0-7]{2})/y

class Lexer {
  readonly #text: string
  readonly #dialect: Dialect
  #at = 0

  constructor(text: string, dialect: Dialect) {
    this.#text = text
    this.#dialect = dialect
  }

  next(): Token {
    this.#skipSpace()
    const start = this.#at
    const [kind, value] = this.#read()
    return { kind, value, start, end: this.#at }
  }

  #read(): readonly [TokenKind, string] {
    if (this.#at >= this.#text.length) return ['end', '']
    const quote = this.#text.charAt(this.#at)
    if (quote === '`') return ['backquoted', this.#quoted(quote)]
    if (quote === "'" || quote === '"') {
      const kind = quote === "'" ? 'string' : 'quoted'
      return [kind, this.#dialect === 'hive' ? this.#escaped(quote) : this.#quoted(quote)]
    }
    const word = this.#match(WORD)
    if (word !== '') return ['word', word]
    const number = this.#match(NUMBER)
    if (number !== '') return ['number', number]
    return ['symbol', this.#match(SYMBOL)]
  }

  #skipSpace(): void {
    for (;;) {
      const before = this.#at
      this.#match(SPACE)
      this.#match(LINE_COMMENT)
      if (this.#text.startsWith('/*', this.#at)) this.#skipComment()
      if (this.#at === before) return
    }
  }

  #skipComment(): void {
    const end = this.#text.indexOf('*/', this.#at + 2)
    if (end === -1) this.#fail(this.#at)
    this.#at = end + 2
  }

  /** A doubled quote is a quote. */
  #quoted(quote: string): string {
    const start = this.#at
    const parts: string[] = []
    let from = start + 1
    for (;;) {
      const end = this.#text.indexOf(quote, from)
      if (end === -1) this.#fail(start)
      parts.push(this.#text.slice(from, end))
      this.#at = end + 1
      if (this.#text[this.#at] !== quote) return parts.join(quote)
      from = end + 2
    }
  }

  #escaped(quote: string): string {
    const start = this.#at
    this.#at += 1
    const parts: string[] = []
    for (;;) {
      const from = this.#at
      while (this.#at < this.#text.length && !this.#isAt(quote) && !this.#isAt('\\')) this.#at += 1
      parts.push(this.#text.slice(from, this.#at))
      if (this.#at >= this.#text.length) this.#fail(start)
      this.#at += 1
      if (this.#text[this.#at - 1] === quote) return parts.join('')
      parts.push(this.#escape())
    }
  }

  /** What follows a backslash. */
  #escape(): string {
    const code = this.#match(HIVE_CODE)
    if (code.startsWith('u')) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    if (code !== '') return String.fromCharCode(Number.parseInt(code, 8))
    const character = this.#text.charAt(this.#at)
    this.#at += 1
    // Patterns keep their backslash: `'%'` and `_` mean something else without it.
    if (character === '%' || character === '_') return `\\${character}`
    return HIVE_ESCAPES[character] ?? character
  }

  #isAt(character: string): boolean {
    return this.#text[this.#at] === character
  }

  #match(sticky: RegExp): string {
    sticky.lastIndex = this.#at
    const found = sticky.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  /** As Trino has it: a quote that opens nothing is a token that fits nowhere. */
  #fail(offset: number): never {
    const says = `mismatched input '${this.#text.charAt(offset)}'. Expecting: its end`
    throw new SqlError('MALFORMED_QUERY', says, new TextPositions(this.#text).at(offset))
  }
}
