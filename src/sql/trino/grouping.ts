import { fault, type Context } from './context.ts'
import type { Expression, Grouping, Select } from './syntax.ts'

/** GROUP BY in DuckDB's SQL, and the SQL of each term. */
export interface Grouped {
  readonly sql: string
  readonly terms: ReadonlySet<string>
}

export function groupingOf(select: Select, context: Context): Grouped {
  const terms = new Set<string>()
  const term = (expression: Expression): string => {
    const { sql } = context.environment.expression(itemOf(expression, select, context), context)
    terms.add(sql)
    return sql
  }
  const parts = select.groupBy.map((grouping) => groupSql(grouping, term))
  return { sql: parts.length > 0 ? `GROUP BY ${parts.join(', ')}` : '', terms }
}

function groupSql(grouping: Grouping, term: (expression: Expression) => string): string {
  const set = (terms: readonly Expression[]): string => terms.map((item) => term(item)).join(', ')
  if (grouping.kind === 'simple') return grouping.terms.length === 0 ? '()' : set(grouping.terms)
  return `${grouping.kind} (${grouping.sets.map((terms) => `(${set(terms)})`).join(', ')})`
}

/** A number is the position of an item of the select list. */
function itemOf(expression: Expression, select: Select, context: Context): Expression {
  if (expression.kind !== 'number' || !/^\d+$/.test(expression.text)) return expression
  const item = select.items[Number(expression.text) - 1]
  if (item?.kind === 'expression') return item.expression
  const says = `GROUP BY position ${expression.text} is not in select list`
  throw fault(context, 'SYNTAX_ERROR', says, expression.at)
}
