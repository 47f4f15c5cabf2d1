import { recordField, type RecordField, type RecordFields } from './cloudtrail-record.ts'
import { duckDbType, type SqlType } from '../trino/sql-type.ts'

/** A value of a log file: the type it is parsed as, and the SQL that makes it a table's value. */
export interface Shape {
  /** What read_json is told, so that nothing else of the record is parsed. */
  readonly type: string
  readonly sql: (value: string) => string
}

type Paths = readonly (readonly number[])[]

/** Only what `paths` lead to is parsed; the empty path is the whole. */
export function shapeOf(
  type: SqlType,
  paths: Paths,
  field: RecordField | undefined,
): Shape | undefined {
  if (type.kind === 'row') return rowShape(type, paths, fieldsOf(field, 'structure'))
  if (type.kind === 'array') {
    const inner =
      field?.kind === 'list' ? { kind: 'structure' as const, fields: field.fields } : undefined
    const element = shapeOf(type.element, [[]], inner)
    if (!element) return undefined
    const sql = (value: string) => `list_transform(${value}, lambda e: ${element.sql('e')})`
    return { type: `${element.type}[]`, sql }
  }
  if (type.kind === 'map') return mapShape(type)
  return { type: parsedAs(type), sql: (value) => scalarSql(value, type) }
}

const fieldsOf = (field: RecordField | undefined, kind: string): RecordFields | undefined =>
  field && field.kind === kind && 'fields' in field ? field.fields : undefined

function rowShape(
  type: SqlType & { kind: 'row' },
  paths: Paths,
  fields: RecordFields | undefined,
): Shape | undefined {
  const isWhole = paths.some((path) => path.length === 0)
  const parts: { index: number; spelling: string; shape: Shape }[] = []
  for (const [index, { name = '', type: inner }] of type.fields.entries()) {
    const further = paths.filter(([first]) => first === index).map(([, ...rest]) => rest)
    if (!isWhole && further.length === 0) continue
    const known = fields && recordField(fields, name)
    // Without the spelling the name cannot be found: JSON's names have a case.
    if (!known) return undefined
    const shape = shapeOf(inner, isWhole ? [[]] : further, known.field)
    if (!shape) return undefined
    parts.push({ index, spelling: known.spelling, shape })
  }
  const types = parts.map(({ spelling, shape }) => `"${spelling}" ${shape.type}`)
  const sql = (value: string): string => {
    const packed = parts.map(({ index, spelling, shape }) => {
      return `f${index} := ${shape.sql(`${value}."${spelling}"`)}`
    })
    return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${packed.join(', ')}) END`
  }
  return { type: `STRUCT(${types.join(', ')})`, sql }
}

function mapShape(type: SqlType & { kind: 'map' }): Shape | undefined {
  const value = shapeOf(type.value, [[]], undefined)
  if (type.key.kind !== 'varchar' || !value) return undefined
  const isPlain = value.type === duckDbType(type.value)
  const pair = `{'key': e.key, 'value': ${value.sql('e.value')}}`
  const sql = (map: string) =>
    isPlain ? map : `map_from_entries(list_transform(map_entries(${map}), lambda e: ${pair}))`
  return { type: `MAP(VARCHAR, ${value.type})`, sql }
}

const AS_TEXT: readonly string[] = ['date', 'timestamp', 'varbinary', 'char']

const parsedAs = (type: SqlType): string =>
  AS_TEXT.includes(type.kind) ? 'VARCHAR' : duckDbType(type)

/** Text of a file as a value of the table's type. */
export function scalarSql(text: string, type: SqlType): string {
  switch (type.kind) {
    case 'varchar':
      return type.length === undefined ? text : `left(${text}, ${type.length})`
    case 'char':
      return `rpad(left(${text}, ${type.length}), ${type.length}, ' ')`
    case 'varbinary':
      return `encode(${text})`
    default:
      return AS_TEXT.includes(type.kind) ? `TRY_CAST(${text} AS ${duckDbType(type)})` : text
  }
}
