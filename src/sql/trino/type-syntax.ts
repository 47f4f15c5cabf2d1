import type { SqlType } from './sql-type.ts'
import type { TypeArgument, TypeSyntax } from './syntax.ts'

const SCALARS = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  int: 'integer',
  integer: 'integer',
  bigint: 'bigint',
  real: 'real',
  double: 'double',
  varbinary: 'varbinary',
  date: 'date',
  timestamp: 'timestamp',
  json: 'json',
  ipaddress: 'ipaddress',
  unknown: 'unknown',
} as const

const DEFAULT_PRECISION = 38

/** The type that was written, or undefined when there is none of this name or shape. */
export function typeOfSyntax({ name, arguments: given }: TypeSyntax): SqlType | undefined {
  const [first, second] = given
  switch (name) {
    case 'varchar':
      return varcharOf(first)
    case 'char':
      return { kind: 'char', length: first?.size ?? 1 }
    case 'dec':
    case 'decimal':
      return decimalOf(first?.size, second?.size)
    case 'timestamp with time zone':
      return { kind: 'timestamp with time zone', zone: 'UTC' }
    case 'array':
      return arrayOf(first)
    case 'map':
      return mapOf(first, second)
    case 'row':
      return rowOf(given)
    default:
      return isScalar(name) ? { kind: SCALARS[name] } : undefined
  }
}

const varcharOf = (argument: TypeArgument | undefined): SqlType =>
  argument?.size === undefined ? { kind: 'varchar' } : { kind: 'varchar', length: argument.size }

const isScalar = (name: string): name is keyof typeof SCALARS => Object.hasOwn(SCALARS, name)

function decimalOf(precision = DEFAULT_PRECISION, scale = 0): SqlType | undefined {
  if (precision < 1 || precision > DEFAULT_PRECISION || scale > precision) return undefined
  return { kind: 'decimal', precision, scale }
}

const inner = (argument: TypeArgument | undefined): SqlType | undefined =>
  argument?.type && typeOfSyntax(argument.type)

function arrayOf(argument: TypeArgument | undefined): SqlType | undefined {
  const element = inner(argument)
  return element && { kind: 'array', element }
}

function mapOf(first?: TypeArgument, second?: TypeArgument): SqlType | undefined {
  const [key, value] = [inner(first), inner(second)]
  return key && value && { kind: 'map', key, value }
}

function rowOf(given: readonly TypeArgument[]): SqlType | undefined {
  const fields = given.map((argument) => ({ name: argument.field, type: inner(argument) }))
  const known = fields.flatMap(({ name, type }) =>
    type ? [{ type, ...(name !== undefined && { name }) }] : [],
  )
  return known.length === given.length ? { kind: 'row', fields: known } : undefined
}
