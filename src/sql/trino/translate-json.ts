import { castTo } from './cast.ts'
import { fault, type Context } from './context.ts'
import { jsonPath } from './json-path.ts'
import { BOOLEAN, VARCHAR, isText, typeName } from './sql-type.ts'
import type { Expression } from './syntax.ts'
import { typeOfSyntax } from './type-syntax.ts'
import type { Typed } from './typed.ts'

/** JSON_VALUE, JSON_QUERY and JSON_EXISTS with a path of plain steps. */
export function translateJson(
  { name, operand, path, returning, at }: Expression & { kind: 'json' },
  context: Context,
): Typed {
  const value = context.environment.expression(operand, context)
  if (!isText(value.type)) {
    const says = `Cannot read input of type ${typeName(value.type)} as JSON using formatting JSON`
    throw fault(context, 'TYPE_MISMATCH', says, at)
  }
  const steps = jsonPath(path)
  // In lax mode a step goes into each element of an array: only indexes are the same in both.
  if (steps === undefined || /^\s*strict/.test(path)) {
    throw fault(context, 'NOT_SUPPORTED', `the JSON path '${path}' is not supported`, at)
  }
  const found = `json_extract(sk_json_or_null(${value.sql}), ${steps})`
  switch (name) {
    case 'json_exists':
      return { sql: `(${found} IS NOT NULL)`, type: BOOLEAN }
    case 'json_query':
      return { sql: `sk_json_composite(${found})`, type: VARCHAR }
    case 'json_value': {
      const scalar: Typed = { sql: `sk_json_scalar(${found}, '$')`, type: VARCHAR }
      const type = returning && typeOfSyntax(returning)
      return type ? castTo(scalar, type, true, { context, at }) : scalar
    }
  }
}
