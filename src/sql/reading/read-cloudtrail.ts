import { recordField, CLOUDTRAIL_RECORD, type RecordField } from './cloudtrail-record.ts'
import { namesAt, numberedField } from './field-at.ts'
import { jsonField, jsonValue } from './json-value.ts'
import { readCalls } from './read-function.ts'
import { shapeOf, type Shape } from './shape.ts'
import type { RowsAsked, TableReader, TableRows } from './table-rows.ts'
import { quoteText } from '../trino/quote.ts'
import type { UsedColumn } from '../trino/table-use.ts'

/**
 * Log files, `{"Records":[...]}` in one line. Only the columns that the query needs are parsed,
 * which is what makes it fast; a column that no CloudTrail record has needs the whole record.
 */
export const readCloudTrail: TableReader = (asked) => {
  const shaped = asked.columns.map((column) => ({ column, ...shapeFor(column) }))
  if (shaped.some(({ shape }) => !shape)) return wholeRecords(asked)
  const fields = shaped.flatMap(({ spelling, shape }) =>
    shape ? [`"${spelling}" ${shape.type}`] : [],
  )
  // A record of which nothing is needed is still a row.
  const members = fields.length > 0 ? fields.join(', ') : '"eventID" VARCHAR'
  const rows = recordsSql(asked, `STRUCT(${members})`)
  const shapes = new Map(shaped.map(({ column, spelling, shape }) => [column, { spelling, shape }]))
  return {
    sql: rows,
    column: (column) => {
      const { spelling, shape } = shapes.get(column) ?? {}
      return shape ? shape.sql(`record."${spelling}"`) : 'NULL'
    },
    inside: (column, path) => insideOf(column, path),
  }
}

function shapeFor({ name, type, paths, inside }: UsedColumn): {
  spelling?: string
  shape?: Shape | undefined
} {
  const known = recordField(CLOUDTRAIL_RECORD, name)
  if (!known) return {}
  const all = [...paths, ...inside.map(({ path }) => path)]
  return { spelling: known.spelling, shape: shapeOf(type, all, known.field) }
}

/** A field that is a column of its own: reached directly, without the rows around it. */
function insideOf({ name, type }: UsedColumn, path: readonly number[]): string {
  const known = recordField(CLOUDTRAIL_RECORD, name)
  const { names, type: inner } = namesAt(type, path)
  let field: RecordField | undefined = known?.field
  let sql = `record."${known?.spelling}"`
  for (const step of names) {
    const next = field && 'fields' in field ? recordField(field.fields, step) : undefined
    sql += `."${next?.spelling}"`
    field = next?.field
  }
  return shapeOf(inner, [[]], field)?.sql(sql) ?? 'NULL'
}

function recordsSql(asked: RowsAsked, type: string): string {
  if (asked.foundIn !== undefined) {
    // UNLIKE AWS: where files are searched before they are parsed, what stands in the place
    // of a structure and is none becomes NULLs, and no HIVE_BAD_DATA.
    const record = `from_json(record, ${quoteText(JSON.stringify(type))})`
    return `(SELECT ${record} AS record, filename FROM ${asked.foundIn})`
  }
  const calls = readCalls(
    asked.files,
    (paths, compression) =>
      `SELECT unnest("Records") AS record, filename FROM read_json(${paths}, ` +
      `columns = {"Records": '${type.replaceAll("'", "''")}[]'}, format = 'newline_delimited', ` +
      `filename = true, maximum_object_size = ${asked.objectBytesMax}, ${compression})`,
  )
  return `(${calls.join(' UNION ALL ')})`
}

function wholeRecords(asked: RowsAsked): TableRows {
  const column = ({ name, type }: UsedColumn) => jsonValue(jsonField('record', name), type)
  return {
    sql: recordsSql(asked, 'JSON'),
    column,
    inside: (used, path) => numberedField(column(used), path),
  }
}
