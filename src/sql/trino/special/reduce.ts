import { coerce } from '../coerce.ts'
import type { Context } from '../context.ts'
import { sharedType, sameType } from '../sql-type.ts'
import type { Call } from '../syntax.ts'
import { translateLambda } from '../translate-lambda.ts'
import type { Typed } from '../typed.ts'
import { unexpected } from './arguments.ts'

/** `reduce(array, initial, (state, item) -> state, state -> result)` */
export function reduce(call: Call, context: Context): Typed {
  const { expression } = context.environment
  const [list, initial, step, finish] = call.arguments
  if (!list || !initial || step?.kind !== 'lambda' || finish?.kind !== 'lambda') {
    throw unexpected(call, [], context)
  }
  const [items, state] = [expression(list, context), expression(initial, context)]
  if (items.type.kind !== 'array') throw unexpected(call, [items, state], context)
  // DuckDB folds into the type of the items: the state and the items must have it in shared.
  const type = sharedType(items.type.element, state.type)
  if (!type) throw unexpected(call, [items, state], context)
  const moved = translateLambda(step, [type, type], context)
  if (!sameType(sharedType(moved.result.type, type), type)) {
    throw unexpected(call, [items, state, moved.result], context)
  }
  const texts = coerce(items, { kind: 'array', element: type }).sql
  const folded = `list_reduce(${texts}, ${moved.sql}, ${coerce(state, type).sql})`
  const ended = translateLambda(finish, [type], context)
  return { sql: `list_transform([${folded}], ${ended.sql})[1]`, type: ended.result.type }
}
