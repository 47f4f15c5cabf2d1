import { coerce } from './coerce.ts'
import { fault, type Context, type TypedQuery } from './context.ts'
import type { Field } from './scope.ts'
import { sharedType, isInteger, isOrderable, typeName, type SqlType } from './sql-type.ts'
import type { Expression, Query, QueryBody, SortItem } from './syntax.ts'
import { renamed } from './table-source.ts'
import { relationOfTable } from './translate-relation.ts'
import { translateSelect } from './translate-select.ts'
import { sortSql } from './translate-window.ts'

/** A query with its WITH, ORDER BY and LIMIT. Its scope is that of the query around it. */
export function translateQuery(query: Query, context: Context): TypedQuery {
  const withTables = withNamedQueries(query, context)
  const { body } = query
  const end = limits(query, withTables)
  if (body.kind === 'select') {
    const selected = translateSelect(body.select, query.orderBy, withTables)
    return { sql: `${selected.sql}${end}`, fields: selected.fields }
  }
  const found = translateBody(body, withTables)
  if (query.orderBy.length === 0)
    return {
      sql: end === '' ? found.sql : `SELECT * FROM (${found.sql})${end}`,
      fields: found.fields,
    }
  const sorted = query.orderBy.map((item) => outputSort(item, found.fields, withTables))
  const sql = `SELECT * FROM (${found.sql}) ORDER BY ${sorted.join(', ')}${end}`
  return { sql, fields: found.fields }
}

function withNamedQueries(query: Query, context: Context): Context {
  const shared = new Map(context.shared)
  for (const { name, columns, query: inner } of query.with) {
    const scoped = { ...context, shared, scope: { fields: [] } }
    const translated = context.environment.query(inner, scoped)
    const named = renamed(translated.fields, columns, name, context)
    shared.set(name.name.toLowerCase(), { sql: translated.sql, fields: named })
  }
  return { ...context, shared }
}

function limits({ offset, limit }: Query, context: Context): string {
  const count = (value: Expression): string => {
    const { sql, type } = context.environment.expression(value, {
      ...context,
      scope: { fields: [] },
    })
    if (isInteger(type)) return sql
    throw fault(context, 'TYPE_MISMATCH', 'LIMIT and OFFSET take whole numbers', value.at)
  }
  return `${limit ? ` LIMIT ${count(limit)}` : ''}${offset ? ` OFFSET ${count(offset)}` : ''}`
}

function translateBody(body: QueryBody, context: Context): TypedQuery {
  switch (body.kind) {
    case 'select':
      return translateSelect(body.select, [], context)
    case 'parenthesized':
      return context.environment.query(body.query, context)
    case 'values':
      return translateValues(body.rows, body.at, context)
    case 'table': {
      const { sql, fields } = relationOfTable(body.name, undefined, body.at, context)
      const visible = fields.filter(({ isHidden }) => !isHidden)
      return {
        sql: `SELECT ${visible.map((field) => field.sql).join(', ')} FROM ${sql}`,
        fields: visible,
      }
    }
    case 'set':
      return translateSet(body, context)
  }
}

function translateSet(body: QueryBody & { kind: 'set' }, context: Context): TypedQuery {
  const [left, right] = [translateBody(body.left, context), translateBody(body.right, context)]
  const { operator, all, at } = body
  if (left.fields.length !== right.fields.length) {
    const says =
      `${operator} query has different number of fields: ${left.fields.length}, ` +
      `${right.fields.length}`
    throw fault(context, 'TYPE_MISMATCH', says, at)
  }
  const names = left.fields.map(() => context.environment.fresh('o'))
  const types = left.fields.map(({ type }, index) => {
    const other = right.fields[index]
    const shared = other && sharedType(type, other.type)
    if (shared) return shared
    const says =
      `column ${index + 1} in ${operator} query has incompatible types: ` +
      `${typeName(type)}, ${other ? typeName(other.type) : ''}`
    throw fault(context, 'TYPE_MISMATCH', says, at)
  })
  const isDeferred = operator === 'UNION' && all
  const side = ({ sql, fields }: TypedQuery): string => {
    if (!isDeferred) for (const field of fields) field.use([])
    const columns = fields.map((field, index) =>
      cast(field, types[index] ?? field.type, names[index] ?? ''),
    )
    return `(SELECT ${columns.join(', ')} FROM (${sql}))`
  }
  const sql = `${side(left)} ${operator}${all ? ' ALL' : ''} ${side(right)}`
  const fields = left.fields.map((field, index): Field => {
    const use = (path: readonly number[]) => {
      field.use(path)
      right.fields[index]?.use(path)
    }
    return output(field.label, types[index] ?? field.type, names[index] ?? '', use)
  })
  return { sql, fields }
}

const cast = (field: Field, type: SqlType, name: string): string =>
  `${coerce({ sql: field.sql, type: field.type }, type).sql} AS ${name}`

function output(label: string | undefined, type: SqlType, sql: string, use: Field['use']): Field {
  const name = label?.toLowerCase()
  return { name, label, qualifier: undefined, database: undefined, type, sql, isHidden: false, use }
}

function translateValues(rows: readonly Expression[], at: number, context: Context): TypedQuery {
  const { expression, fresh } = context.environment
  const values = rows.map((row) =>
    (row.kind === 'row' ? row.items : [row]).map((item) => expression(item, context)),
  )
  const [first = []] = values
  const types = first.map((_, column) => {
    let type: SqlType = { kind: 'unknown' }
    for (const row of values) {
      const value = row[column]
      const isFit = row.length === first.length
      const shared: SqlType | undefined = value && isFit ? sharedType(type, value.type) : undefined
      if (!shared) {
        throw fault(context, 'TYPE_MISMATCH', 'Values rows have mismatched types', at)
      }
      type = shared
    }
    return type
  })
  const names = first.map(() => fresh('o'))
  const texts = values.map((row) => {
    const items = row.map((value, column) => coerce(value, types[column] ?? value.type).sql)
    return `(${items.join(', ')})`
  })
  const sql = `SELECT * FROM (VALUES ${texts.join(', ')}) AS ${fresh('r')}(${names.join(', ')})`
  const fields = names.map((name, index) => {
    return output(undefined, types[index] ?? { kind: 'unknown' }, name, () => undefined)
  })
  return { sql, fields }
}

/** ORDER BY of a set operation: by what comes out of it. */
function outputSort(item: SortItem, fields: readonly Field[], context: Context): string {
  const { expression } = item
  if (expression.kind === 'number') {
    const field = fields[Number(expression.text) - 1]
    if (!field) {
      const says = `ORDER BY position ${expression.text} is not in select list`
      throw fault(context, 'SYNTAX_ERROR', says, expression.at)
    }
    field.use([])
    return sortSql(field.sql, item)
  }
  const scope = { fields: fields.map((field) => ({ ...field, isOutput: true })) }
  const { sql, type } = context.environment.expression(expression, { ...context, scope })
  if (!isOrderable(type)) {
    const says = `Type ${typeName(type)} is not orderable, and therefore cannot be used in ORDER BY`
    throw fault(context, 'TYPE_MISMATCH', says, expression.at)
  }
  return sortSql(sql, item)
}
