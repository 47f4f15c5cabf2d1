import { duckDbType, type SqlType } from '../trino/sql-type.ts'

/**
 * JSON as a value of the table's type: names without regard to case, an object that is declared
 * STRING as its text. Slower than a Shape, and right for names that are not known beforehand.
 */
export function jsonValue(json: string, type: SqlType): string {
  switch (type.kind) {
    case 'row': {
      const fields = type.fields.map(({ name = '', type: inner }, index) => {
        return `f${index} := ${jsonValue(jsonField(json, name), inner)}`
      })
      return `CASE WHEN json_type(${json}) = 'OBJECT' THEN struct_pack(${fields.join(', ')}) END`
    }
    case 'array':
      return (
        `CASE WHEN json_type(${json}) = 'ARRAY' THEN ` +
        `list_transform(CAST(${json} AS JSON[]), lambda e: ${jsonValue('e', type.element)}) END`
      )
    case 'map': {
      const pair =
        `{'key': CAST(e.key AS ${duckDbType(type.key)}), 'value': ` +
        `${jsonValue('e.value', type.value)}}`
      const entries = `map_entries(CAST(${json} AS MAP(VARCHAR, JSON)))`
      return (
        `CASE WHEN json_type(${json}) = 'OBJECT' THEN ` +
        `map_from_entries(list_transform(${entries}, lambda e: ${pair})) END`
      )
    }
    case 'varchar':
      return `sk_json_as_text(${json})`
    case 'char':
      return `rpad(sk_json_as_text(${json}), ${type.length}, ' ')`
    case 'varbinary':
      return `encode(sk_json_as_text(${json}))`
    default:
      return `CAST(sk_json_as_text(${json}) AS ${duckDbType(type)})`
  }
}

/** The member of a name in lower case, however the object spells it. */
export const jsonField = (json: string, name: string): string =>
  `sk_json_field(${json}, '${name.replaceAll("'", "''")}')`
