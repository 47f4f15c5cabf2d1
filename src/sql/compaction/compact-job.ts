import { quoteText } from '../trino/quote.ts'
import type { SourceFile } from '../reading/source-files.ts'
import { readCalls } from '../reading/read-function.ts'
import { tagOf } from '../reading/table-view.ts'
import { storedRecordType } from './stored-record.ts'

/** A group of rows is skipped when the query's event source and name are not in it. */
const ROWS_PER_GROUP = 20_000

/** Log files as one sorted Parquet file, every row with the tag of its object. */
export function compactSql(
  files: readonly SourceFile[],
  target: string,
  objectBytesMax: number,
): string {
  const type = storedRecordType().replaceAll("'", "''")
  const calls = readCalls(
    files,
    (paths, compression) =>
      `SELECT unnest("Records") AS record, filename FROM read_json(${paths}, ` +
      `columns = {"Records": '${type}[]'}, format = 'newline_delimited', filename = true, ` +
      `maximum_object_size = ${objectBytesMax}, ${compression})`,
  )
  const tags = files.map(({ path, source }) => `(${quoteText(path)}, ${quoteText(tagOf(source))})`)
  return (
    `COPY (SELECT tag, record.* FROM (${calls.join(' UNION ALL ')}) JOIN ` +
    `(VALUES ${tags.join(', ')}) AS s(path, tag) ON path = filename ` +
    `ORDER BY record."eventSource", record."eventName", record."eventTime") ` +
    `TO ${quoteText(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROWS_PER_GROUP})`
  )
}
