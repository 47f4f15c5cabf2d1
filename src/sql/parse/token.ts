export interface Token {
  readonly kind: TokenKind
  /** Without quotes and escapes; a word as it was written. */
  readonly value: string
  /** Offsets in the text: of its first character, and behind its last. */
  readonly start: number
  readonly end: number
}

export type TokenKind =
  /** A keyword or a plain name. */
  | 'word'
  /** In double quotes: a name, and in Hive's DDL a string as well. */
  | 'quoted'
  | 'backquoted'
  | 'string'
  | 'number'
  | 'symbol'
  | 'end'

/**
 * Trino doubles a quote to write it and knows no other escape; Hive, whose grammar DDL is read by,
 * has the backslash. `'\'` is a string to the one and the beginning of a string to the other.
 */
export type Dialect = 'trino' | 'hive'
