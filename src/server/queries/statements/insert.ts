import { partitionLocation } from '../../../sql/partitions/location.ts'
import { isProjected } from '../../../sql/partitions/projection.ts'
import { tableFormat } from '../../../sql/reading/table-format.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { InsertStatement } from '../../../sql/statement.ts'
import { columnsOfQuery } from '../../../sql/trino/columns-of-query.ts'
import type { TableDefinition, WrittenColumn } from '../../../sql/types.ts'
import type { QueryScope } from '../query-scope.ts'
import { partitionInput } from './change-partitions.ts'
import { requireDefinition } from './named-table.ts'
import { fitsSpec, keyValues } from './partition-values.ts'
import { queryRequest } from './query-request.ts'
import type { StatementResult } from './statement-result.ts'
import { writeRows } from './write-rows.ts'
import { CONTROL_A, type WrittenForm } from './written-form.ts'

/** Adds objects to a table. Those that are there stay. */
export async function insert(
  statement: InsertStatement,
  scope: QueryScope,
): Promise<StatementResult> {
  const { catalog } = scope
  const table = await requireDefinition(scope, statement.table)
  if (table.kind === 'VIRTUAL_VIEW') {
    throw new SqlError('NOT_SUPPORTED', 'Inserting into views is not supported')
  }
  const form = formOf(table)
  const request = await queryRequest(scope, statement.query)
  const columns = insertedColumns(statement, table, columnsOfQuery(request).length)
  const isAdded = table.partitionKeys.length > 0 && !isProjected(table)
  const known = isAdded ? await catalog.partitions(table) : []
  const locationOf = (values: readonly string[]) => {
    const spec = keyValues(table, values)
    const partition = known.find((one) => fitsSpec(one.values, spec))
    return asFolder(partition?.location ?? partitionLocation(table, spec))
  }
  const { partitionKeys } = table
  const rows = { ...form, request, columns, partitionKeys: partitionKeys.length, locationOf }
  const written = await writeRows(scope, rows)
  const inputs = written.partitions.map((values) =>
    partitionInput(table, values, locationOf(values)),
  )
  if (isAdded) await catalog.createPartitions(table, inputs)
  return { kind: 'written', ...written }
}

const asFolder = (location: string): string => (location.endsWith('/') ? location : `${location}/`)

function formOf(table: TableDefinition): WrittenForm {
  const format = tableFormat(table)
  if (format === 'cloudtrail' || format === 'csv') {
    const says = `Inserting into tables with SerDe ${table.format.serde} is not supported`
    throw new SqlError('NOT_SUPPORTED', says)
  }
  const { serdeProperties } = table.format
  const delimiter = serdeProperties['field.delim'] ?? serdeProperties['serialization.format']
  return {
    format: format === 'delimited' ? 'text' : format,
    compression: 'gzip',
    delimiter: delimiter ?? CONTROL_A,
  }
}

/** Every column of the table, and which column of the query it takes. */
function insertedColumns(
  { columns: named }: InsertStatement,
  { columns, partitionKeys }: TableDefinition,
  given: number,
): readonly WrittenColumn[] {
  const all = [...columns, ...partitionKeys]
  const names = named.length > 0 ? named : all.map(({ name }) => name)
  if (names.length !== given) {
    const says = `Insert query has ${given} expressions but expected ${names.length} target columns`
    throw new SqlError('SYNTAX_ERROR', says)
  }
  const unknown = names.find((name) => !all.some((column) => column.name === name))
  if (unknown !== undefined) {
    const says = `Insert column name does not exist in target table: ${unknown}`
    throw new SqlError('COLUMN_NOT_FOUND', says)
  }
  return all.map((column) => {
    const from = names.indexOf(column.name)
    return { ...column, from: from < 0 ? undefined : from }
  })
}
