import { partitionLocation } from '../../../sql/partitions/location.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { CreateTableAsStatement } from '../../../sql/statement.ts'
import { namedColumnsOfQuery } from '../../../sql/trino/columns-of-query.ts'
import type { Column, TableDefinition } from '../../../sql/types.ts'
import { tableInput } from '../catalog/table-input.ts'
import type { QueryScope } from '../query-scope.ts'
import { partitionInput } from './change-partitions.ts'
import { requireEmptyLocation } from './empty-location.ts'
import { placeOf } from './named-table.ts'
import { NOTHING_TO_SHOW } from './nothing-to-show.ts'
import { keyValues } from './partition-values.ts'
import { queryRequest } from './query-request.ts'
import type { StatementResult } from './statement-result.ts'
import { writeRows } from './write-rows.ts'
import { partitionedBy, storageFormat, textOf, writtenForm } from './written-form.ts'

export async function createTableAs(
  statement: CreateTableAsStatement,
  scope: QueryScope,
): Promise<StatementResult> {
  const { catalog } = scope
  const place = placeOf(scope, statement.table)
  if (await catalog.storedTable(place)) {
    if (statement.ifNotExists) return NOTHING_TO_SHOW
    const says = `Destination table 'awsdatacatalog.${place.database}.${place.name}' already exists`
    throw new SqlError('TABLE_ALREADY_EXISTS', says, { line: 1, column: 1 })
  }
  const form = writtenForm(statement.properties)
  const request = await queryRequest(scope, statement.query)
  const table = newTable(statement, scope, namedColumnsOfQuery(request))
  const columns = [...table.columns, ...table.partitionKeys]
  const written = statement.withoutRows
    ? { objects: [], partitions: [], rowCount: 0, scannedBytes: 0 }
    : await writeRows(scope, {
        ...{ ...form, request, partitionKeys: table.partitionKeys.length },
        columns: columns.map((column, from) => ({ ...column, from })),
        locationOf: (values) => partitionLocation(table, keyValues(table, values)),
      })
  await catalog.createTable(place.database, tableInput(table))
  const inputs = written.partitions.map((values) =>
    partitionInput(table, values, partitionLocation(table, keyValues(table, values))),
  )
  if (table.partitionKeys.length > 0) await catalog.createPartitions(table, inputs)
  return { kind: 'written', ...written }
}

function newTable(
  statement: CreateTableAsStatement,
  scope: QueryScope,
  columns: readonly Column[],
): TableDefinition {
  const { properties, comment } = statement
  const keys = partitionedBy(properties)
  const split = columns.length - keys.length
  requireLast(columns.slice(Math.max(0, split)), keys)
  const { OutputLocation: output } = scope.execution.result
  const location = textOf(properties, 'external_location') ?? withoutEnding(output)
  const form = writtenForm(properties)
  return {
    ...placeOf(scope, statement.table),
    kind: 'EXTERNAL_TABLE',
    columns: columns.slice(0, split),
    partitionKeys: columns.slice(split),
    location: requireEmptyLocation(scope, location),
    format: storageFormat(form),
    properties: { has_encrypted_data: 'false', classification: form.format },
    ...(comment !== undefined && { comment }),
  }
}

/** Under EXECUTE it is named as a file. */
const withoutEnding = (output: string): string => output.replace(/\.csv$/, '')

function requireLast(last: readonly Column[], keys: readonly string[]): void {
  if (keys.every((key, index) => last[index]?.name === key)) return
  throw new SqlError(
    'HIVE_COLUMN_ORDER_MISMATCH',
    'Partition keys must be the last columns in the table and in the same order as the table ' +
      `properties: [${keys.join(', ')}]`,
  )
}
