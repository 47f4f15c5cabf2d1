import type { HiveField, HiveType } from '../types.ts'

/** As the Glue catalog holds it: `struct<type:string,resources:array<string>>`. */
export function printHiveType(type: HiveType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`
    case 'char':
    case 'varchar':
      return `${type.kind}(${type.length})`
    case 'array':
      return `array<${printHiveType(type.element)}>`
    case 'map':
      return `map<${printHiveType(type.key)},${printHiveType(type.value)}>`
    case 'struct':
      return `struct<${type.fields.map(printField).join()}>`
    default:
      return type.kind
  }
}

function printField({ name, type }: HiveField): string {
  return `${name}:${printHiveType(type)}`
}
