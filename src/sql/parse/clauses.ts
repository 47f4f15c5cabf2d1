// Clauses that several statements of Hive's DDL share.

import { readHiveType } from '../hive-type/read-hive-type.ts'
import type { PartitionSpec, Properties } from '../statement.ts'
import type { Column } from '../types.ts'
import type { Cursor } from './cursor.ts'

/** `(name type [COMMENT 'text'], ...)` */
export function readColumns(cursor: Cursor): readonly Column[] {
  return cursor.list(() => {
    const name = cursor.expectName()
    const type = readHiveType(cursor)
    const comment = takeComment(cursor)
    return comment === undefined ? { name, type } : { name, type, comment }
  })
}

export function takeComment(cursor: Cursor): string | undefined {
  return cursor.take('COMMENT') ? cursor.expectString() : undefined
}

/** `('name'='value', ...)`; of a name that stands twice the last value holds, as in Hive. */
export function readProperties(cursor: Cursor): Properties {
  const pairs = cursor.list(() => {
    const name = cursor.expectString()
    cursor.expectSymbol('=')
    return [name, cursor.expectString()] as const
  })
  return Object.fromEntries(pairs)
}

/** After PARTITION: `(name = 'value', ...)`. */
export function readPartitionSpec(cursor: Cursor): PartitionSpec {
  const pairs = cursor.list(() => {
    const name = cursor.expectName()
    cursor.expectSymbol('=')
    return [name, readPartitionValue(cursor)] as const
  })
  return Object.fromEntries(pairs)
}

function readPartitionValue(cursor: Cursor): string {
  const text = cursor.takeString()
  if (text !== undefined) return text
  const sign = cursor.takeSymbol('-') ? '-' : ''
  return sign + (cursor.takeNumber() ?? cursor.refuse())
}

export function takeIfExists(cursor: Cursor): boolean {
  return cursor.take('IF', 'EXISTS')
}

export function takeIfNotExists(cursor: Cursor): boolean {
  return cursor.take('IF', 'NOT', 'EXISTS')
}

/** After LOCATION. */
export function readLocation(cursor: Cursor): string {
  const { token } = cursor
  const location = cursor.expectString()
  if (/^s3[an]?:\/\/[^/]/.test(location)) return location
  return cursor.fail('SYNTAX_ERROR', 'a location begins with s3:// and a bucket', token)
}
