import { quoteText } from '../trino/quote.ts'
import type { TableUse, UsedColumn } from '../trino/table-use.ts'
import type { Compacted } from '../engine/duckdb-engine.ts'
import { namesAt } from '../reading/field-at.ts'
import { tagOf } from '../reading/table-view.ts'
import type { TableRows } from '../reading/table-rows.ts'
import type { DataSource } from '../types.ts'
import type { CompactedFile } from './manifest.ts'
import { storedField, storedValue } from './stored-record.ts'

/** The rows of exactly the sources that were handed over, from the files that have them. */
export function compactedRows(
  use: TableUse,
  files: readonly CompactedFile[],
): Compacted | undefined {
  if (!isStored(use)) return undefined
  const byTag = new Map(use.table.sources.map((source) => [tagOf(source), source]))
  const covered = new Set<DataSource>()
  const parts: { path: string; tags: readonly string[] | undefined }[] = []
  for (const { path, tags } of files) {
    const own = [...tags].flatMap((tag) => {
      const source = byTag.get(tag)
      return source && !covered.has(source) ? [{ tag, source }] : []
    })
    if (own.length === 0) continue
    for (const { source } of own) covered.add(source)
    parts.push({ path, tags: own.length === tags.size ? undefined : own.map(({ tag }) => tag) })
  }
  if (parts.length === 0) return undefined
  return { covered, rows: [rowsOf(parts)], paths: parts.map(({ path }) => path) }
}

/** Whether everything that the query needs of the table is in the compacted files. */
function isStored({ columns }: TableUse): boolean {
  const paths = ({ paths, inside }: UsedColumn) => [
    ...(paths.length > 0 ? [[]] : []),
    ...inside.map(({ path }) => path),
  ]
  return columns.every((column) => paths(column).every((path) => valueAt(column, path)))
}

function valueAt({ name, type }: UsedColumn, path: readonly number[]): string | undefined {
  const { names, type: inner } = namesAt(type, path)
  const stored = storedField(name, names)
  return stored && storedValue(stored.sql, inner, stored.field)
}

function rowsOf(
  parts: readonly { path: string; tags: readonly string[] | undefined }[],
): TableRows {
  const whole = parts.filter(({ tags }) => !tags).map(({ path }) => quoteText(path))
  const read = (paths: string) => `SELECT *, tag AS filename FROM read_parquet([${paths}])`
  const calls = whole.length > 0 ? [read(whole.join(', '))] : []
  // A file may hold objects that were deleted, or that this caller may not read.
  for (const { path, tags } of parts) {
    if (!tags) continue
    const list = tags.map((tag) => quoteText(tag)).join(', ')
    calls.push(`${read(quoteText(path))} WHERE tag IN (${list})`)
  }
  return {
    sql: `(${calls.join(' UNION ALL ')})`,
    column: (column) => valueAt(column, []) ?? 'NULL',
    inside: (column, path) => valueAt(column, path) ?? 'NULL',
  }
}
