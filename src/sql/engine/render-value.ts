import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { SqlType } from '../trino/sql-type.ts'
import { doubleText } from './double-text.ts'
import { addressText } from './address-text.ts'
import { daySecondText, timestampText, yearMonthText } from './time-text.ts'

/** A value as Athena prints it; null is NULL. */
export function renderValue(value: DuckDBValue, type: SqlType): string | null {
  if (value === null) return null
  switch (type.kind) {
    case 'double':
      return doubleText(Number(value))
    case 'real':
      return doubleText(Number(value), 'single')
    case 'varchar':
    case 'char':
    case 'json':
      return String(value)
    case 'ipaddress':
      return addressText(String(value))
    case 'unknown':
      return null
    default:
      return renderObject(value, type)
  }
}

function renderObject(value: DuckDBValue, type: SqlType): string {
  if (value instanceof DuckDBListValue && type.kind === 'array') {
    return `[${value.items.map((item) => inside(item, type.element)).join(', ')}]`
  }
  if (value instanceof DuckDBMapValue && type.kind === 'map') {
    const entries = value.entries.map(
      (entry) => `${inside(entry.key, type.key)}=${inside(entry.value, type.value)}`,
    )
    return `{${entries.join(', ')}}`
  }
  if (value instanceof DuckDBStructValue && type.kind === 'row') {
    const fields = type.fields.map(({ name, type: inner }, index) => {
      return `${name ?? `field${index}`}=${inside(value.entries[`f${index}`] ?? null, inner)}`
    })
    return `{${fields.join(', ')}}`
  }
  return renderPlain(value, type)
}

const inside = (value: DuckDBValue, type: SqlType): string => renderValue(value, type) ?? 'null'

const MICROS_PER_MS = 1000n

function renderPlain(value: DuckDBValue, type: SqlType): string {
  if (value instanceof DuckDBTimestampValue) return timestampText(value.micros / MICROS_PER_MS)
  if (value instanceof DuckDBTimestampTZValue) {
    const zone = type.kind === 'timestamp with time zone' ? type.zone : 'UTC'
    return timestampText(value.micros / MICROS_PER_MS, zone)
  }
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBIntervalValue) {
    return type.kind === 'interval year to month'
      ? yearMonthText(value.months)
      : daySecondText(value)
  }
  if (value instanceof DuckDBBlobValue) {
    return Buffer.from(value.bytes)
      .toString('hex')
      .replaceAll(/..(?=.)/g, '$& ')
  }
  return String(value)
}
