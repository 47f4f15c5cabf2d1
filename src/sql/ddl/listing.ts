import type { ResultColumn } from '../types.ts'

/** What a statement of DDL answers: the lines of its `.txt`, each one row of GetQueryResults. */
export interface Listing {
  readonly columns: readonly ResultColumn[]
  readonly lines: readonly string[]
}

export function listing(names: readonly string[], lines: readonly string[]): Listing {
  return { columns: names.map(column), lines }
}

/** The whole file. */
export function listingText({ lines }: Listing): string {
  return lines.map((line) => `${line}\n`).join('')
}

function column(name: string): ResultColumn {
  return {
    ...{ name, label: name, type: 'string', precision: 0, scale: 0 },
    ...{ nullable: 'UNKNOWN', caseSensitive: false },
  }
}

/** Hive fills columns up to 20 characters; what is longer stays as long as it is. */
export const padded = (text: string): string => text.padEnd(20)
