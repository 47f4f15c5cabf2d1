import { SqlError } from '../../../sql/sql-error.ts'
import type { UnloadStatement } from '../../../sql/statement.ts'
import { namedColumnsOfQuery } from '../../../sql/trino/columns-of-query.ts'
import type { QueryScope } from '../query-scope.ts'
import { requireEmptyLocation } from './empty-location.ts'
import { queryRequest } from './query-request.ts'
import type { StatementResult } from './statement-result.ts'
import { writeRows } from './write-rows.ts'
import { partitionedBy, writtenForm } from './written-form.ts'

/** https://docs.aws.amazon.com/athena/latest/ug/unload.html */
export async function unload(
  { query, location: to, properties }: UnloadStatement,
  scope: QueryScope,
): Promise<StatementResult> {
  if (properties['format'] === undefined) {
    throw new SqlError('INVALID_TABLE_PROPERTY', 'UNLOAD needs a format: PARQUET, JSON, TEXTFILE')
  }
  const form = writtenForm(properties)
  const location = requireEmptyLocation(scope, to)
  const request = await queryRequest(scope, query)
  const columns = namedColumnsOfQuery(request).map((column, from) => ({ ...column, from }))
  const keys = partitionedBy(properties)
  const last = columns.slice(Math.max(0, columns.length - keys.length))
  if (!keys.every((key, index) => last[index]?.name === key)) {
    const says = `Partition keys must be the last columns of the query: [${keys.join(', ')}]`
    throw new SqlError('HIVE_COLUMN_ORDER_MISMATCH', says)
  }
  const folder = (values: readonly string[]) =>
    keys.map((key, index) => `${key}=${encodeURIComponent(values[index] ?? '')}/`).join('')
  const written = await writeRows(scope, {
    ...{ ...form, request, columns, partitionKeys: keys.length },
    locationOf: (values) => `${location}${folder(values)}`,
  })
  return { kind: 'written', ...written }
}
