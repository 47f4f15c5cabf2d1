import { isSymbol, isWord } from '../parse/cursor.ts'
import type { Token } from '../parse/token.ts'

/** Some tokens of a query, in their order, without an end. */
export type Tokens = readonly Token[]

/** How much deeper a token takes us: parentheses, brackets, and CASE ... END. */
export function stepOf(token: Token): number {
  if (token.kind === 'symbol') {
    if (token.value === '(' || token.value === '[') return 1
    return token.value === ')' || token.value === ']' ? -1 : 0
  }
  if (isWord(token, 'CASE')) return 1
  return isWord(token, 'END') ? -1 : 0
}

/** Splits where `isSeparator` says so, outside of all parentheses. */
export function splitTokens(
  tokens: Tokens,
  isSeparator: (token: Token, index: number) => boolean,
): readonly Tokens[] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    depth += stepOf(token)
    // What closes more than was opened is no SQL, and its parts would be the wrong ones.
    if (depth < 0) return [tokens]
    if (depth === 0 && stepOf(token) === 0 && isSeparator(token, index)) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}

/** What is in the parentheses, where one pair of them holds everything. */
export function insideOf(tokens: Tokens): Tokens | undefined {
  const [first] = tokens
  if (!first || !isSymbol(first, '(')) return undefined
  return closingOf(tokens, 0) === tokens.length - 1 ? tokens.slice(1, -1) : undefined
}

/** The index of what closes the parenthesis that opens at `open`; the length when nothing does. */
export function closingOf(tokens: Tokens, open: number): number {
  let depth = 0
  for (let index = open; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (!token) break
    depth += stepOf(token)
    if (depth === 0) return index
  }
  return tokens.length
}

/** `a.b.c`, in lower case; undefined when there is anything else. */
export function pathOf(tokens: Tokens): readonly string[] | undefined {
  const isPath = tokens.every((token, index) => {
    return index % 2 === 0 ? isName(token) : isSymbol(token, '.')
  })
  if (!isPath || tokens.length % 2 === 0) return undefined
  return tokens.filter((_, index) => index % 2 === 0).map(({ value }) => value.toLowerCase())
}

export function isName({ kind }: Token): boolean {
  return kind === 'word' || kind === 'quoted'
}

/** How deep parentheses, brackets and CASE stand in each other. */
export function levelsOf(tokens: Tokens): number {
  let depth = 0
  let most = 0
  for (const token of tokens) {
    depth = Math.max(0, depth + stepOf(token))
    most = Math.max(most, depth)
  }
  return most
}

export function isWordAt(tokens: Tokens, index: number, word: string): boolean {
  const token = tokens[index]
  return token !== undefined && isWord(token, word)
}

export function isSymbolAt(tokens: Tokens, index: number, symbol: string): boolean {
  const token = tokens[index]
  return token !== undefined && isSymbol(token, symbol)
}
