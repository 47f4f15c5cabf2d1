import { doubleText } from '../engine/double-text.ts'
import type { SqlType } from '../trino/sql-type.ts'

/** A value of Trino's JSON as Athena prints it; null is NULL. */
export function trinoValue(value: unknown, type: SqlType): string | null {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'real':
      return typeof value === 'number' ? doubleText(value, 'single') : String(value)
    case 'double':
      return typeof value === 'number' ? doubleText(value) : String(value)
    case 'varbinary':
      return Buffer.from(String(value), 'base64')
        .toString('hex')
        .replaceAll(/..(?=.)/g, '$& ')
    case 'array':
      return `[${listOf(value)
        .map((item) => inside(item, type.element))
        .join(', ')}]`
    case 'map': {
      const entries = Object.entries(value as Record<string, unknown>)
      return `{${entries.map(([key, item]) => `${key}=${inside(item, type.value)}`).join(', ')}}`
    }
    case 'row': {
      const fields = type.fields.map(({ name, type: inner }, index) => {
        return `${name ?? `field${index}`}=${inside(listOf(value)[index], inner)}`
      })
      return `{${fields.join(', ')}}`
    }
    default:
      return String(value)
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const inside = (value: unknown, type: SqlType): string => trinoValue(value, type) ?? 'null'
