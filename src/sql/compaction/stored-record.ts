import { scalarSql } from '../reading/shape.ts'
import {
  CLOUDTRAIL_RECORD,
  recordField,
  type RecordField,
  type RecordFields,
} from '../reading/cloudtrail-record.ts'
import { jsonValue } from '../reading/json-value.ts'
import { duckDbType, isText, type SqlType } from '../trino/sql-type.ts'

/** The record as a compacted file holds it: every field that CloudTrail is known to write. */
export const storedRecordType = (): string => structType(CLOUDTRAIL_RECORD)

function structType(fields: RecordFields): string {
  const members = Object.entries(fields).map(([name, field]) => `"${name}" ${storedType(field)}`)
  return `STRUCT(${members.join(', ')})`
}

function storedType(field: RecordField): string {
  if (!('fields' in field)) return 'VARCHAR'
  const type = structType(field.fields)
  return field.kind === 'list' ? `${type}[]` : type
}

/**
 * A stored value as a column of a table, or a field inside it. Undefined when the table declares
 * something that is not stored: then the logs themselves are read.
 */
export function storedValue(sql: string, type: SqlType, field: RecordField): string | undefined {
  if (!('fields' in field)) return scalarValue(sql, type)
  if (field.kind === 'list') {
    const element = type.kind === 'array' ? rowValue('e', type.element, field.fields) : undefined
    return element && `list_transform(${sql}, lambda e: ${element})`
  }
  return rowValue(sql, type, field.fields)
}

function rowValue(sql: string, type: SqlType, fields: RecordFields): string | undefined {
  if (type.kind !== 'row') return undefined
  const packed: string[] = []
  for (const [index, { name = '', type: inner }] of type.fields.entries()) {
    const known = recordField(fields, name)
    const value = known && storedValue(`${sql}."${known.spelling}"`, inner, known.field)
    if (value === undefined) return undefined
    packed.push(`f${index} := ${value}`)
  }
  return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${packed.join(', ')}) END`
}

function scalarValue(sql: string, type: SqlType): string {
  if (isText(type)) return scalarSql(sql, type)
  const isComposite = ['row', 'array', 'map'].includes(type.kind)
  if (isComposite) return jsonValue(`sk_json_or_null(${sql})`, type)
  return `CAST(${sql} AS ${duckDbType(type)})`
}

/** The field at the end of a path of names, and its SQL. */
export function storedField(
  column: string,
  names: readonly string[],
): { readonly sql: string; readonly field: RecordField } | undefined {
  let found = recordField(CLOUDTRAIL_RECORD, column)
  let sql = `"${found?.spelling}"`
  for (const name of names) {
    found = found && 'fields' in found.field ? recordField(found.field.fields, name) : undefined
    sql += `."${found?.spelling}"`
  }
  return found && { sql, field: found.field }
}
