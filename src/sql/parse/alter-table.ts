import type { AlterTableStatement, TableChange } from '../statement.ts'
import {
  readColumns,
  readLocation,
  readPartitionSpec,
  readProperties,
  takeIfExists,
  takeIfNotExists,
} from './clauses.ts'
import type { Cursor } from './cursor.ts'
import { readTableName } from './names.ts'

/** After ALTER TABLE. */
export function readAlterTable(cursor: Cursor): AlterTableStatement {
  const table = readTableName(cursor)
  const change = readChange(cursor)
  cursor.expectEnd()
  return { kind: 'alterTable', table, change }
}

function readChange(cursor: Cursor): TableChange {
  if (cursor.take('ADD', 'COLUMNS')) return { kind: 'addColumns', columns: readColumns(cursor) }
  if (cursor.take('REPLACE', 'COLUMNS')) {
    return { kind: 'replaceColumns', columns: readColumns(cursor) }
  }
  if (cursor.take('ADD')) return readAddPartitions(cursor)
  if (cursor.take('DROP')) return readDropPartitions(cursor)
  if (cursor.take('PARTITION')) return readPartitionChange(cursor)
  cursor.expect('SET')
  if (cursor.take('TBLPROPERTIES')) {
    return { kind: 'setProperties', properties: readProperties(cursor) }
  }
  cursor.expect('LOCATION')
  return { kind: 'setLocation', location: readLocation(cursor) }
}

function readAddPartitions(cursor: Cursor): TableChange {
  const ifNotExists = takeIfNotExists(cursor)
  const partitions = []
  cursor.expect('PARTITION')
  do {
    const spec = readPartitionSpec(cursor)
    const location = cursor.take('LOCATION') ? readLocation(cursor) : undefined
    partitions.push(location === undefined ? { spec } : { spec, location })
  } while (cursor.take('PARTITION'))
  return { kind: 'addPartitions', ifNotExists, partitions }
}

function readDropPartitions(cursor: Cursor): TableChange {
  const ifExists = takeIfExists(cursor)
  const specs = cursor.items(() => {
    cursor.expect('PARTITION')
    return readPartitionSpec(cursor)
  })
  return { kind: 'dropPartitions', ifExists, specs }
}

function readPartitionChange(cursor: Cursor): TableChange {
  const partition = readPartitionSpec(cursor)
  if (cursor.take('RENAME')) {
    cursor.expect('TO', 'PARTITION')
    return { kind: 'renamePartition', from: partition, to: readPartitionSpec(cursor) }
  }
  cursor.expect('SET', 'LOCATION')
  return { kind: 'setLocation', partition, location: readLocation(cursor) }
}
