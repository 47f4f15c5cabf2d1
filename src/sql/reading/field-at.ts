import type { SqlType } from '../trino/sql-type.ts'

/** The SQL of a field inside a row that is made of numbered fields. */
export const numberedField = (row: string, path: readonly number[]): string =>
  path.reduce((base, index) => `(${base}).f${index}`, row)

/** The names on the way to a field, and its type. */
export function namesAt(type: SqlType, path: readonly number[]) {
  let inner = type
  const names: string[] = []
  for (const index of path) {
    const field = inner.kind === 'row' ? inner.fields[index] : undefined
    if (!field) throw new Error('a path leads to a field')
    names.push(field.name ?? '')
    inner = field.type
  }
  return { names, type: inner }
}
