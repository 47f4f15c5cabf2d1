import type { HiveField, HivePrimitive, HiveType } from '../types.ts'

const NAMES: Readonly<Record<HivePrimitive, string>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  int: 'integer',
  bigint: 'bigint',
  float: 'real',
  double: 'double',
  string: 'varchar',
  binary: 'varbinary',
  date: 'date',
  timestamp: 'timestamp(3)',
}

/** What `typeof` says of a column of this type: `row(type varchar, count bigint)`. */
export function trinoTypeOf(type: HiveType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`
    case 'char':
    case 'varchar':
      return `${type.kind}(${type.length})`
    case 'array':
      return `array(${trinoTypeOf(type.element)})`
    case 'map':
      return `map(${trinoTypeOf(type.key)}, ${trinoTypeOf(type.value)})`
    case 'struct':
      return `row(${type.fields.map(rowField).join(', ')})`
    default:
      return NAMES[type.kind]
  }
}

function rowField({ name, type }: HiveField): string {
  return `${name} ${trinoTypeOf(type)}`
}
