import { isSymbol, isWord } from './cursor.ts'
import { eachToken } from './lexer.ts'
import type { Dialect, Token } from './token.ts'

const HIVE_VERBS = ['ALTER', 'DESC', 'DESCRIBE', 'DROP', 'MSCK', 'SHOW']
const HIVE_CREATES = ['DATABASE', 'EXTERNAL', 'SCHEMA']

/** Whose grammar a statement is written in. Its first words tell; no others are read. */
export function dialectOf(text: string): Dialect {
  const tokens = eachToken(text, 'trino')
  const first = tokens.next().value
  if (!first) return 'trino'
  if (HIVE_VERBS.some((verb) => isWord(first, verb))) return 'hive'
  if (!isWord(first, 'CREATE')) return 'trino'
  const second = tokens.next().value
  if (!second) return 'trino'
  if (HIVE_CREATES.some((word) => isWord(second, word))) return 'hive'
  if (!isWord(second, 'TABLE')) return 'trino'
  // `CREATE TABLE name (columns)` is Hive's; with AS, or WITH before it, it is Trino's.
  const decisive = tokens.find((token) => isSymbol(token, '(') || isAsOrWith(token))
  return decisive && isSymbol(decisive, '(') ? 'hive' : 'trino'
}

function isAsOrWith(token: Token): boolean {
  return isWord(token, 'AS') || isWord(token, 'WITH')
}
