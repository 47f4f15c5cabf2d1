// Trino's types. Timestamps have milliseconds, as everywhere in Athena. A zone is known when the
// query is translated, or it is UTC: DuckDB keeps none.

export type SqlType =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'varchar'; readonly length?: number }
  | { readonly kind: 'char'; readonly length: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'timestamp with time zone'; readonly zone: string }
  | { readonly kind: 'array'; readonly element: SqlType }
  | { readonly kind: 'map'; readonly key: SqlType; readonly value: SqlType }
  | { readonly kind: 'row'; readonly fields: readonly RowField[] }

export type ScalarKind =
  /** Of NULL: becomes any other. */
  | 'unknown'
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'real'
  | 'double'
  | 'varbinary'
  | 'date'
  | 'timestamp'
  | 'interval day to second'
  | 'interval year to month'
  | 'json'
  | 'ipaddress'

export interface RowField {
  /** Undefined: without a name, as in ROW(1, 2). */
  readonly name?: string
  readonly type: SqlType
}

const scalar = (kind: ScalarKind): SqlType => ({ kind })

export const UNKNOWN = scalar('unknown')
export const BOOLEAN = scalar('boolean')
export const INTEGER = scalar('integer')
export const BIGINT = scalar('bigint')
export const DOUBLE = scalar('double')
export const DATE = scalar('date')
export const TIMESTAMP = scalar('timestamp')
export const JSON_TYPE = scalar('json')
export const VARCHAR: SqlType = { kind: 'varchar' }

export const zoned = (zone: string): SqlType => ({ kind: 'timestamp with time zone', zone })
export const arrayOf = (element: SqlType): SqlType => ({ kind: 'array', element })

const INTEGERS: readonly string[] = ['tinyint', 'smallint', 'integer', 'bigint']

export const isInteger = ({ kind }: SqlType): boolean => INTEGERS.includes(kind)
export const isNumeric = (type: SqlType): boolean =>
  isInteger(type) || ['decimal', 'real', 'double'].includes(type.kind)
export const isText = ({ kind }: SqlType): boolean => kind === 'varchar' || kind === 'char'
export const isInstant = ({ kind }: SqlType): boolean =>
  kind === 'date' || kind === 'timestamp' || kind === 'timestamp with time zone'
export const isInterval = ({ kind }: SqlType): boolean => kind.startsWith('interval')

/** Values of it have an order: ORDER BY, `<`, max. */
export function isOrderable(type: SqlType): boolean {
  switch (type.kind) {
    case 'map':
    case 'json':
      return false
    case 'array':
      return isOrderable(type.element)
    case 'row':
      return type.fields.every((field) => isOrderable(field.type))
    default:
      return true
  }
}

/** As Trino writes it in a sentence, and typeof() returns it. */
export function typeName(type: SqlType): string {
  switch (type.kind) {
    case 'varchar':
      return type.length === undefined ? 'varchar' : `varchar(${type.length})`
    case 'char':
      return `char(${type.length})`
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`
    case 'timestamp':
      return 'timestamp(3)'
    case 'timestamp with time zone':
      return 'timestamp(3) with time zone'
    case 'array':
      return `array(${typeName(type.element)})`
    case 'map':
      return `map(${typeName(type.key)}, ${typeName(type.value)})`
    case 'row':
      return `row(${type.fields.map(fieldText).join(', ')})`
    default:
      return type.kind
  }
}

const fieldText = ({ name, type }: RowField): string =>
  name === undefined ? typeName(type) : `${name} ${typeName(type)}`

/** Of integers: how many digits, when they become decimals. */
const DIGITS: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
}

export const asDecimal = (type: SqlType): (SqlType & { kind: 'decimal' }) | undefined => {
  if (type.kind === 'decimal') return type
  const precision = DIGITS[type.kind]
  return precision === undefined ? undefined : { kind: 'decimal', precision, scale: 0 }
}

export function decimal(precision: number, scale: number): SqlType {
  return { kind: 'decimal', precision: Math.min(38, precision), scale }
}

/** The type that both become without a CAST, or undefined. */
export function sharedType(left: SqlType, right: SqlType): SqlType | undefined {
  if (left.kind === 'unknown') return right
  if (right.kind === 'unknown') return left
  if (isNumeric(left) && isNumeric(right)) return sharedNumber(left, right)
  if (isText(left) && isText(right)) return sharedText(left, right)
  if (isInstant(left) && isInstant(right)) return sharedInstant(left, right)
  return isComposite(left) ? sharedComposite(left, right) : same(left, right)
}

const same = (left: SqlType, right: SqlType): SqlType | undefined =>
  left.kind === right.kind ? left : undefined

const isComposite = ({ kind }: SqlType): boolean => ['array', 'map', 'row'].includes(kind)

function sharedComposite(left: SqlType, right: SqlType): SqlType | undefined {
  if (left.kind === 'array' && right.kind === 'array') {
    const element = sharedType(left.element, right.element)
    return element && arrayOf(element)
  }
  if (left.kind === 'map' && right.kind === 'map') {
    const key = sharedType(left.key, right.key)
    const value = sharedType(left.value, right.value)
    return key && value && { kind: 'map', key, value }
  }
  if (left.kind === 'row' && right.kind === 'row') return sharedRow(left.fields, right.fields)
  return undefined
}

const NUMBERS: readonly string[] = [...INTEGERS, 'decimal', 'real', 'double']

function sharedNumber(left: SqlType, right: SqlType): SqlType {
  const wider = NUMBERS.indexOf(left.kind) >= NUMBERS.indexOf(right.kind) ? left : right
  const [first, second] = [asDecimal(left), asDecimal(right)]
  if (wider.kind !== 'decimal' || !first || !second) return wider
  const scale = Math.max(first.scale, second.scale)
  const whole = Math.max(first.precision - first.scale, second.precision - second.scale)
  return decimal(whole + scale, scale)
}

function sharedText(left: SqlType, right: SqlType): SqlType {
  if (left.kind === 'char' && right.kind === 'char') {
    return { kind: 'char', length: Math.max(left.length, right.length) }
  }
  const lengths = [left, right].map((type) => ('length' in type ? type.length : undefined))
  const [first, second] = lengths
  if (first === undefined || second === undefined) return VARCHAR
  return { kind: 'varchar', length: Math.max(first, second) }
}

const INSTANTS: readonly string[] = ['date', 'timestamp', 'timestamp with time zone']

const sharedInstant = (left: SqlType, right: SqlType): SqlType =>
  INSTANTS.indexOf(left.kind) >= INSTANTS.indexOf(right.kind) ? left : right

function sharedRow(left: readonly RowField[], right: readonly RowField[]): SqlType | undefined {
  if (left.length !== right.length) return undefined
  const fields: RowField[] = []
  for (const [index, { name, type }] of left.entries()) {
    const other = right[index]
    const shared = other && sharedType(type, other.type)
    if (!shared) return undefined
    const kept = name !== undefined && name === other.name ? name : undefined
    fields.push({ type: shared, ...(kept !== undefined && { name: kept }) })
  }
  return { kind: 'row', fields }
}

/** Exactly one type. */
export const sameType = (left: SqlType | undefined, right: SqlType | undefined): boolean =>
  left !== undefined && right !== undefined && duckDbType(left) === duckDbType(right)

/** What DuckDB holds the values in. Fields of rows are numbered: names are ours to resolve. */
export function duckDbType(type: SqlType): string {
  switch (type.kind) {
    case 'unknown':
      return 'INTEGER'
    case 'real':
      return 'FLOAT'
    case 'varbinary':
      return 'BLOB'
    // 32 hexadecimal digits, IPv4 mapped into IPv6: the order of addresses is that of the text.
    case 'ipaddress':
    case 'char':
    case 'varchar':
      return 'VARCHAR'
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`
    case 'timestamp with time zone':
      return 'TIMESTAMPTZ'
    case 'interval day to second':
    case 'interval year to month':
      return 'INTERVAL'
    case 'array':
      return `${duckDbType(type.element)}[]`
    case 'map':
      return `MAP(${duckDbType(type.key)}, ${duckDbType(type.value)})`
    case 'row': {
      const fields = type.fields.map((field, index) => `f${index} ${duckDbType(field.type)}`)
      return `STRUCT(${fields.join(', ')})`
    }
    default:
      return type.kind.toUpperCase()
  }
}
