import type { HiveType } from '../types.ts'
import type { SqlType } from './sql-type.ts'

const PRIMITIVES = {
  boolean: { kind: 'boolean' },
  tinyint: { kind: 'tinyint' },
  smallint: { kind: 'smallint' },
  int: { kind: 'integer' },
  bigint: { kind: 'bigint' },
  float: { kind: 'real' },
  double: { kind: 'double' },
  string: { kind: 'varchar' },
  binary: { kind: 'varbinary' },
  date: { kind: 'date' },
  timestamp: { kind: 'timestamp' },
} as const

/** A column's type of the catalog, as queries see it. */
export function sqlTypeOf(type: HiveType): SqlType {
  switch (type.kind) {
    case 'decimal':
    case 'char':
    case 'varchar':
      return type
    case 'array':
      return { kind: 'array', element: sqlTypeOf(type.element) }
    case 'map':
      return { kind: 'map', key: sqlTypeOf(type.key), value: sqlTypeOf(type.value) }
    case 'struct': {
      const fields = type.fields.map(({ name, type }) => ({ name, type: sqlTypeOf(type) }))
      return { kind: 'row', fields }
    }
    default:
      return PRIMITIVES[type.kind]
  }
}
