// The `.csv` of a query's result, as Athena writes it: every value in quotes, NULL as nothing at
// all, so that a reader can tell it from the empty text.

import type { ResultColumn, ResultRow } from '../types.ts'

export function csvHeader(columns: readonly ResultColumn[]): string {
  return csvLine(columns.map(({ label }) => label))
}

export function csvLine(row: ResultRow): string {
  return `${row.map((value) => (value === null ? '' : quoted(value))).join(',')}\n`
}

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`
}
