// One statement of Athena's SQL: Hive's DDL, Trino's queries, and Athena's own few.

import { SqlError } from '../sql-error.ts'
import { sqlLimits } from '../limits.ts'
import type { Statement } from '../statement.ts'
import { readAlterTable } from './alter-table.ts'
import { readCreateTableAs } from './create-table-as.ts'
import { readCreateTable } from './create-table.ts'
import { Cursor, isSymbol, isWord } from './cursor.ts'
import { readCreateDatabase, readDrop } from './database.ts'
import { tokensOf } from './lexer.ts'
import { readTableName } from './names.ts'
import {
  isQueryHere,
  readCreateView,
  readExecute,
  readExplain,
  readInsert,
  readPrepare,
  readSelect,
  readUnload,
} from './query.ts'
import { readDescribe, readShow } from './show.ts'
import { dialectOf } from './dialect.ts'
import { REFUSED_STATEMENTS } from './refused-statements.ts'
import type { Token } from './token.ts'

/** Throws a SqlError for what Athena refuses, and never anything else. */
export function parseStatement(text: string): Statement {
  if (text.length > sqlLimits.queryCharsMax) {
    const says = `the query has more than ${sqlLimits.queryCharsMax} characters`
    throw new SqlError('MALFORMED_QUERY', says)
  }
  const tokens = withoutSemicolon(text, tokensOf(text, dialectOf(text)))
  const cursor = new Cursor(text, tokens)
  if (isQueryHere(cursor)) return readSelect(cursor)
  for (const [word, read] of Object.entries(READERS)) if (cursor.take(word)) return read(cursor)
  if (REFUSED_STATEMENTS.some((word) => isWord(cursor.token, word))) {
    throw new SqlError('MALFORMED_QUERY', 'Queries of this type are not supported')
  }
  return cursor.refuse("'SELECT'", "'VALUES'", "'WITH'")
}

/** One semicolon may end the text. */
function withoutSemicolon(text: string, tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex((token) => isSymbol(token, ';'))
  if (first === -1) return tokens
  const [end] = tokens.slice(first + 1)
  if (first > 0 && end?.kind === 'end') return [...tokens.slice(0, first), end]
  const says = `Only one sql statement is allowed. Got: ${text}`
  throw new SqlError('MALFORMED_QUERY', says)
}

const READERS: Readonly<Record<string, (cursor: Cursor) => Statement>> = {
  ALTER: (cursor) => {
    cursor.expect('TABLE')
    return readAlterTable(cursor)
  },
  CREATE: readCreate,
  DEALLOCATE: (cursor) => {
    cursor.expect('PREPARE')
    const name = cursor.expectName()
    cursor.expectEnd()
    return { kind: 'deallocate', name }
  },
  DESC: readDescribe,
  DESCRIBE: readDescribe,
  DROP: readDrop,
  EXECUTE: readExecute,
  EXPLAIN: readExplain,
  INSERT: readInsert,
  MSCK: (cursor) => {
    cursor.expect('REPAIR', 'TABLE')
    const table = readTableName(cursor)
    cursor.expectEnd()
    return { kind: 'repairTable', table }
  },
  PREPARE: readPrepare,
  SHOW: readShow,
  UNLOAD: readUnload,
}

function readCreate(cursor: Cursor): Statement {
  if (cursor.take('EXTERNAL')) {
    cursor.expect('TABLE')
    return readCreateTable(cursor, true)
  }
  if (cursor.take('OR')) {
    cursor.expect('REPLACE', 'VIEW')
    return readCreateView(cursor, true)
  }
  if (cursor.take('VIEW')) return readCreateView(cursor, false)
  if (cursor.take('DATABASE') || cursor.take('SCHEMA')) return readCreateDatabase(cursor)
  cursor.expect('TABLE')
  return dialectOf(cursor.text) === 'hive'
    ? readCreateTable(cursor, false)
    : readCreateTableAs(cursor)
}
