import { coerce } from './coerce.ts'
import { fault, type Context } from './context.ts'
import { BIGINT, sharedType, isInteger, typeName } from './sql-type.ts'
import type { Expression } from './syntax.ts'
import type { Typed } from './typed.ts'

/** `array[1]`, `map['key']`, `row[1]`: what is not there is an error, unlike with element_at. */
export function translateSubscript(
  { base, index, at }: Expression & { kind: 'subscript' },
  context: Context,
): Typed {
  const { expression } = context.environment
  const [whole, key] = [expression(base, context), expression(index, context)]
  const { type } = whole
  if (type.kind === 'array' && isInteger(key.type)) {
    const sql = `sk_subscript(${whole.sql}, ${coerce(key, BIGINT).sql})`
    return { sql, type: type.element }
  }
  if (type.kind === 'map' && sharedType(key.type, type.key)) {
    return { sql: `sk_map_at(${whole.sql}, ${coerce(key, type.key).sql})`, type: type.value }
  }
  if (type.kind === 'row' && key.constant !== undefined) {
    const position = Number(key.constant) - 1
    const field = type.fields[position]
    if (field) return { sql: `(${whole.sql}).f${position}`, type: field.type }
  }
  const says = `Cannot apply operator: ${typeName(type)}[${typeName(key.type)}]`
  throw fault(context, 'TYPE_MISMATCH', says, at)
}
