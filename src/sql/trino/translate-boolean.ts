import { coerce } from './coerce.ts'
import { fault, type Context } from './context.ts'
import { BOOLEAN, typeName } from './sql-type.ts'
import type { Typed } from './typed.ts'

/** A condition, or Trino's sentence about what is none. */
export function requireBoolean(value: Typed, what: string, at: number, context: Context): Typed {
  if (value.type.kind === 'boolean') return value
  if (value.type.kind === 'unknown') return coerce(value, BOOLEAN)
  const says = `${what} must evaluate to a boolean: actual type ${typeName(value.type)}`
  throw fault(context, 'TYPE_MISMATCH', says, at)
}
