import { isWord } from '../parse/cursor.ts'
import { CATALOG } from '../parse/names.ts'
import { SqlError } from '../sql-error.ts'
import type { TableName } from '../statement.ts'
import type { TextPosition } from '../types.ts'
import { isName, isSymbolAt, isWordAt, type Tokens } from './tokens.ts'

/** `a.b.c` at the beginning, in lower case. */
export function leadingPath(tokens: Tokens): readonly string[] {
  const parts: string[] = []
  for (let at = 0; ; at += 2) {
    const token = tokens[at]
    if (!token || !isName(token)) return parts
    parts.push(token.value.toLowerCase())
    if (!isSymbolAt(tokens, at + 1, '.')) return parts
  }
}

export function tableNamed(parts: readonly string[], position: TextPosition): TableName {
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

export interface Alias {
  readonly name: string | undefined
  /** `AS alias (a, b)`: the columns have other names. */
  readonly hasColumns: boolean
}

/** What stands behind a relation. */
export function aliasIn(tokens: Tokens): Alias {
  const at = isWordAt(tokens, 0, 'AS') ? 1 : 0
  const token = tokens[at]
  const isAlias = token && isName(token) && !NO_ALIAS.some((word) => isWord(token, word))
  if (!isAlias) return { name: undefined, hasColumns: false }
  return { name: token.value.toLowerCase(), hasColumns: isSymbolAt(tokens, at + 1, '(') }
}
