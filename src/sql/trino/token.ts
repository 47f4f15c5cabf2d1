import { SqlError } from '../sql-error.ts'
import type { PlaceOf } from './place.ts'

export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'bytes' | 'number' | 'symbol' | 'end'
  /** As it was written. */
  readonly text: string
  /** What it means: a word in upper case, a string or a quoted name without its quotes. */
  readonly value: string
  readonly at: number
}

const TOKEN = new RegExp(
  [
    String.raw`\s+|--[^\n]*|/\*[^]*?\*/`,
    "(?<bytes>[xX]'[^']*')",
    "(?<string>'(?:[^']|'')*')",
    '(?<quoted>"(?:[^"]|"")*")',
    String.raw`(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)`,
    '(?<word>[A-Za-z_][A-Za-z0-9_@$]*)',
    String.raw`(?<symbol><>|!=|<=|>=|\|\||->|=>|[-+*/%=<>(),.;?[\]:])`,
  ].join('|'),
  'y',
)

const KINDS = ['word', 'symbol', 'number', 'string', 'quoted', 'bytes'] as const

/** The tokens of a query, the last of which is `end`. */
export function tokenize(text: string, placeOf: PlaceOf): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    TOKEN.lastIndex = at
    const groups = TOKEN.exec(text)?.groups
    if (!groups) throw unreadable(text, at, placeOf)
    const kind = KINDS.find((name) => groups[name] !== undefined)
    if (kind) tokens.push(token(kind, groups[kind] ?? '', at))
    at = TOKEN.lastIndex
  }
  return [...tokens, { kind: 'end', text: '<EOF>', value: '', at }]
}

function token(kind: Token['kind'], text: string, at: number): Token {
  switch (kind) {
    case 'word':
      return { kind, text, value: text.toUpperCase(), at }
    case 'quoted':
      return { kind, text, value: text.slice(1, -1).replaceAll('""', '"'), at }
    case 'string':
      return { kind, text, value: text.slice(1, -1).replaceAll("''", "'"), at }
    case 'bytes':
      return { kind, text, value: text.slice(2, -1), at }
    default:
      return { kind, text, value: text, at }
  }
}

function unreadable(text: string, at: number, placeOf: PlaceOf): SqlError {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (character === '`') {
    const says = 'backquoted identifiers are not supported; use double quotes to quote identifiers'
    return new SqlError('MALFORMED_QUERY', says, placeOf(at))
  }
  return new SqlError('MALFORMED_QUERY', `mismatched input '${character}'`, placeOf(at))
}
