import { fault, type Context } from './context.ts'
import { coerce } from './coerce.ts'
import {
  duckDbType,
  isInstant,
  isInteger,
  isNumeric,
  isText,
  typeName,
  type SqlType,
} from './sql-type.ts'
import { tried } from './macros.ts'
import type { Typed } from './typed.ts'

interface Where {
  readonly context: Context
  readonly at: number
}

/** The user's CAST and TRY_CAST. Where DuckDB reads text more freely, a macro stands between. */
export function castTo(value: Typed, type: SqlType, safe: boolean, where: Where): Typed {
  if (value.type.kind === 'unknown') return coerce(value, type)
  const sql = castSql(value, type)
  if (sql === undefined) {
    const says = `Cannot cast ${typeName(value.type)} to ${typeName(type)}`
    throw fault(where.context, 'TYPE_MISMATCH', says, where.at)
  }
  const constant = value.constant !== undefined && isText(type) ? { constant: value.constant } : {}
  const found = safe ? safeSql(value, type, sql) : sql
  return { sql: found, type: typeAfter(value.type, type), ...constant }
}

/** TRY_CAST forgives the CAST, not what is wrong with its operand: that stays outside of TRY. */
function safeSql(value: Typed, type: SqlType, sql: string): string {
  if (!/\bsk_|\(/.test(value.sql)) return `TRY(${tried(sql)})`
  const inner = castSql({ sql: 'e', type: value.type }, type) ?? 'e'
  return `list_transform([${value.sql}], lambda e: TRY(${tried(inner)}))[1]`
}

/** A zone that is known stays. */
const typeAfter = (from: SqlType, to: SqlType): SqlType =>
  from.kind === 'timestamp with time zone' && to.kind === from.kind ? from : to

function castSql({ sql, type: from }: Typed, to: SqlType): string | undefined {
  if (isText(to)) return textSql(sql, from, to)
  if (isText(from)) return fromText(sql, to)
  if (from.kind === 'json') return fromJson(sql, to)
  if (to.kind === 'json') return toJson(sql, from)
  if (isNumeric(from)) return fromNumber(sql, from, to)
  if (isInstant(from)) return fromInstant(sql, from, to)
  if (from.kind === 'boolean' && isNumeric(to)) return `CAST(${sql} AS ${duckDbType(to)})`
  return compositeSql(sql, from, to)
}

function compositeSql(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (from.kind === 'array' && to.kind === 'array') return elementsSql(sql, from.element, to)
  if (from.kind === 'row' && to.kind === 'row') return rowSql(sql, from, to)
  if (from.kind === 'map' && to.kind === 'map') return mapSql(sql, from, to)
  return from.kind === to.kind ? sql : undefined
}

function fromNumber(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (to.kind === 'boolean') return `(${sql} <> 0)`
  if (!isNumeric(to)) return undefined
  return isInteger(from) ? `CAST(${sql} AS ${duckDbType(to)})` : fromFraction(sql, to)
}

function fromInstant(sql: string, from: SqlType, to: SqlType): string | undefined {
  if (!isInstant(to)) return undefined
  const local = from.kind === 'timestamp with time zone' ? `timezone('${from.zone}', ${sql})` : sql
  return from.kind === to.kind ? sql : `CAST(${local} AS ${duckDbType(to)})`
}

/** Trino rounds half away from zero, DuckDB to the even number. */
function fromFraction(sql: string, to: SqlType): string {
  const rounded = isInteger(to) ? `round(${sql})` : sql
  return `CAST(${rounded} AS ${duckDbType(to)})`
}

function fromText(sql: string, to: SqlType): string | undefined {
  switch (to.kind) {
    case 'boolean':
      return `sk_boolean(${sql})`
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return `CAST(sk_integer(${sql}, '${to.kind}') AS ${duckDbType(to)})`
    case 'real':
    case 'double':
      return `CAST(sk_number(${sql}, '${to.kind}') AS ${duckDbType(to)})`
    case 'decimal':
      return `CAST(sk_number(${sql}, '${typeName(to)}') AS ${duckDbType(to)})`
    case 'date':
      return `sk_date(${sql})`
    case 'timestamp':
      return `sk_timestamp(${sql})`
    case 'timestamp with time zone':
      return `sk_zoned(${sql})`
    case 'varbinary':
      return `encode(${sql})`
    case 'json':
      return `to_json(${sql})`
    case 'ipaddress':
      return `sk_address(${sql})`
    default:
      return undefined
  }
}

/** A value as text, as Trino writes it. */
export function textSql(sql: string, from: SqlType, to: SqlType): string | undefined {
  const text = plainTextSql(sql, from)
  if (text === undefined) return undefined
  if (to.kind === 'varchar' && to.length !== undefined) return `left(${text}, ${to.length})`
  return to.kind === 'char' ? `rpad(${text}, ${to.length}, ' ')` : text
}

const PLAIN: readonly string[] = [
  ...['boolean', 'tinyint', 'smallint', 'integer', 'bigint', 'decimal', 'date'],
]

function plainTextSql(sql: string, from: SqlType): string | undefined {
  if (PLAIN.includes(from.kind)) return `CAST(${sql} AS VARCHAR)`
  switch (from.kind) {
    case 'varchar':
    case 'char':
      return sql
    case 'real':
    case 'double':
      return `sk_double_text(${sql})`
    case 'timestamp':
      return `strftime(${sql}, '%Y-%m-%d %H:%M:%S.%g')`
    case 'timestamp with time zone': {
      const local = `timezone('${from.zone}', ${sql})`
      return `(strftime(${local}, '%Y-%m-%d %H:%M:%S.%g') || ' ${from.zone}')`
    }
    case 'json':
      return `sk_json_text(${sql})`
    case 'ipaddress':
      return `sk_address_text(${sql})`
    case 'varbinary':
      return `decode(${sql})`
    default:
      return undefined
  }
}

function fromJson(sql: string, to: SqlType): string | undefined {
  switch (to.kind) {
    case 'json':
      return sql
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'double':
    case 'real':
      return fromText(`sk_json_text(${sql})`, to)
    case 'array': {
      const element = fromJson('e', to.element)
      return element && `list_transform(CAST(${sql} AS JSON[]), lambda e: ${element})`
    }
    case 'map': {
      const value = to.key.kind === 'varchar' ? fromJsonValue('e.value', to.value) : undefined
      const entries = `map_entries(CAST(${sql} AS MAP(VARCHAR, JSON)))`
      const pair = `{'key': e.key, 'value': ${value}}`
      return value && `map_from_entries(list_transform(${entries}, lambda e: ${pair}))`
    }
    default:
      return undefined
  }
}

const fromJsonValue = (sql: string, to: SqlType): string | undefined =>
  isText(to) ? `sk_json_text(${sql})` : fromJson(sql, to)

function toJson(sql: string, from: SqlType): string | undefined {
  const plain = ['boolean', 'tinyint', 'smallint', 'integer', 'bigint', 'double', 'decimal', 'json']
  if (plain.includes(from.kind)) return `to_json(${sql})`
  const isPlain = (type: SqlType): boolean => isText(type) || plain.includes(type.kind)
  if (from.kind === 'array' && isPlain(from.element)) return `to_json(${sql})`
  if (from.kind === 'map' && isText(from.key) && isPlain(from.value)) return `to_json(${sql})`
  return undefined
}

function elementsSql(sql: string, from: SqlType, to: SqlType & { kind: 'array' }) {
  const element = castSql({ sql: 'e', type: from }, to.element)
  return element && `list_transform(${sql}, lambda e: ${element})`
}

function rowSql(sql: string, from: SqlType & { kind: 'row' }, to: SqlType & { kind: 'row' }) {
  if (from.fields.length !== to.fields.length) return undefined
  const fields = to.fields.map(({ type }, index) => {
    const before = from.fields[index]?.type ?? type
    return castSql({ sql: `(${sql}).f${index}`, type: before }, type)
  })
  if (fields.includes(undefined)) return undefined
  const packed = fields.map((field, index) => `f${index} := ${field}`).join(', ')
  return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${packed}) END`
}

function mapSql(sql: string, from: SqlType & { kind: 'map' }, to: SqlType & { kind: 'map' }) {
  const key = castSql({ sql: 'e.key', type: from.key }, to.key)
  const value = castSql({ sql: 'e.value', type: from.value }, to.value)
  if (key === undefined || value === undefined) return undefined
  const pair = `{'key': ${key}, 'value': ${value}}`
  return `map_from_entries(list_transform(map_entries(${sql}), lambda e: ${pair}))`
}
