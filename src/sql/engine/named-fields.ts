import type { SqlType } from '../trino/sql-type.ts'

/** A value whose rows have their fields' names again: inside of queries they are numbered. */
export function namedFields(sql: string, type: SqlType, level = 0): string {
  if (!hasRows(type)) return sql
  // Each lambda has a name of its own for what it is given.
  const inner = `x${level}`
  switch (type.kind) {
    case 'array': {
      const element = namedFields(inner, type.element, level + 1)
      return `list_transform(${sql}, lambda ${inner}: ${element})`
    }
    case 'map': {
      const key = namedFields(`${inner}.key`, type.key, level + 1)
      const value = namedFields(`${inner}.value`, type.value, level + 1)
      const entry = `struct_pack("key" := ${key}, "value" := ${value})`
      return `map_from_entries(list_transform(map_entries(${sql}), lambda ${inner}: ${entry}))`
    }
    case 'row': {
      const fields = type.fields.map(({ name, type: field }, index) => {
        const value = namedFields(`(${sql}).f${index}`, field, level + 1)
        return `"${(name ?? `field${index}`).replaceAll('"', '""')}" := ${value}`
      })
      return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`
    }
    default:
      return sql
  }
}

function hasRows(type: SqlType): boolean {
  switch (type.kind) {
    case 'row':
      return true
    case 'array':
      return hasRows(type.element)
    case 'map':
      return hasRows(type.key) || hasRows(type.value)
    default:
      return false
  }
}
