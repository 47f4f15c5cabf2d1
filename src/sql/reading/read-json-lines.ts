import { numberedField } from './field-at.ts'
import { jsonField, jsonValue } from './json-value.ts'
import { readCalls } from './read-function.ts'
import type { TableReader } from './table-rows.ts'
import type { UsedColumn } from '../trino/table-use.ts'

/** A JSON object in each line. */
export const readJsonLines: TableReader = ({ definition, files, objectBytesMax }) => {
  const { serdeProperties } = definition.format
  const ignore = serdeProperties['ignore.malformed.json']?.toLowerCase() === 'true'
  const calls = readCalls(
    files,
    (paths, compression) =>
      `SELECT json AS record, filename FROM read_json_objects(${paths}, ` +
      `format = 'newline_delimited', filename = true, ignore_errors = ${ignore}, ` +
      `maximum_object_size = ${objectBytesMax}, ${compression})`,
  )
  const column = ({ name, type }: UsedColumn): string => {
    // OpenX: "mapping.column" = "nameInTheFile".
    const mapped = serdeProperties[`mapping.${name}`]?.toLowerCase() ?? name
    return jsonValue(jsonField('record', mapped), type)
  }
  return {
    sql: `(${calls.join(' UNION ALL ')})`,
    column,
    inside: (used, path) => numberedField(column(used), path),
  }
}
