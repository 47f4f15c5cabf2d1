import { containsAggregate } from './contains-aggregate.ts'
import { fault, type Context, type TypedQuery } from './context.ts'
import { groupingOf } from './grouping.ts'
import type { Field, Scope } from './scope.ts'
import { isOrderable, typeName, type SqlType } from './sql-type.ts'
import type { Expression, Select, SelectItem, SortItem } from './syntax.ts'
import { noteRequiredTexts } from './required-texts.ts'
import type { Source } from './table-source.ts'
import { requireBoolean } from './translate-boolean.ts'
import { referenceOf } from './translate-reference.ts'
import { translateRelation } from './translate-relation.ts'
import { sortSql } from './translate-window.ts'

/** An item of the select list. */
interface Output {
  readonly label: string | undefined
  readonly name: string
  readonly sql: string
  readonly type: SqlType
  readonly use: Field['use']
}

/** A SELECT, with the ORDER BY of its query, which may name what is not selected. */
export function translateSelect(
  select: Select,
  orderBy: readonly SortItem[],
  context: Context,
): TypedQuery {
  const source = select.from && translateRelation(select.from, context)
  const scope: Scope = { fields: source?.fields ?? [], outer: context.scope }
  const plain: Context = { ...withoutGroups(context), scope, aggregates: 'allowed' }
  const where = whereOf(select, source, plain)
  const grouping = groupingOf(select, { ...plain, aggregates: 'GROUP BY clause' })
  const inside = isGrouped(select, orderBy) ? { ...plain, grouped: grouping.terms } : plain
  const outputs = select.items.flatMap((item) => outputsOf(item, inside))
  const having = select.having && condition(select.having, 'HAVING clause', inside)
  const sorted = orderBy.map((item) => sortOf(item, outputs, select.distinct, inside))
  if (select.distinct) for (const output of outputs) output.use([])
  const columns = outputs.map(({ sql, name }) => `${sql} AS ${name}`)
  const parts = [
    `SELECT ${select.distinct ? 'DISTINCT ' : ''}${columns.join(', ')}`,
    source && `FROM ${source.sql}`,
    where && `WHERE ${where}`,
    grouping.sql,
    having && `HAVING ${having}`,
    sorted.length > 0 && `ORDER BY ${sorted.join(', ')}`,
  ]
  return { sql: parts.filter(Boolean).join(' '), fields: outputs.map(fieldOf) }
}

function whereOf(
  { from, where }: Select,
  source: Source | undefined,
  context: Context,
): string | undefined {
  if (!where) return undefined
  const alone = context.environment.uses.find(({ sql }) => sql === source?.sql)
  if (from) noteRequiredTexts(where, from, alone, context)
  return condition(where, 'WHERE clause', context)
}

function withoutGroups(context: Context): Context {
  const { grouped: _, ...plain } = context
  return plain
}

function isGrouped(select: Select, orderBy: readonly SortItem[]): boolean {
  if (select.groupBy.length > 0 || select.having) return true
  const items = select.items.flatMap((item) => (item.kind === 'all' ? [] : [item.expression]))
  return [...items, ...orderBy.map(({ expression }) => expression)].some((expression) =>
    containsAggregate(expression),
  )
}

function condition(
  expression: Expression,
  place: 'WHERE clause' | 'HAVING clause',
  context: Context,
): string {
  const placed: Context = place === 'WHERE clause' ? { ...context, aggregates: place } : context
  const value = context.environment.expression(expression, placed)
  return requireBoolean(value, place, expression.at, context).sql
}

const fieldOf = ({ label, name, type, use }: Output): Field => ({
  ...{ name: label?.toLowerCase(), label, type, sql: name, use },
  ...{ qualifier: undefined, database: undefined, isHidden: false },
})

function outputsOf(item: SelectItem, context: Context): readonly Output[] {
  return item.kind === 'all' ? allOf(item, context) : [outputOf(item, context)]
}

function outputOf(
  { expression, alias }: SelectItem & { kind: 'expression' },
  context: Context,
): Output {
  const name = context.environment.fresh('o')
  const label = alias?.name ?? labelOf(expression)
  const isName = expression.kind === 'name' || expression.kind === 'field'
  const reference = isName && !context.grouped ? referenceOf(expression, context) : undefined
  if (!reference) {
    const { sql, type } = context.environment.expression(expression, context)
    return { label, name, sql, type, use: () => undefined }
  }
  // A column that is only handed on is read when somebody outside asks for it.
  const { typed, field, path, isWhole } = reference
  const use = (further: readonly number[]) => {
    if (isWhole) field.use([...path, ...further])
  }
  return { label, name, sql: typed.sql, type: typed.type, use }
}

/** Of a column or a field: its last name, as it was written. */
function labelOf(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name
  if (expression.kind !== 'field') return undefined
  return labelOf(expression.base) === undefined ? undefined : expression.field.name
}

function allOf(item: SelectItem & { kind: 'all' }, context: Context): readonly Output[] {
  const { qualifier } = item
  if (!qualifier) {
    const visible = context.scope.fields.filter(({ isHidden }) => !isHidden)
    if (visible.length > 0) return visible.map((field) => starred(field, context, item.at))
    throw fault(
      context,
      'SYNTAX_ERROR',
      'SELECT * not allowed in queries without FROM clause',
      item.at,
    )
  }
  const of = fieldsOf(qualifier, context)
  if (of.length > 0) return of.map((field) => starred(field, context, item.at))
  return rowFields(qualifier, context)
}

/** `t.*`, `database.t.*` */
function fieldsOf(qualifier: Expression, context: Context): readonly Field[] {
  const base = qualifier.kind === 'field' ? qualifier.base : undefined
  const name = qualifier.kind === 'field' ? qualifier.field.name : labelOf(qualifier)
  const database = base?.kind === 'name' ? base.name.toLowerCase() : undefined
  return context.scope.fields.filter(
    (field) =>
      !field.isHidden &&
      field.qualifier === name?.toLowerCase() &&
      (database === undefined || field.database === database),
  )
}

function starred(field: Field, context: Context, at: number): Output {
  const { label, sql, type, use } = field
  if (context.grouped && !context.grouped.has(sql)) {
    const says = `Column '${label}' not in GROUP BY clause`
    throw fault(context, 'EXPRESSION_NOT_AGGREGATE', says, at)
  }
  return { label, name: context.environment.fresh('o'), sql, type, use }
}

/** `column.*` */
function rowFields(qualifier: Expression, context: Context): readonly Output[] {
  const { sql, type } = context.environment.expression(qualifier, context)
  if (type.kind !== 'row') {
    throw fault(context, 'TYPE_MISMATCH', `expected column of row type`, qualifier.at)
  }
  return type.fields.map((field, index) => {
    const name = context.environment.fresh('o')
    const inside = { sql: `(${sql}).f${index}`, type: field.type, use: () => undefined }
    return { label: field.name, name, ...inside }
  })
}

/** By position, by the alias of an output, or by any expression of the rows. */
function sortOf(
  item: SortItem,
  outputs: readonly Output[],
  distinct: boolean,
  context: Context,
): string {
  const { expression } = item
  if (expression.kind === 'number' && /^\d+$/.test(expression.text)) {
    const output = outputs[Number(expression.text) - 1]
    if (!output) {
      const says = `ORDER BY position ${expression.text} is not in select list`
      throw fault(context, 'SYNTAX_ERROR', says, expression.at)
    }
    output.use([])
    return sortSql(output.name, item)
  }
  const { sql, type } = sortValue(expression, outputs, context)
  if (!isOrderable(type)) {
    const says = `Type ${typeName(type)} is not orderable, and therefore cannot be used in ORDER BY`
    throw fault(context, 'TYPE_MISMATCH', says, expression.at)
  }
  const output = outputs.find((candidate) => candidate.sql === sql)
  if (output) return sortSql(output.name, item)
  if (!distinct) return sortSql(sql, item)
  const says = 'For SELECT DISTINCT, ORDER BY expressions must appear in select list'
  throw fault(context, 'SYNTAX_ERROR', says, expression.at)
}

/** The names of the outputs come before those of the columns. */
function sortValue(expression: Expression, outputs: readonly Output[], context: Context) {
  const fields = outputs.map((output): Field => ({
    ...fieldOf(output),
    ...{ sql: output.sql, isOutput: true },
  }))
  const named = fields.filter(({ name }) => name !== undefined)
  const unique = named.filter(
    (field) =>
      named.findIndex((other) => other.name === field.name && other.sql === field.sql) ===
      named.indexOf(field),
  )
  const scope: Scope = { fields: unique, variables: new Map(), outer: context.scope }
  return context.environment.expression(expression, { ...context, scope })
}
