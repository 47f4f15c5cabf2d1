import { fault, type Context } from './context.ts'
import { find, type Field } from './scope.ts'
import { typeName, type SqlType } from './sql-type.ts'
import type { Expression } from './syntax.ts'
import type { Typed } from './typed.ts'

/** A column, or a field inside one, that an expression means. */
export interface Reference {
  readonly typed: Typed
  readonly field: Field
  readonly path: readonly number[]
  readonly isOuter: boolean
}

/** A name, or a field of any other expression. */
export function translateReference(expression: Expression, context: Context): Typed {
  const reference = referenceOf(expression, context)
  if (!reference) return fieldOf(expression, context)
  reference.field.use(reference.isWhole ? reference.path : [])
  return reference.typed
}

/** Undefined for a field of something that is no name. Tells no table of the use. */
export function referenceOf(
  expression: Expression,
  context: Context,
): (Reference & { isWhole: boolean }) | undefined {
  const parts = namesOf(expression)
  const [first] = parts
  if (first === undefined) return undefined
  const variable = variableOf(parts, context)
  if (variable) return variable
  const found = find(
    context.scope,
    parts.map((part) => part.toLowerCase()),
  )
  if (found === 'ambiguous') {
    throw fault(
      context,
      'AMBIGUOUS_NAME',
      `Column '${parts.join('.')}' is ambiguous`,
      expression.at,
    )
  }
  if (!found) throw notFound(parts, expression.at, context)
  const { field, isOuter } = found
  const fields = parts.slice(found.parts)
  const { type, path } = descend(field.type, parts, fields, expression.at, context)
  const sql = path.length > 0 && field.inside ? field.inside(path) : inRow(field.sql, path)
  const isWhole = path.length === 0 || !field.inside
  return { typed: { sql, type }, field, path, isOuter, isWhole }
}

const inRow = (sql: string, path: readonly number[]): string =>
  path.reduce((base, index) => `(${base}).f${index}`, sql)

function namesOf(expression: Expression): readonly string[] {
  if (expression.kind === 'name') return [expression.name]
  if (expression.kind !== 'field') return []
  const base = namesOf(expression.base)
  return base.length === 0 ? [] : [...base, expression.field.name]
}

/** A lambda's variable: found before any column. */
function variableOf(parts: readonly string[], context: Context) {
  const [first = '', ...fields] = parts
  for (let scope = context.scope; scope.variables && scope.outer; scope = scope.outer) {
    const variable = scope.variables.get(first.toLowerCase())
    if (!variable) continue
    const { type, path } = descend(variable.type, parts, fields, 0, context)
    const typed = { sql: inRow(variable.sql, path), type }
    const field: Field = {
      ...{ name: first, label: first, qualifier: undefined, database: undefined },
      ...{ type: variable.type, sql: variable.sql, isHidden: false, use: () => undefined },
    }
    return { typed, field, path, isOuter: true, isWhole: true }
  }
  return undefined
}

function descend(
  type: SqlType,
  parts: readonly string[],
  fields: readonly string[],
  at: number,
  context: Context,
): { type: SqlType; path: number[] } {
  let inner = type
  const path: number[] = []
  for (const name of fields) {
    if (inner.kind !== 'row') {
      const says = `Expression ${parts.join('.')} is not of type ROW`
      throw fault(context, 'TYPE_MISMATCH', says, at)
    }
    const index = inner.fields.findIndex(
      (field) => field.name?.toLowerCase() === name.toLowerCase(),
    )
    const field = inner.fields[index]
    if (!field) throw notFound(parts, at, context)
    path.push(index)
    inner = field.type
  }
  return { type: inner, path }
}

function notFound(parts: readonly string[], at: number, context: Context) {
  const says =
    `Column '${parts.join('.').toLowerCase()}' cannot be resolved or requester is ` +
    'not authorized to access requested resources'
  return fault(context, 'COLUMN_NOT_FOUND', says, at)
}

function fieldOf(expression: Expression, context: Context): Typed {
  if (expression.kind !== 'field') throw new Error(`no reference: ${expression.kind}`)
  const base = context.environment.expression(expression.base, context)
  const { name, at } = expression.field
  if (base.type.kind !== 'row') {
    const says = `Expression is not of type ROW (actual: ${typeName(base.type)})`
    throw fault(context, 'TYPE_MISMATCH', says, at)
  }
  const { type, path } = descend(base.type, [name], [name], at, context)
  return { sql: inRow(base.sql, path), type }
}

/** Where aggregates stand, a column that is not grouped by has many values. */
export function requireGrouped(expression: Expression, context: Context): void {
  const parts = namesOf(expression)
  if (parts.length === 0) return
  const { grouped: _, ...ungrouped } = context
  const reference = referenceOf(expression, ungrouped)
  if (!reference || reference.isOuter || reference.field.isOutput) return
  const wholeIsGrouped = context.grouped?.has(reference.field.sql)
  if (wholeIsGrouped) return
  const says = `'${parts.join('.')}' must be an aggregate expression or appear in GROUP BY clause`
  throw fault(context, 'EXPRESSION_NOT_AGGREGATE', says, expression.at)
}
