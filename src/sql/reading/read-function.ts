import { quoteText } from '../trino/quote.ts'
import { byCompression, type SourceFile } from './source-files.ts'

/** DuckDB's table function over files: one call for each compression. `filename` is a column. */
export function readCalls(
  files: readonly SourceFile[],
  call: (paths: string, compression: string) => string,
): readonly string[] {
  return [...byCompression(files)].map(([compression, group]) =>
    call(
      `[${group.map(({ path }) => quoteText(path)).join(', ')}]`,
      `compression = '${compression}'`,
    ),
  )
}
