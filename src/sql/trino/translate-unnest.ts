import { fault, type Context } from './context.ts'
import type { Field } from './scope.ts'
import { BIGINT, typeName, type SqlType } from './sql-type.ts'
import type { Expression, Relation } from './syntax.ts'
import { aliased, type Source } from './table-source.ts'

/** A column that comes out of UNNEST. */
interface Column {
  readonly label: string | undefined
  readonly type: SqlType
  readonly sql: string
}

/** An array gives a column, an array of rows one for each field, a map two. */
export function translateUnnest(
  { items, ordinality, alias }: Relation & { kind: 'unnest' },
  context: Context,
): Source {
  const { fresh } = context.environment
  const named = alias?.columns.length ?? 0
  // AWS's own queries name one column for an array of rows, and reach into it: that works in
  // Athena. Trino alone has as many columns as the row has fields.
  const isWhole = named === items.length + (ordinality ? 1 : 0)
  const lists = items.map((item) => listOf(item, isWhole, context))
  const row = fresh('r')
  const inner = lists.map(({ sql, name }) => `unnest(${sql}) AS ${name}`)
  const columns = lists.flatMap((list) => list.columns)
  const counted: Column[] = []
  if (ordinality) {
    const [name, lengths] = [fresh('o'), lists.map(({ sql }) => `coalesce(len(${sql}), 0)`)]
    inner.push(`unnest(range(1, greatest(${[...lengths, '0'].join(', ')}) + 1)) AS ${name}`)
    counted.push({ label: 'ordinality', type: BIGINT, sql: name })
  }
  const all = [...columns, ...counted].map((column) => ({ ...column, output: fresh('o') }))
  const outputs = all.map(({ sql, output }) => `${sql} AS ${output}`)
  const sql = `LATERAL (SELECT ${outputs.join(', ')} FROM (SELECT ${inner.join(', ')})) AS ${row}`
  const fields = all.map(({ label, type, output }): Field => ({
    ...{ name: label?.toLowerCase(), label, type, sql: output, use: () => undefined },
    ...{ qualifier: undefined, database: undefined, isHidden: false },
  }))
  return { sql, fields: aliased(fields, alias, context) }
}

function listOf(item: Expression, isWhole: boolean, context: Context) {
  const { expression, fresh } = context.environment
  const { sql, type } = expression(item, context)
  const name = fresh('o')
  if (type.kind === 'map') {
    const columns: Column[] = [
      { label: undefined, type: type.key, sql: `${name}.key` },
      { label: undefined, type: type.value, sql: `${name}.value` },
    ]
    return { name, sql: `map_entries(${sql})`, columns }
  }
  if (type.kind !== 'array') {
    const says = `Cannot unnest type: ${typeName(type)}`
    throw fault(context, 'TYPE_MISMATCH', says, item.at)
  }
  const { element } = type
  if (element.kind !== 'row' || isWhole)
    return { name, sql, columns: [{ label: undefined, type: element, sql: name }] }
  const columns = element.fields.map(({ name: label, type }, index): Column => {
    return { label, type, sql: `${name}.f${index}` }
  })
  return { name, sql, columns }
}
