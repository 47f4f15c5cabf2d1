import { SqlError } from '../sql-error.ts'
import type { HivePrimitive, HiveType } from '../types.ts'
import type { ScalarKind, SqlType } from './sql-type.ts'
import { typeName } from './sql-type.ts'

const PRIMITIVES: Readonly<Partial<Record<ScalarKind, HivePrimitive>>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  integer: 'int',
  bigint: 'bigint',
  real: 'float',
  double: 'double',
  varbinary: 'binary',
  date: 'date',
  timestamp: 'timestamp',
}

/** The catalog's name for a type of a query's: for columns of views, and of CREATE TABLE AS. */
export function hiveTypeOf(type: SqlType): HiveType {
  switch (type.kind) {
    case 'varchar': {
      const { length } = type
      return length === undefined ? { kind: 'string' } : { kind: 'varchar', length }
    }
    case 'char':
    case 'decimal':
      return type
    case 'array':
      return { kind: 'array', element: hiveTypeOf(type.element) }
    case 'map':
      return { kind: 'map', key: hiveTypeOf(type.key), value: hiveTypeOf(type.value) }
    case 'row': {
      const fields = type.fields.map(({ name, type }, index) => ({
        name: (name ?? `field${index}`).toLowerCase(),
        type: hiveTypeOf(type),
      }))
      return { kind: 'struct', fields }
    }
    case 'timestamp with time zone':
      throw unsupported(type)
    default: {
      const kind = PRIMITIVES[type.kind]
      if (kind) return { kind }
      throw unsupported(type)
    }
  }
}

const unsupported = (type: SqlType): SqlError =>
  new SqlError('NOT_SUPPORTED', `Unsupported Hive type: ${typeName(type)}`)
