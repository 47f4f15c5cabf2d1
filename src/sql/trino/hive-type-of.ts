import { SqlError } from '../sql-error.ts'
import type { HiveType } from '../types.ts'
import type { SqlType } from './sql-type.ts'
import { typeName } from './sql-type.ts'

/** What the catalog calls a type of a query's: for the columns of views, and of CREATE TABLE AS. */
export function hiveTypeOf(type: SqlType): HiveType {
  switch (type.kind) {
    case 'varchar':
      return type.length === undefined
        ? { kind: 'string' }
        : { kind: 'varchar', length: type.length }
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
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'bigint':
    case 'double':
    case 'date':
    case 'timestamp':
      return { kind: type.kind }
    case 'integer':
      return { kind: 'int' }
    case 'real':
      return { kind: 'float' }
    case 'varbinary':
      return { kind: 'binary' }
    default:
      throw new SqlError('NOT_SUPPORTED', `Unsupported Hive type: ${typeName(type)}`)
  }
}
