import type { CreateDatabaseStatement, DropStatement } from '../statement.ts'
import {
  readLocation,
  readProperties,
  takeComment,
  takeIfExists,
  takeIfNotExists,
} from './clauses.ts'
import type { Cursor } from './cursor.ts'
import { readTableName } from './names.ts'

/** After CREATE DATABASE. */
export function readCreateDatabase(cursor: Cursor): CreateDatabaseStatement {
  const ifNotExists = takeIfNotExists(cursor)
  const database = cursor.expectName()
  const comment = takeComment(cursor)
  const location = cursor.take('LOCATION') ? readLocation(cursor) : undefined
  const properties = cursor.take('WITH', 'DBPROPERTIES') ? readProperties(cursor) : {}
  cursor.expectEnd()
  return {
    kind: 'createDatabase',
    database,
    ifNotExists,
    ...(comment === undefined ? {} : { comment }),
    ...(location === undefined ? {} : { location }),
    properties,
  }
}

/** After DROP. */
export function readDrop(cursor: Cursor): DropStatement {
  if (cursor.take('TABLE')) {
    const ifExists = takeIfExists(cursor)
    const table = readTableName(cursor)
    cursor.take('PURGE')
    cursor.expectEnd()
    return { kind: 'dropTable', table, ifExists }
  }
  if (cursor.take('VIEW')) {
    const ifExists = takeIfExists(cursor)
    const view = readTableName(cursor)
    cursor.expectEnd()
    return { kind: 'dropView', view, ifExists }
  }
  if (!cursor.take('DATABASE')) cursor.expect('SCHEMA')
  const ifExists = takeIfExists(cursor)
  const database = cursor.expectName()
  const cascade = cursor.take('CASCADE')
  if (!cascade) cursor.take('RESTRICT')
  cursor.expectEnd()
  return { kind: 'dropDatabase', database, ifExists, cascade }
}
