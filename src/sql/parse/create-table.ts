import { SqlError } from '../sql-error.ts'
import type { CreateTableStatement } from '../statement.ts'
import type { Column } from '../types.ts'
import {
  readColumns,
  readLocation,
  readProperties,
  takeComment,
  takeIfNotExists,
} from './clauses.ts'
import type { Cursor } from './cursor.ts'
import { readTableName } from './names.ts'
import { readStorageFormat } from './storage-format.ts'

/** After CREATE [EXTERNAL] TABLE, in Hive's DDL. */
export function readCreateTable(cursor: Cursor, isExternal: boolean): CreateTableStatement {
  const ifNotExists = takeIfNotExists(cursor)
  const table = readTableName(cursor)
  const columns = readColumns(cursor)
  const comment = takeComment(cursor)
  const partitionKeys = cursor.take('PARTITIONED', 'BY') ? readColumns(cursor) : []
  if (cursor.take('CLUSTERED')) cursor.fail('NOT_SUPPORTED', 'CLUSTERED BY is not supported')
  const format = readStorageFormat(cursor)
  const location = cursor.take('LOCATION') ? readLocation(cursor) : undefined
  const properties = cursor.take('TBLPROPERTIES') ? readProperties(cursor) : {}
  cursor.expectEnd()

  requireHiveTable(isExternal, properties)
  requireDistinct(columns, partitionKeys)
  if (location === undefined) {
    const says = 'No location was specified for table. An S3 location must be specified'
    throw new SqlError('SEMANTIC_EXCEPTION', says)
  }
  const described = comment === undefined ? {} : { comment }
  const layout = { columns, partitionKeys, format, location, properties, ...described }
  return { kind: 'createTable', table, ifNotExists, ...layout }
}

/** UNLIKE AWS: there are no Iceberg tables, and so none without EXTERNAL but those of CTAS. */
function requireHiveTable(isExternal: boolean, properties: Readonly<Record<string, string>>): void {
  const type = Object.entries(properties).find(([name]) => name.toLowerCase() === 'table_type')
  if (type?.[1].toUpperCase() === 'ICEBERG') {
    throw new SqlError('NOT_SUPPORTED', 'Iceberg tables are not supported')
  }
  if (isExternal) return
  const says = 'only external tables are supported: write CREATE EXTERNAL TABLE, or CREATE TABLE AS'
  throw new SqlError('SEMANTIC_EXCEPTION', says)
}

/** With Hive's numbers for its errors. */
function requireDistinct(columns: readonly Column[], partitionKeys: readonly Column[]): void {
  const names = new Set<string>()
  for (const { name } of columns) {
    if (names.has(name)) {
      throw new SqlError('SEMANTIC_EXCEPTION', `[Error 10036]: Duplicate column name: ${name}`)
    }
    names.add(name)
  }
  for (const { name } of partitionKeys) {
    if (names.has(name)) {
      const says = '[Error 10035]: Column repeated in partitioning columns'
      throw new SqlError('SEMANTIC_EXCEPTION', says)
    }
    names.add(name)
  }
}
