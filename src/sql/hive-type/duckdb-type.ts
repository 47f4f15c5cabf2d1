import type { HiveField, HivePrimitive, HiveType } from '../types.ts'

const NAMES: Readonly<Record<HivePrimitive, string>> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  bigint: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  string: 'VARCHAR',
  binary: 'BLOB',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
}

/** How DuckDB's SQL writes the type. */
export function duckdbTypeOf(type: HiveType): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`
    case 'char':
    case 'varchar':
      return 'VARCHAR'
    case 'array':
      return `${duckdbTypeOf(type.element)}[]`
    case 'map':
      return `MAP(${duckdbTypeOf(type.key)}, ${duckdbTypeOf(type.value)})`
    case 'struct':
      return `STRUCT(${type.fields.map(duckdbField).join(', ')})`
    default:
      return NAMES[type.kind]
  }
}

function duckdbField({ name, type }: HiveField): string {
  return `"${name.replaceAll('"', '""')}" ${duckdbTypeOf(type)}`
}
