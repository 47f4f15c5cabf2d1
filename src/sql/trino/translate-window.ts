import type { Context } from './context.ts'
import type { FrameBound, SortItem, Window } from './syntax.ts'

/** What stands between the parentheses of OVER. */
export function windowSql({ partitionBy, orderBy, frame }: Window, context: Context): string {
  const { expression } = context.environment
  const terms = partitionBy.map((term) => expression(term, context).sql)
  const parts = [
    terms.length > 0 ? `PARTITION BY ${terms.join(', ')}` : '',
    orderBy.length > 0 ? orderBySql(orderBy, context) : '',
  ]
  if (frame) {
    const start = boundSql(frame.start, context)
    const end = frame.end ? boundSql(frame.end, context) : 'CURRENT ROW'
    parts.push(`${frame.unit} BETWEEN ${start} AND ${end}`)
  }
  return parts.filter((part) => part !== '').join(' ')
}

function boundSql({ kind, distance }: FrameBound, context: Context): string {
  return distance ? `${context.environment.expression(distance, context).sql} ${kind}` : kind
}

export function orderBySql(items: readonly SortItem[], context: Context): string {
  const { expression } = context.environment
  const sorted = items.map((item) => sortSql(expression(item.expression, context).sql, item))
  return `ORDER BY ${sorted.join(', ')}`
}

/** Direction and the place of NULLs, always said: DuckDB's defaults are settings. */
export function sortSql(sql: string, { descending, nullsFirst }: SortItem): string {
  return `${sql} ${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`
}
