import { sqlLimits } from '../limits.ts'
import { Cursor } from '../parse/cursor.ts'
import { tokensOf } from '../parse/lexer.ts'
import type { HiveField, HivePrimitive, HiveType } from '../types.ts'

/** Of a whole text, such as a column's type in the Glue catalog. Throws a SqlError. */
export function parseHiveType(text: string): HiveType {
  const cursor = new Cursor(text, tokensOf(text, 'hive'))
  const type = readHiveType(cursor)
  cursor.expectEnd()
  return type
}

const PRIMITIVES: Readonly<Record<string, HivePrimitive>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'tinyint',
  SMALLINT: 'smallint',
  INT: 'int',
  INTEGER: 'int',
  BIGINT: 'bigint',
  FLOAT: 'float',
  DOUBLE: 'double',
  STRING: 'string',
  BINARY: 'binary',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
}
const VARCHAR_CHARS_MAX = 65_535
const CHAR_CHARS_MAX = 255
const DECIMAL_DIGITS_MAX = 38

/** Takes the type that stands at the cursor. */
export function readHiveType(cursor: Cursor, level = 1): HiveType {
  if (level > sqlLimits.typeLevelsMax) {
    return cursor.fail('NOT_SUPPORTED', `a type of more than ${sqlLimits.typeLevelsMax} levels`)
  }
  if (cursor.take('ARRAY')) {
    return { kind: 'array', element: inBrackets(cursor, () => readHiveType(cursor, level + 1)) }
  }
  if (cursor.take('MAP')) return readMap(cursor, level)
  if (cursor.take('STRUCT')) {
    const fields = () => cursor.items(() => readField(cursor, level))
    return { kind: 'struct', fields: inBrackets(cursor, fields) }
  }
  if (cursor.take('DECIMAL') || cursor.take('NUMERIC') || cursor.take('DEC')) {
    return readDecimal(cursor)
  }
  if (cursor.take('VARCHAR')) return readCharacters(cursor, 'varchar', VARCHAR_CHARS_MAX)
  if (cursor.take('CHAR')) return readCharacters(cursor, 'char', CHAR_CHARS_MAX)
  return readPrimitive(cursor)
}

function readPrimitive(cursor: Cursor): HiveType {
  const { kind, value } = cursor.token
  const word = value.toUpperCase()
  const primitive = kind === 'word' && Object.hasOwn(PRIMITIVES, word) && PRIMITIVES[word]
  if (!primitive) return cursor.refuse(...Object.keys(PRIMITIVES).map((name) => `'${name}'`))
  cursor.takeName()
  if (primitive === 'double') cursor.take('PRECISION')
  return { kind: primitive }
}

function inBrackets<Inside>(cursor: Cursor, read: () => Inside): Inside {
  cursor.expectSymbol('<')
  const inside = read()
  cursor.expectSymbol('>')
  return inside
}

function readMap(cursor: Cursor, level: number): HiveType {
  return inBrackets(cursor, () => {
    const key = readHiveType(cursor, level + 1)
    cursor.expectSymbol(',')
    return { kind: 'map', key, value: readHiveType(cursor, level + 1) }
  })
}

function readField(cursor: Cursor, level: number): HiveField {
  const name = cursor.expectName()
  cursor.expectSymbol(':')
  const type = readHiveType(cursor, level + 1)
  if (!cursor.take('COMMENT')) return { name, type }
  return { name, type, comment: cursor.expectString() }
}

/** `decimal` alone is decimal(10,0). */
function readDecimal(cursor: Cursor): HiveType {
  if (!cursor.takeSymbol('(')) return { kind: 'decimal', precision: 10, scale: 0 }
  const precision = readLength(cursor, 1, DECIMAL_DIGITS_MAX)
  const scale = cursor.takeSymbol(',') ? readLength(cursor, 0, precision) : 0
  cursor.expectSymbol(')')
  return { kind: 'decimal', precision, scale }
}

function readCharacters(cursor: Cursor, kind: 'char' | 'varchar', charsMax: number): HiveType {
  cursor.expectSymbol('(')
  const length = readLength(cursor, 1, charsMax)
  cursor.expectSymbol(')')
  return { kind, length }
}

function readLength(cursor: Cursor, min: number, max: number): number {
  const { token } = cursor
  const length = Number(cursor.takeNumber() ?? cursor.refuse())
  if (Number.isInteger(length) && length >= min && length <= max) return length
  return cursor.fail('SYNTAX_ERROR', `a number from ${min} to ${max} expected`, token)
}
