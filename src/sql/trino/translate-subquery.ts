import { coerce } from './coerce.ts'
import { fault, type Context } from './context.ts'
import { BOOLEAN, sharedType, typeName } from './sql-type.ts'
import type { Expression, Query } from './syntax.ts'
import type { Typed } from './typed.ts'

type Subquery = Expression & { kind: 'subquery' | 'exists' | 'inQuery' | 'quantified' }

/** A query inside an expression; it sees the columns around it. */
export function translateSubquery(node: Subquery, context: Context): Typed {
  switch (node.kind) {
    case 'exists': {
      const { sql } = inner(node.query, context)
      return { sql: `(EXISTS (${sql}))`, type: BOOLEAN }
    }
    case 'subquery': {
      const { sql, type } = oneColumn(node.query, context, node.at)
      return { sql: `(${sql})`, type }
    }
    case 'inQuery': {
      const operator = node.negated ? 'NOT IN' : 'IN'
      return compared(node.operand, operator, node.query, node.at, context)
    }
    case 'quantified': {
      const operator = `${node.operator} ${node.quantifier}`
      return compared(node.operand, operator, node.query, node.at, context)
    }
  }
}

function compared(
  operand: Expression,
  operator: string,
  query: Query,
  at: number,
  context: Context,
): Typed {
  const value = context.environment.expression(operand, context)
  const column = oneColumn(query, context, at)
  const type = sharedType(value.type, column.type)
  if (!type) {
    const says =
      `value and result of subquery must be of the same type for ${operator} ` +
      `expression: ${typeName(value.type)} vs ${typeName(column.type)}`
    throw fault(context, 'TYPE_MISMATCH', says, at)
  }
  const name = context.environment.fresh('o')
  const cast = coerce({ sql: name, type: column.type }, type).sql
  const rows = `SELECT ${cast} FROM (${column.sql}) AS ${context.environment.fresh('r')}(${name})`
  return { sql: `(${coerce(value, type).sql} ${operator} (${rows}))`, type: BOOLEAN }
}

function oneColumn(query: Query, context: Context, at: number): Typed {
  const { sql, fields } = inner(query, context)
  const [field] = fields
  if (!field || fields.length > 1) {
    const plain = 'Multiple columns returned by subquery are not yet supported'
    const says = `${plain}. Found ${fields.length}`
    throw fault(context, 'NOT_SUPPORTED', says, at)
  }
  return { sql, type: field.type }
}

function inner(query: Query, context: Context) {
  const { grouped: _, ...plain } = context
  const translated = context.environment.query(query, { ...plain, aggregates: 'allowed' })
  for (const field of translated.fields) field.use([])
  return translated
}
